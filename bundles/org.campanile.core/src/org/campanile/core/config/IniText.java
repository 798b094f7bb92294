package org.campanile.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How values stand in a file of oslo.config or PasteDeploy. Pure. */
public final class IniText {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|([_A-Za-z][_A-Za-z0-9]*)|\\{([_A-Za-z][_A-Za-z0-9.]*)\\})");
    private static final int DEEPEST = 10;

    private IniText() {
    }

    /** A text so that oslo.config reads it as it is, without taking {@code $word} in it for a reference. */
    public static String literal(String text) {
        // Behind a backslash a dollar sign is doubled by another backslash, since oslo.config takes \\$ for $$.
        return text.replaceAll("(?<!\\\\)\\$", "\\$\\$").replaceAll("(?<=\\\\)\\$", "\\\\\\$");
    }

    /** A text so that PasteDeploy reads it as it is, without taking {@code %(word)s} in it for a reference. */
    public static String pasteLiteral(String text) {
        return text.replace("%", "%%");
    }

    /**
     * Why a value cannot stand in a file of PasteDeploy; nothing when it can. Python's configparser takes no quotes and no outer spaces, and that of Python 2
     * ends a value where a semicolon follows white space.
     */
    public static Optional<String> pasteProblem(String value) {
        if (!value.equals(value.strip())) {
            return Optional.of("begins or ends with a space, which PasteDeploy leaves out.");
        }
        if (!unquoted(value).equals(value)) {
            return Optional.of("has quotes around it, which others that read such files take away and PasteDeploy does not.");
        }
        return value.matches("(?s).*\\s;.*") ? Optional.of("has a semicolon behind a space in it, where PasteDeploy on Python 2 ends it.") : Optional.empty();
    }

    /** Why a value cannot be written; nothing when it can. */
    public static Optional<String> problem(String value) {
        for (String line : value.split("\n", -1)) {
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
                return Optional.of("A value has no control characters in it.");
            }
        }
        String[] lines = value.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].isBlank()) {
                return Optional.of("A value of several lines has no empty line in it, because that would end it.");
            }
        }
        return Optional.empty();
    }

    static void check(String section, String option, String value) {
        if (section.isEmpty() || section.indexOf(']') >= 0 || section.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("no name of a section: " + section);
        }
        if (!option.matches("[^\\s:=#;\\[][^:=\\n]*") || !option.equals(option.strip())) {
            throw new IllegalArgumentException("no name of an option: " + option);
        }
        problem(value).ifPresent(p -> {
            throw new IllegalArgumentException(p);
        });
    }

    /** As oslo.config takes quotes away: both ends the same sign, whatever is between. */
    static String unquoted(String value) {
        boolean quoted = !value.isEmpty() && value.charAt(0) == value.charAt(value.length() - 1) && (value.charAt(0) == '"' || value.charAt(0) == '\'');
        return !quoted ? value : value.length() == 1 ? "" : value.substring(1, value.length() - 1);
    }

    /** The lines of an option; a value that would lose its quotes or outer spaces gets quotes around it. */
    static List<String> lines(String prefix, String value) {
        String[] parts = value.split("\n", -1);
        List<String> lines = new ArrayList<>();
        String first = parts[0];
        boolean quote = !first.equals(first.strip()) || !unquoted(first).equals(first);
        lines.add((prefix + (quote ? "\"" + first + "\"" : first)).stripTrailing());
        for (int i = 1; i < parts.length; i++) {
            lines.add("    " + parts[i]);
        }
        return lines;
    }

    /** The line of a commented-out example of an option, such as {@code #debug = false}, between two lines; -1 for none. */
    static int example(TextDocument document, int from, int to, String option) {
        Pattern commented = Pattern.compile("#\\s*" + Pattern.quote(option) + "\\s*[=:].*");
        int found = -1;
        for (int i = from; i < to; i++) {
            if (commented.matcher(document.text(i)).matches()) {
                found = i;
            }
        }
        return found;
    }

    /** The line after the last one between two lines that is not blank and no comment that belongs to what follows. */
    static int endOfContent(TextDocument document, int from, int to) {
        int at = to;
        while (at > from && document.text(at - 1).isBlank()) {
            at--;
        }
        if (to == document.size()) {
            return at;
        }
        // Comments right above the next heading, with a blank line before them, describe that section.
        int above = at;
        if (at == to) {
            while (above > from && document.text(above - 1).startsWith("#")) {
                above--;
            }
            boolean apart = above < at && above > from && document.text(above - 1).isBlank();
            if (apart) {
                while (above > from && document.text(above - 1).isBlank()) {
                    above--;
                }
                return above;
            }
        }
        return at;
    }

    /** Replaces references as oslo.config's template does; {@code $$} is a dollar sign, and what is not known stays. */
    static String substitute(String value, Function<String, Optional<String>> lookup, int depth) {
        if (value.indexOf('$') < 0 || depth > DEEPEST) {
            return value;
        }
        // oslo.config takes a backslash before the sign for a doubled one.
        Matcher m = REFERENCE.matcher(value.replace("\\$", "$$"));
        StringBuilder out = new StringBuilder();
        while (m.find()) {
            String name = m.group(2) != null ? m.group(2) : m.group(3);
            String text = m.group(1) != null ? "$" : lookup.apply(name).map(v -> substitute(v, lookup, depth + 1)).orElse(m.group());
            m.appendReplacement(out, Matcher.quoteReplacement(text));
        }
        return m.appendTail(out).toString();
    }
}
