package org.campanile.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of shell assignments that is sourced, such as lab-binding.rc or DevStack's localrc: {@code NAME=value} or {@code export NAME="value"}, one a
 * line, in an order that counts, with comments and other shell lines between them (POSIX shell, "Quoting" and "Parameter expansion"). Lines that are
 * no assignments stay and are never run. Immutable; every change makes a new file and touches the fewest lines.
 */
public final class ShellFile {

    /**
     * An assignment.
     *
     * @param line from 0
     * @param last its last line: a value in quotes may have several, and a backslash at the end of a line goes on with it
     * @param before what stands before the name: indentation and {@code export}, and what else the line sets before
     * @param value as the shell would have it, with variables set above replaced
     * @param literal whether the value has no variables and commands in it
     * @param after what stands after the value: spaces and a comment, and what else the line has
     */
    private record Assignment(int line, int last, String before, String name, String value, boolean literal, char quote, String after) {
    }

    private static final Pattern LINE = Pattern.compile("(\\s*(?:export\\s+)?)([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern FURTHER = Pattern.compile("(\\s*;\\s*(?:export\\s+)?|(?:[ \\t]|\\\\\n)+)([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern LOOKS_LIKE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*");

    /** Lines of one value; an opened quote that closes further down than this was forgotten. */
    private static final int LONGEST = 50;

    private final TextDocument document;
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    private ShellFile(TextDocument document) {
        this.document = document;
        parse();
    }

    /** The file of these bytes. */
    public static ShellFile of(byte[] bytes) {
        return new ShellFile(TextDocument.of(bytes));
    }

    private void parse() {
        if (document.hasMark()) {
            mistakes.add(new Mistake(1, "The file begins with a byte order mark, which the shell takes for part of the first word.", true));
        }
        Map<String, String> known = new LinkedHashMap<>();
        boolean windows = false;
        for (int i = 0; i < document.size(); i++) {
            String text = document.text(i);
            if (!windows && document.lines().get(i).end().equals("\r\n")) {
                windows = true;
                mistakes.add(new Mistake(i + 1, "The line ends as on Windows; the shell takes the carriage return for part of the value.", true));
            }
            Matcher m = LINE.matcher(text);
            if (m.matches()) {
                int last = lastLine(i);
                assignments(i, last, last == i ? m : whole(i, last), known);
                i = last;
            } else if (LOOKS_LIKE.matcher(text).matches() && !text.strip().startsWith("#")) {
                mistakes.add(new Mistake(i + 1, "There is a space before the = sign; the shell takes the name for a command.", true));
            }
        }
    }

    private Matcher whole(int from, int last) {
        Matcher m = LINE.matcher(document.lines().subList(from, last + 1).stream().map(TextDocument.Line::text).collect(Collectors.joining("\n")));
        if (!m.matches()) {
            throw new IllegalStateException("a line that began with an assignment does not any more");
        }
        return m;
    }

    /** Where what begins on this line ends: quotes may close further down; when they never do, it is this line alone. */
    private int lastLine(int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < document.size() && i < from + LONGEST; i++) {
            text.append(i == from ? "" : "\n").append(document.text(i));
            Matcher m = LINE.matcher(text);
            String rest = m.matches() ? m.group(3) : "";
            ShellWord word = ShellWord.read(rest, Map.of());
            boolean comment = word.rest().strip().startsWith("#");
            boolean goesOn = !comment && !word.unclosed() && text.toString().matches("(?s).*(?<!\\\\)(?:\\\\\\\\)*\\\\");
            if (!word.unclosed() && !goesOn) {
                return i;
            }
        }
        return from;
    }

    /** All that one line sets. */
    private void assignments(int line, int last, Matcher first, Map<String, String> known) {
        Matcher m = first;
        String before = first.group(1);
        boolean export = before.contains("export");
        while (true) {
            String name = m.group(2);
            ShellWord word = ShellWord.read(m.group(3), known);
            assignments.add(new Assignment(line, last, before, name, word.value(), word.literal(), word.quote(), word.rest()));
            known.put(name, word.value());
            Matcher next = FURTHER.matcher(word.rest());
            if (word.unclosed() || !next.matches()) {
                mistakes(line, name, word, export && word.rest().strip().matches("[A-Za-z_][A-Za-z0-9_ ]*"));
                return;
            }
            export = next.group(1).contains(";") ? next.group(1).contains("export") : export;
            before += name + "=" + m.group(3).substring(0, m.group(3).length() - word.rest().length()) + next.group(1);
            m = next;
        }
    }

    private void mistakes(int line, String name, ShellWord word, boolean names) {
        if (word.unclosed()) {
            mistakes.add(new Mistake(line + 1, "The quotes around the value of " + name + " are not closed.", true));
        }
        String rest = word.rest().strip();
        if (!rest.isEmpty() && "#;&|".indexOf(rest.charAt(0)) < 0 && !names) {
            mistakes.add(new Mistake(line + 1, "The value of " + name + " has a space in it and no quotes around it; the shell would run "
                    + rest.split("\\s+")[0] + " as a command.", true));
        }
    }

    /** Its lines. */
    public TextDocument document() {
        return document;
    }

    /** Its bytes. */
    public byte[] bytes() {
        return document.bytes();
    }

    /** What the shell would stumble over. */
    public List<Mistake> mistakes() {
        return List.copyOf(mistakes);
    }

    /** The names that are set, each once. */
    public List<String> names() {
        return assignments.stream().map(Assignment::name).distinct().toList();
    }

    /** The value that a name has in the end; variables that the file sets above are replaced, others are empty, commands stay as written. */
    public Optional<String> get(String name) {
        return last(name).map(Assignment::value);
    }

    private Optional<Assignment> last(String name) {
        return assignments.stream().filter(a -> a.name().equals(name)).reduce((first, second) -> second);
    }

    /**
     * The same with a value. Where the name is set already the last one, which counts, gets it and keeps {@code export}, its sort of quotes and a comment
     * behind it; a value made of variables that comes to the same stays.
     *
     * @param value as it shall be after the file was sourced; of one line
     */
    public ShellFile set(String name, String value) {
        Optional<Assignment> there = last(name);
        if (there.isEmpty()) {
            String usual = assignments.stream().filter(a -> a.before().contains("export")).count() * 2 > assignments.size() ? "export " : "";
            int at = assignments.isEmpty() ? document.size() : assignments.getLast().last() + 1;
            return new ShellFile(document.insert(at, usual + name + "=" + ShellWord.quoted(value, usualQuote())));
        }
        Assignment a = there.get();
        if (a.value().equals(value)) {
            return this;
        }
        return new ShellFile(replaced(document, a, a.before() + name + "=" + ShellWord.quoted(value, a.quote()) + a.after()));
    }

    private static TextDocument replaced(TextDocument in, Assignment a, String text) {
        String[] lines = text.split("\n", -1);
        return in.remove(a.line() + 1, a.last() + 1).with(a.line(), lines[0]).insert(a.line() + 1, Arrays.asList(lines).subList(1, lines.length));
    }

    private char usualQuote() {
        return assignments.stream().filter(a -> a.quote() != 0).count() * 2 > assignments.size() ? assignments.stream().map(Assignment::quote)
                .filter(q -> q != 0).findFirst().orElse('"') : 0;
    }

    /** The same with the last assignment of a name under another name, if there is one. */
    public ShellFile rename(String from, String to) {
        return last(from).map(a -> new ShellFile(document.with(a.line(), document.text(a.line()).replaceFirst("\\b" + from + "=",
                Matcher.quoteReplacement(to + "="))))).orElse(this);
    }

    /** The same without a name, wherever it is set. */
    public ShellFile remove(String name) {
        TextDocument changed = document;
        for (Assignment a : assignments.reversed()) {
            if (a.name().equals(name)) {
                boolean first = a.before().isBlank() || a.before().strip().equals("export");
                String after = first ? a.after().replaceFirst("^\\s*;?\\s*", "") : a.after();
                if (!first || !after.isEmpty() && !after.startsWith("#")) {
                    // what else the line sets stays, with one semicolon less
                    boolean apart = first && a.after().strip().startsWith(";");
                    return new ShellFile(replaced(document, a, (apart ? "" : a.before().replaceFirst(";\\s*(?:export\\s+)?$", "")) + after)).remove(name);
                }
                changed = changed.remove(a.line(), a.last() + 1);
            }
        }
        return changed == document ? this : new ShellFile(changed);
    }

    /** The same as the shell wants it: no byte order mark, line feeds only. */
    public ShellFile plain() {
        return new ShellFile(document.withoutMark().withEnds("\n"));
    }

    @Override
    public String toString() {
        return "ShellFile[" + names() + "]";
    }
}
