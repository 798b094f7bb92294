package org.campanile.core.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a search found, by time; texts are read from the store when they are asked for. Immutable, thread-safe. */
public final class LogView {

    private static final int MOST_LINES = 5000;

    private final LogStore store;
    private final int[] ids;
    private final int[] more;
    private final int searched;

    LogView(LogStore store, int[] ids, int[] more, int searched) {
        this.store = store;
        this.ids = ids;
        this.more = more;
        this.searched = searched;
    }

    /** How many entries were found. */
    public int size() {
        return ids.length;
    }

    /** How many lines were looked at. */
    public int searched() {
        return searched;
    }

    /** The first line of an entry; empty when it had to go since. */
    public Optional<LogLine> entry(int index) {
        return store.line(ids[index], more[index]);
    }

    /** Where the entry that begins with a line is, or -1. */
    public int indexOf(int id) {
        for (int i = ids.length - 1; i >= 0; i--) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    /** All lines of an entry, up to 5,000. */
    public List<LogLine> lines(int index) {
        List<LogLine> lines = new ArrayList<>();
        entry(index).ifPresent(lines::add);
        if (more[index] > 0) {
            LogStore.Order order = store.order(0);
            int at = 0;
            while (at < order.size() && order.ids()[at] != ids[index]) {
                at++;
            }
            for (int i = at + 1; i < order.size() && i <= at + Math.min(more[index], MOST_LINES); i++) {
                store.line(order.ids()[i], 0).ifPresent(lines::add);
            }
        }
        return lines;
    }

    /** All lines of an entry as text. */
    public String text(int index) {
        return lines(index).stream().map(LogLine::text).collect(Collectors.joining("\n"));
    }
}
