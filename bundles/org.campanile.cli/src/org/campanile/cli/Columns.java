package org.campanile.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which columns of a result are shown, and in which order its rows stand. Columns go by the keys of JSON or the headings of tables, whatever their case. Pure
 * but for telling what was asked for and is not there.
 *
 * @param chosen in the order they are shown; all when empty
 * @param sort column the rows are sorted by, a minus before it for the largest first; empty for the order they come in
 * @param wrong told what is not there
 */
record Columns(List<String> chosen, String sort, Consumer<String> wrong) {

    Columns {
        chosen = List.copyOf(chosen);
    }

    static Columns all() {
        return new Columns(List.of(), "", nothing -> {
        });
    }

    /** The rows as they were asked for. */
    Rows of(Rows rows) {
        List<List<Object>> sorted = new ArrayList<>(rows.rows());
        if (!sort.isEmpty()) {
            boolean down = sort.startsWith("-");
            int by = find(rows.columns(), down ? sort.substring(1) : sort);
            if (by >= 0) {
                Comparator<List<Object>> order = Comparator.comparing(r -> r.get(by), Columns::compare);
                sorted.sort(down ? order.reversed() : order);
            }
        }
        List<Integer> places = chosen.stream().map(c -> find(rows.columns(), c)).filter(at -> at >= 0).toList();
        if (places.isEmpty()) {
            return new Rows(rows.columns(), sorted);
        }
        Rows picked = new Rows(places.stream().map(rows.columns()::get).toList(), new ArrayList<>());
        sorted.forEach(r -> picked.add(places.stream().map(r::get).toArray()));
        return picked;
    }

    /** The fields as they were asked for. */
    Map<String, Object> of(Map<String, Object> thing) {
        List<String> keys = List.copyOf(thing.keySet());
        List<Integer> places = chosen.stream().map(c -> find(keys, c)).filter(at -> at >= 0).toList();
        if (places.isEmpty()) {
            return thing;
        }
        Map<String, Object> picked = new LinkedHashMap<>();
        places.forEach(at -> picked.put(keys.get(at), thing.get(keys.get(at))));
        return picked;
    }

    private int find(List<String> columns, String asked) {
        String key = asked.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).toLowerCase(Locale.ROOT).replace(' ', '_').equals(key)) {
                return i;
            }
        }
        wrong.accept("There is no column " + asked + "; there are " + String.join(", ", columns) + ".");
        return -1;
    }

    /** Numbers by size, all else by its text, nothing last. */
    private static int compare(Object one, Object other) {
        if (one == null || other == null) {
            return one == other ? 0 : one == null ? 1 : -1;
        }
        if (one instanceof Number a && other instanceof Number b) {
            return Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (one.getClass() == other.getClass() && one instanceof Comparable<?> a) {
            return comparable(a, other);
        }
        return one.toString().compareToIgnoreCase(other.toString());
    }

    @SuppressWarnings("unchecked")
    private static <T> int comparable(Comparable<T> one, Object other) {
        return one instanceof String text ? text.compareToIgnoreCase((String) other) : one.compareTo((T) other);
    }
}
