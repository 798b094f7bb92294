package org.campanile.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.campanile.core.file.Csv;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Prints results on stdout in the format asked for. Control characters that came from a server never reach the terminal. */
final class Output {

    /** Control characters of both sets, and those that turn the direction of writing; not line ends and tabs. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\n\r\t]]|\r(?!\n)");
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();

    private final PrintWriter out;
    private final Format format;
    private final Columns columns;

    Output(PrintWriter out, Format format) {
        this(out, format, Columns.all());
    }

    Output(PrintWriter out, Format format, Columns columns) {
        this.out = out;
        this.format = format;
        this.columns = columns;
    }

    /** A line for people; nothing when the format is for programs. */
    void say(String line) {
        if (format == Format.table) {
            out.println(clean(line));
            out.flush();
        }
    }

    /** A text that is itself the result, such as a document; printed as it is but for what steers a terminal. */
    void text(String text) {
        String shown = STEERING.matcher(text).replaceAll("\u00b7");
        out.print(shown.endsWith("\n") ? shown : shown + "\n");
        out.flush();
    }

    /** A list. */
    void rows(Rows all) {
        Rows rows = columns.of(all);
        switch (format) {
            case table -> table(rows);
            case json -> out.println(GSON.toJson(maps(rows)));
            case yaml -> out.print(yaml(maps(rows)));
            case csv -> csv(rows);
        }
        out.flush();
    }

    /** One thing, as name and value. A table has a line for each element of a list and none for what is empty. */
    void thing(Map<String, Object> all) {
        Map<String, Object> thing = columns.of(all);
        Rows rows = Rows.of("field", "value");
        switch (format) {
            case json -> out.println(GSON.toJson(plainMap(thing)));
            case yaml -> out.print(yaml(plainMap(thing)));
            case csv -> {
                thing.forEach((k, v) -> rows.add(k, v));
                csv(rows);
            }
            case table -> {
                thing.forEach((k, v) -> lines(rows, k, v));
                table(rows);
            }
        }
        out.flush();
    }

    private static void lines(Rows rows, String key, Object value) {
        if (value instanceof Collection<?> all) {
            String label = key;
            for (Object one : all) {
                rows.add(label, one);
                label = "";
            }
        } else if (value != null) {
            rows.add(key, value);
        }
    }

    private static String yaml(Object value) {
        return new Dump(DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build()).dumpToString(value);
    }

    /** The rows as things with the columns as keys. */
    static List<Map<String, Object>> maps(Rows rows) {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (List<Object> row : rows.rows()) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                map.put(rows.columns().get(i), plain(row.get(i)));
            }
            maps.add(map);
        }
        return maps;
    }

    private static Map<String, Object> plainMap(Map<String, Object> map) {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((k, v) -> plain.put(k, plain(v)));
        return plain;
    }

    /** What JSON and YAML know: texts, numbers, booleans, lists and maps. */
    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Number n -> n;
            case Boolean b -> b;
            case Duration d -> d.toMillis() / 1000.0;
            case Map<?, ?> m -> {
                Map<String, Object> map = new LinkedHashMap<>();
                m.forEach((k, v) -> map.put(String.valueOf(k), plain(v)));
                yield map;
            }
            // A list of its own each: YAML would refer from one to the other.
            case Collection<?> c -> new ArrayList<>(c.stream().map(Output::plain).toList());
            default -> value.toString();
        };
    }

    private void table(Rows rows) {
        if (rows.rows().isEmpty()) {
            out.println("(nothing)");
            return;
        }
        int columns = rows.columns().size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        List<List<String>> cells = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            widths[c] = TextWidth.of(rows.columns().get(c));
            int at = c;
            numbers[c] = rows.rows().stream().allMatch(r -> r.get(at) == null || r.get(at) instanceof Number);
        }
        for (List<Object> row : rows.rows()) {
            List<String> line = new ArrayList<>();
            for (int c = 0; c < columns; c++) {
                String cell = clean(cell(row.get(c))).replace('\t', ' ');
                line.add(cell);
                widths[c] = Math.max(widths[c], TextWidth.of(cell));
            }
            cells.add(line);
        }
        line(rows.columns().stream().map(h -> h.replace('_', ' ')).toList(), widths, numbers);
        out.println(String.join("  ", Arrays.stream(widths).mapToObj("-"::repeat).toList()));
        cells.forEach(l -> line(l, widths, numbers));
    }

    private void line(List<String> cells, int[] widths, boolean[] right) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            String cell = cells.get(c);
            String pad = " ".repeat(widths[c] - TextWidth.of(cell));
            line.append(right[c] ? pad + cell : cell + pad).append(c < cells.size() - 1 ? "  " : "");
        }
        out.println(line.toString().stripTrailing());
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "";
            case Duration d -> d.toMillis() < 10_000 ? d.toMillis() / 100 / 10.0 + " s" : d.toSeconds() + " s";
            case Instant i -> i.toString();
            case Boolean b -> b ? "yes" : "no";
            case Collection<?> c -> String.join(", ", c.stream().map(String::valueOf).toList());
            default -> value.toString();
        };
    }

    private void csv(Rows rows) {
        csvLine(rows.columns());
        rows.rows().forEach(r -> csvLine(r.stream().map(v -> v instanceof Duration d ? String.valueOf(plain(d)) : cell(v)).toList()));
    }

    private void csvLine(List<String> cells) {
        out.print(Csv.line(cells));
    }

    /** Without the characters that steer a terminal. */
    static String clean(String text) {
        return STEERING.matcher(text).replaceAll("\u00b7").replaceAll("\r?\n", " ");
    }
}
