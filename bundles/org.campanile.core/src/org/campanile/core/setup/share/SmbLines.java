package org.campanile.core.setup.share;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an smb.conf into statements that together are its text again. A line goes on in the next one after a backslash, with white space behind it or
 * not; a comment does not. A header ends at its bracket, and what follows on the line means nothing. As Samba 4.17 reads it. Pure.
 */
final class SmbLines {

    /** What a statement is. */
    enum Kind {
        /** White space alone. */ BLANK,
        /** From {@code ;} or {@code #} to the end of the line. */ COMMENT,
        /** {@code [name]}. */ HEADER,
        /** {@code name = value}. */ PARAMETER,
        /** A line without an equals sign, which Samba ignores. */ IDLE,
        /** What makes Samba refuse the file. */ WRONG
    }

    /**
     * A statement.
     *
     * @param raw the text with its line ends
     * @param name of the section or parameter as written, tidied
     * @param value tidied; empty when there is none
     * @param line number of its first line, from 1
     */
    record Statement(Kind kind, String raw, String name, String value, int line) {

        /** The end of its last line; empty at the end of a file without one. */
        String lineEnd() {
            return raw.endsWith("\r\n") ? "\r\n" : raw.endsWith("\n") ? "\n" : "";
        }

        /** White space before its first character. */
        String indent() {
            int at = 0;
            while (at < raw.length() && (raw.charAt(at) == ' ' || raw.charAt(at) == '\t')) {
                at++;
            }
            return raw.substring(0, at);
        }

        boolean is(Kind other) {
            return kind == other;
        }
    }

    private SmbLines() {
    }

    static List<Statement> of(String text) {
        List<Statement> all = new ArrayList<>();
        int line = 1;
        for (int at = 0; at < text.length();) {
            int end = lineEnd(text, at);
            int lines = 1;
            char first = firstOf(text, at, end);
            if (first != ';' && first != '#') {
                for (int from = at; continues(text, from, end) && end < text.length(); lines++) {
                    from = end;
                    end = lineEnd(text, end);
                }
            }
            all.add(statement(text.substring(at, end), first, line));
            line += lines;
            at = end;
        }
        return all;
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed + 1;
    }

    private static char firstOf(String text, int from, int end) {
        for (int i = from; i < end; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                return text.charAt(i);
            }
        }
        return ' ';
    }

    private static boolean continues(String text, int from, int end) {
        int last = end - 1;
        while (last >= from && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        return last >= from && text.charAt(last) == '\\' && (end < text.length() || last < end - 1);
    }

    private static Statement statement(String raw, char first, int line) {
        if (first == ' ') {
            return new Statement(Kind.BLANK, raw, "", "", line);
        }
        if (first == ';' || first == '#') {
            return new Statement(Kind.COMMENT, raw, "", "", line);
        }
        String joined = raw.replaceAll("\\\\[ \\t\\r]*(\\n|$)", "").strip();
        if (joined.isEmpty()) {
            return new Statement(Kind.BLANK, raw, "", "", line);
        }
        // after a backslash with white space behind it, what looks like a header is none
        if (joined.startsWith("[") && raw.replace("\\\n", "").stripLeading().startsWith("[")) {
            int close = joined.indexOf(']');
            return close < 0 ? new Statement(Kind.WRONG, raw, joined, "", line)
                    : new Statement(Kind.HEADER, raw, SmbNames.tidy(joined.substring(1, close)), "", line);
        }
        int equals = joined.indexOf('=');
        if (equals == 0) {
            return new Statement(Kind.WRONG, raw, joined, "", line);
        }
        return equals < 0 ? new Statement(Kind.IDLE, raw, joined, "", line)
                : new Statement(Kind.PARAMETER, raw, SmbNames.tidy(joined.substring(0, equals)), SmbNames.tidy(joined.substring(equals + 1)), line);
    }
}
