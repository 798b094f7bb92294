package org.campanile.ui;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.campanile.core.file.Csv;

/**
 * The rows of a table: filtered, sorted, and as text. No widgets in here. Not thread-safe.
 *
 * @param <R> row
 */
final class TableModel<R> {

    private final List<TableColumnSpec<R>> columns;
    private final Function<R, Object> key;
    private List<R> all = List.of();
    private List<R> shown = List.of();
    private String filter = "";
    private int sortColumn = -1;
    private boolean descending;

    TableModel(List<TableColumnSpec<R>> columns, Function<R, Object> key) {
        this.columns = List.copyOf(columns);
        this.key = key;
    }

    List<TableColumnSpec<R>> columns() {
        return columns;
    }

    List<R> shown() {
        return shown;
    }

    int total() {
        return all.size();
    }

    Object key(R row) {
        return key.apply(row);
    }

    int sortColumn() {
        return sortColumn;
    }

    boolean descending() {
        return descending;
    }

    void filter(String text) {
        filter = text.strip().toLowerCase(Locale.ROOT);
    }

    /** Sorts by a column; by the same again turns the order round. */
    void sortBy(int column) {
        descending = column == sortColumn && !descending;
        sortColumn = column;
    }

    /** Computes what is shown. While {@code still}, rows that are shown already keep their places and new ones come last. */
    void update(List<R> rows, boolean still) {
        all = List.copyOf(rows);
        List<R> next = all.stream().filter(this::matches).collect(Collectors.toCollection(ArrayList::new));
        if (still) {
            Map<Object, Integer> places = new HashMap<>();
            for (int i = 0; i < shown.size(); i++) {
                places.put(key(shown.get(i)), i);
            }
            next.sort(Comparator.comparingInt(row -> places.getOrDefault(key(row), Integer.MAX_VALUE)));
        } else if (sortColumn >= 0) {
            Comparator<R> order = columns.get(sortColumn).order();
            next.sort(descending ? order.reversed() : order);
        }
        shown = List.copyOf(next);
    }

    void again() {
        update(all, false);
    }

    private boolean matches(R row) {
        if (filter.isEmpty()) {
            return true;
        }
        String line = columns.stream().map(c -> c.text().apply(row)).collect(Collectors.joining("\t")).toLowerCase(Locale.ROOT);
        for (String word : filter.split("\\s+")) {
            if (!line.contains(word)) {
                return false;
            }
        }
        return true;
    }

    int indexOf(Object wanted) {
        for (int i = 0; i < shown.size(); i++) {
            if (key(shown.get(i)).equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    /** Rows as lines with tabs, for the clipboard. */
    String tabbed(List<R> rows) {
        return rows.stream()
                .map(row -> columns.stream().map(c -> c.text().apply(row).replaceAll("[\\t\\r\\n]+", " ")).collect(Collectors.joining("\t")))
                .collect(Collectors.joining("\n"));
    }

    /** What is shown as CSV, with a header line. */
    String csv() {
        StringBuilder out = new StringBuilder();
        out.append(Csv.line(columns.stream().map(c -> c.title()).toList()));
        for (R row : shown) {
            out.append(Csv.line(columns.stream().map(c -> c.text().apply(row)).toList()));
        }
        return out.toString();
    }
}
