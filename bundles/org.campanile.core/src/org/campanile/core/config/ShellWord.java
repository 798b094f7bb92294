package org.campanile.core.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word after the = sign of an assignment.
 *
 * @param value as the shell has it
 * @param literal whether it has no variables and commands in it
 * @param quote that goes around all of it; 0 for none
 * @param rest what stands behind it on the line
 * @param unclosed whether a quote has no end
 */
record ShellWord(String value, boolean literal, char quote, String rest, boolean unclosed) {

    private static final Pattern VARIABLE = Pattern.compile("\\$(?:([A-Za-z_][A-Za-z0-9_]*)|\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?\\})");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    static ShellWord read(String text, Map<String, String> known) {
        StringBuilder value = new StringBuilder();
        boolean literal = true;
        char quote = text.startsWith("\"") ? '"' : text.startsWith("'") ? '\'' : 0;
        int parts = 0;
        char open = 0;
        int i = 0;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (open == 0 && (Character.isWhitespace(c) || ";&|".indexOf(c) >= 0)) {
                break;
            }
            if (c == '\\' && open != '\'' && i + 1 < text.length()) {
                char next = text.charAt(i + 1);
                if (open == 0 || "\"\\$`\n".indexOf(next) >= 0) {
                    value.append(next == '\n' ? "" : Character.toString(next));
                    i++;
                    continue;
                }
            }
            int end = open == '\'' ? -1 : endOfCommand(text, i);
            if (end >= 0) {
                value.append(text, i, end);
                literal = false;
                i = end - 1;
            } else if ((c == '"' || c == '\'') && (open == 0 || open == c)) {
                parts += open == 0 ? 1 : 0;
                open = open == 0 ? c : 0;
            } else if (c == '$' && open != '\'') {
                Matcher m = VARIABLE.matcher(text).region(i, text.length());
                literal = false;
                if (m.lookingAt()) {
                    String name = m.group(1) != null ? m.group(1) : m.group(2);
                    String otherwise = m.group(3) == null ? "" : m.group(3);
                    String set = known.getOrDefault(name, "");
                    value.append(set.isEmpty() ? otherwise : set);
                    i = m.end() - 1;
                } else {
                    value.append(c);
                }
            } else {
                literal &= c != '`' || open == '\'';
                value.append(c);
            }
        }
        boolean whole = quote != 0 && parts == 1 && open == 0 && i > 1 && text.charAt(i - 1) == quote;
        return new ShellWord(value.toString(), literal, whole ? quote : 0, text.substring(i), open != 0);
    }

    /** The end of <code>$(command)</code>, of a command in backquotes or of a list that begins here, with the quotes in it; -1 when none does or it has no end. */
    private static int endOfCommand(String text, int from) {
        if (text.charAt(from) == '`') {
            int end = text.indexOf('`', from + 1);
            return end < 0 ? -1 : end + 1;
        }
        // bash's lists, such as DevStack takes, are one word too
        boolean list = from == 0 && text.startsWith("(");
        if (!list && !text.startsWith("$(", from)) {
            return -1;
        }
        char open = 0;
        int deep = 0;
        for (int i = list ? 0 : from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && open != '\'') {
                i++;
            } else if ((c == '"' || c == '\'') && (open == 0 || open == c)) {
                open = open == 0 ? c : 0;
            } else if (open == 0 && c == '(') {
                deep++;
            } else if (open == 0 && c == ')' && --deep == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** A value for the shell, in these quotes where they can hold it; 0 for quotes only where it needs them. */
    static String quoted(String value, char quote) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a value of several lines");
        }
        if (quote == '"') {
            return '"' + value.replaceAll("([\"\\\\$`])", "\\\\$1") + '"';
        }
        if (quote == '\'' || !PLAIN.matcher(value).matches()) {
            return "'" + value.replace("'", "'\\''") + "'";
        }
        return value;
    }
}
