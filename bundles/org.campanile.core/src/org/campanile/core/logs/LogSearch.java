package org.campanile.core.logs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Searches a store, on all processors, and keeps what it found: when lines came since, the next search with the same query looks only at
 * those. Thread-safe; worker threads only.
 */
public final class LogSearch {

    private static final int RANGE = 1 << 15;
    private static final long PATTERN_NANOS = 50_000_000L;
    /** What a simple expression may take for each byte of a line besides, as some are megabytes long. */
    private static final long BYTE_NANOS = 1000;

    private final LogStore store;
    private LogQuery last;
    private long version;
    private Found found = new Found(new int[0], new int[0], new int[0], 0);

    /** Entries by the place of their first line in the order. */
    private record Found(int[] ids, int[] places, int[] more, int size) {

        Found before(int place) {
            int kept = size;
            while (kept > 0 && places[kept - 1] >= place) {
                kept--;
            }
            return new Found(ids, places, more, kept);
        }

        static Found join(List<Found> parts) {
            int size = parts.stream().mapToInt(Found::size).sum();
            Found all = new Found(new int[size], new int[size], new int[size], size);
            int at = 0;
            for (Found part : parts) {
                System.arraycopy(part.ids, 0, all.ids, at, part.size);
                System.arraycopy(part.places, 0, all.places, at, part.size);
                System.arraycopy(part.more, 0, all.more, at, part.size);
                at += part.size;
            }
            return all;
        }
    }

    /** A search of {@code store}. */
    public LogSearch(LogStore store) {
        this.store = store;
    }

    /** The entries that answer the query, by time. Timed out when a regular expression takes too long on a line. */
    public synchronized LogView run(LogQuery query, Task task) throws FailureException {
        LogStore.Order order = store.order(version);
        LogChunk[] chunks = store.chunks();
        boolean same = query.equals(last);
        last = null;
        int from = head(order, chunks, same ? order.changedFrom() : 0, query);
        List<Found> parts = new ArrayList<>();
        parts.add(same ? found.before(from) : found.before(0));
        List<ForkJoinTask<Found>> work = new ArrayList<>();
        for (int at = from; at < order.size();) {
            int end = Math.min(order.size(), at + RANGE);
            while (end < order.size() && follows(chunks, order.ids()[end], query)) {
                end++;
            }
            int begin = at;
            int stop = end;
            work.add(ForkJoinPool.commonPool().submit(() -> new Scan(order, chunks, query, store.sources(), task).range(begin, stop)));
            at = end;
        }
        for (ForkJoinTask<Found> one : work) {
            parts.add(result(one, query));
        }
        task.checkCancelled("searching logs");
        found = Found.join(parts);
        last = query;
        version = order.version();
        return new LogView(store, found.ids, found.more, order.size());
    }

    private static Found result(ForkJoinTask<Found> work, LogQuery query) throws FailureException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimedText.TooSlow || e.getCause() instanceof StackOverflowError) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "searching logs", String.valueOf(query.pattern()), "",
                        "The regular expression takes too long on a line.", "Make it simpler: no repetition inside a repetition."), e);
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("searching logs");
        }
    }

    private static int head(LogStore.Order order, LogChunk[] chunks, int from, LogQuery query) {
        int at = Math.min(from, order.size());
        while (at > 0 && (at == order.size() || follows(chunks, order.ids()[at], query))) {
            at--;
        }
        return at;
    }

    private static boolean follows(LogChunk[] chunks, int id, LogQuery query) {
        LogChunk chunk = chunks[LogStore.chunk(id)];
        return query.folded() && chunk != null && chunk.continuation(LogStore.line(id));
    }

    /** One range of the order. One thread. */
    private record Scan(LogStore.Order order, LogChunk[] chunks, LogQuery query, List<LogSource> sources, Task task) {

        Found range(int from, int to) {
            boolean[] without = new boolean[sources.size()];
            for (int i = 0; i < without.length; i++) {
                without[i] = query.without().contains(sources.get(i));
            }
            byte[] text = query.text().isEmpty() ? null : Bytes.of(query.text().toLowerCase(Locale.ROOT));
            int[] ids = new int[64];
            int[] places = new int[64];
            int[] more = new int[64];
            int size = 0;
            for (int at = from; at < to && !task.isCancelled();) {
                int end = at + 1;
                while (end < to && follows(chunks, order.ids()[end], query)) {
                    end++;
                }
                if (wanted(order.ids()[at], without) && holds(at, end, text)) {
                    if (size == ids.length) {
                        ids = Arrays.copyOf(ids, size * 2);
                        places = Arrays.copyOf(places, size * 2);
                        more = Arrays.copyOf(more, size * 2);
                    }
                    ids[size] = order.ids()[at];
                    places[size] = at;
                    more[size++] = end - at - 1;
                }
                at = end;
            }
            return new Found(ids, places, more, size);
        }

        private boolean wanted(int id, boolean[] without) {
            LogChunk chunk = chunks[LogStore.chunk(id)];
            int line = LogStore.line(id);
            return chunk != null && chunk.severity(line) >= query.least().ordinal() && !without[chunk.source(line)]
                    && !(query.hideHarmless() && chunk.harmless(line));
        }

        private boolean holds(int from, int to, byte[] text) {
            if (text == null && query.pattern() == null) {
                return true;
            }
            for (int at = from; at < to; at++) {
                int id = order.ids()[at];
                LogChunk chunk = chunks[LogStore.chunk(id)];
                int line = LogStore.line(id);
                if (chunk != null && (text != null ? Bytes.findFolded(chunk.bytes(), chunk.start(line), chunk.end(line), text) >= 0
                        : matches(chunk.bytes(), chunk.start(line), chunk.end(line)))) {
                    return true;
                }
            }
            return false;
        }

        private boolean matches(byte[] b, int from, int to) {
            CharSequence line = Bytes.ascii(b, from, to) ? new Ascii(b, from, to) : Bytes.text(b, from, to);
            return query.pattern().matcher(new TimedText(line, PATTERN_NANOS + BYTE_NANOS * (to - from))).find();
        }
    }

    /** A line of plain ASCII without making a text of it. */
    private record Ascii(byte[] b, int from, int to) implements CharSequence {

        @Override
        public char charAt(int index) {
            return (char) b[from + index];
        }

        @Override
        public int length() {
            return to - from;
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Ascii(b, from + start, from + end);
        }

        @Override
        public String toString() {
            return Bytes.text(b, from, to);
        }
    }
}
