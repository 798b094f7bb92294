package org.campanile.core.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
     * @param before what stands before the name: indentation and {@code export}
     * @param value as the shell would have it, with variables set above replaced
     * @param literal whether the value has no variables and commands in it
     * @param after what stands after the value: spaces and a comment
     */
    private record Assignment(int line, String before, String name, String value, boolean literal, char quote, String after) {
    }

    private static final Pattern LINE = Pattern.compile("(\\s*(?:export\\s+)?)([A-Za-z_][A-Za-z0-9_]*)=(.*)");
    private static final Pattern LOOKS_LIKE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*");

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
                ShellWord word = ShellWord.read(m.group(3), known);
                if (word.unclosed()) {
                    mistakes.add(new Mistake(i + 1, "The quotes around the value of " + m.group(2) + " are not closed.", true));
                }
                if (!word.rest().isBlank() && !word.rest().strip().startsWith("#") && !word.rest().strip().startsWith(";")) {
                    mistakes.add(new Mistake(i + 1, "The value of " + m.group(2) + " has a space in it and no quotes around it; the shell would run "
                            + word.rest().strip().split("\\s+")[0] + " as a command.", true));
                }
                assignments.add(new Assignment(i, m.group(1), m.group(2), word.value(), word.literal(), word.quote(), word.rest()));
                known.put(m.group(2), word.value());
            } else if (LOOKS_LIKE.matcher(text).matches() && !text.strip().startsWith("#")) {
                mistakes.add(new Mistake(i + 1, "There is a space before the = sign; the shell takes the name for a command.", true));
            }
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
            int at = assignments.isEmpty() ? document.size() : assignments.getLast().line() + 1;
            return new ShellFile(document.insert(at, usual + name + "=" + ShellWord.quoted(value, usualQuote())));
        }
        Assignment a = there.get();
        if (a.value().equals(value)) {
            return this;
        }
        return new ShellFile(document.with(a.line(), a.before() + name + "=" + ShellWord.quoted(value, a.quote()) + a.after()));
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
                changed = changed.remove(a.line(), a.line() + 1);
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
