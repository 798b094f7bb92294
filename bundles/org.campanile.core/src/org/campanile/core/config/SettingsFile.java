package org.campanile.core.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A settings file of the dashboard: Python, of which only assignments of one line at the left margin, {@code NAME = value}, are read and changed
 * (Murano protocol document, section 8.8). What Murano's installer appended again on each run is recognised and cleaned. Everything else stays as it
 * is. Immutable.
 */
public final class SettingsFile {

    /** Begins the block that Murano's set-up puts into the dashboard's settings. */
    public static final String BLOCK_START = "#START_MURANO_DASHBOARD";

    /** Ends that block. */
    public static final String BLOCK_END = "#END_MURANO_DASHBOARD";

    private record Assignment(int line, String name, String prefix, String value, String comment) {
    }

    private static final Pattern LINE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\s*=(?!=)\\s*)(.*)");

    private static final Set<String> TRIPLE = Set.of("\"\"\"", "'''");
    private static final Pattern QUOTES = Pattern.compile("\"\"\"|'''|#|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");

    private final TextDocument document;
    private final List<Assignment> assignments = new ArrayList<>();

    private SettingsFile(TextDocument document) {
        this.document = document;
        String open = "";
        for (int i = 0; i < document.size(); i++) {
            boolean inText = !open.isEmpty();
            open = open(document.text(i), open);
            Matcher m = LINE.matcher(document.text(i));
            if (!inText && m.matches() && closed(m.group(3))) {
                int end = comment(m.group(3));
                String value = m.group(3).substring(0, end).stripTrailing();
                String comment = end == m.group(3).length() ? "" : m.group(3).substring(value.length());
                assignments.add(new Assignment(i, m.group(1), m.group(1) + m.group(2), value, comment));
            }
        }
    }

    /** The file of these bytes. */
    public static SettingsFile of(byte[] bytes) {
        return new SettingsFile(TextDocument.of(bytes));
    }

    /** Whether a value ends on its line, as far as brackets tell. */
    private static boolean closed(String value) {
        long open = value.chars().filter(c -> c == '(' || c == '[' || c == '{').count();
        long shut = value.chars().filter(c -> c == ')' || c == ']' || c == '}').count();
        return open == shut && !value.endsWith("\\") && !value.contains("\"\"\"") && !value.contains("'''");
    }

    /** The three quotes of a text of several lines that goes on behind this line; empty for none. */
    private static String open(String line, String before) {
        String open = before;
        Matcher m = QUOTES.matcher(line);
        for (int at = 0;;) {
            if (!open.isEmpty()) {
                int end = line.indexOf(open, at);
                if (end < 0) {
                    return open;
                }
                at = end + open.length();
                open = "";
            }
            if (!m.find(at) || m.group().equals("#")) {
                return "";
            }
            open = TRIPLE.contains(m.group()) ? m.group() : "";
            at = m.end();
        }
    }

    /** Where a comment behind a value begins; the end when there is none. */
    private static int comment(String text) {
        char open = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && open != 0) {
                i++;
            } else if ((c == '"' || c == '\'') && (open == 0 || open == c)) {
                open = open == 0 ? c : 0;
            } else if (c == '#' && open == 0) {
                return i;
            }
        }
        return text.length();
    }

    /** Its lines. */
    public TextDocument document() {
        return document;
    }

    /** Its bytes. */
    public byte[] bytes() {
        return document.bytes();
    }

    /** The names that are set, each once. */
    public List<String> names() {
        return assignments.stream().map(Assignment::name).distinct().toList();
    }

    /** The value that counts, as Python writes it. */
    public Optional<String> get(String name) {
        return assignments.stream().filter(a -> a.name().equals(name)).map(Assignment::value).reduce((first, second) -> second);
    }

    /** The text in the value that counts, when it is one. */
    public Optional<String> text(String name) {
        return get(name).filter(v -> v.length() > 1 && (v.charAt(0) == '\'' || v.charAt(0) == '"') && v.charAt(v.length() - 1) == v.charAt(0))
                .map(v -> v.substring(1, v.length() - 1).replaceAll("\\\\(.)", "$1"));
    }

    /** A text as Python writes it. */
    public static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }

    /**
     * The same with a value; the last assignment, which counts, gets it, a new one goes to the end.
     *
     * @param value as Python writes it, see {@link #quoted}
     */
    public SettingsFile set(String name, String value) {
        Optional<Assignment> there = assignments.stream().filter(a -> a.name().equals(name)).reduce((first, second) -> second);
        if (there.isEmpty()) {
            return new SettingsFile(document.insert(document.size(), name + " = " + value));
        }
        Assignment a = there.get();
        return a.value().equals(value) ? this : new SettingsFile(document.with(a.line(), a.prefix() + value + a.comment()));
    }

    /** The same without a name, wherever it is set. */
    public SettingsFile remove(String name) {
        TextDocument changed = document;
        for (Assignment a : assignments.reversed()) {
            if (a.name().equals(name)) {
                changed = changed.remove(a.line(), a.line() + 1);
            }
        }
        return changed == document ? this : new SettingsFile(changed);
    }

    /** Names that are set again further down, written in the same way up to the value, as an installer does that appends on each run. */
    public Set<String> repeated() {
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < assignments.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (assignments.get(i).name().equals(assignments.get(j).name()) && assignments.get(i).prefix().equals(assignments.get(j).prefix())) {
                    names.add(assignments.get(i).name());
                }
            }
        }
        return names;
    }

    /** The same with each of these names set once, at its last place, with the value that counts. */
    public SettingsFile cleaned(Set<String> names) {
        TextDocument changed = document;
        Set<String> kept = new LinkedHashSet<>();
        for (Assignment a : assignments.reversed()) {
            if (names.contains(a.name()) && !kept.add(a.name())) {
                changed = changed.remove(a.line(), a.line() + 1);
            }
        }
        return changed == document ? this : new SettingsFile(changed);
    }

    /** The lines between the marks of Murano's block; empty when there is none, or when it has no end. */
    public Optional<List<String>> block() {
        int from = find(BLOCK_START, 0);
        int to = from < 0 ? -1 : find(BLOCK_END, from);
        return to < 0 ? Optional.empty() : Optional.of(document.lines().subList(from + 1, to).stream().map(TextDocument.Line::text).toList());
    }

    /** How many such blocks there are. */
    public int blocks() {
        return (int) document.lines().stream().filter(l -> l.text().strip().equals(BLOCK_START)).count();
    }

    /** The same with one block of these lines: in place of the first that is there, or at the end; further ones go. */
    public SettingsFile withBlock(List<String> lines) {
        TextDocument changed = document;
        int at = -1;
        for (int from = find(BLOCK_START, 0); from >= 0;) {
            int to = find(changed, BLOCK_END, from);
            if (to < 0) {
                break;
            }
            if (at < 0 && changed.lines().subList(from + 1, to).stream().map(TextDocument.Line::text).toList().equals(lines)) {
                at = from;
                from = find(changed, BLOCK_START, to);
                continue;
            }
            changed = changed.remove(from, to + 1);
            if (at < 0) {
                at = from;
                changed = changed.insert(at, whole(lines));
                from += lines.size() + 2;
            }
            from = find(changed, BLOCK_START, from);
        }
        return new SettingsFile(at >= 0 ? changed : changed.insert(changed.size(), whole(lines)));
    }

    private static List<String> whole(List<String> lines) {
        List<String> all = new ArrayList<>();
        all.add(BLOCK_START);
        all.addAll(lines);
        all.add(BLOCK_END);
        return all;
    }

    private int find(String text, int from) {
        return find(document, text, from);
    }

    private static int find(TextDocument in, String text, int from) {
        for (int i = from; i < in.size(); i++) {
            if (in.text(i).strip().equals(text)) {
                return i;
            }
        }
        return -1;
    }
}
