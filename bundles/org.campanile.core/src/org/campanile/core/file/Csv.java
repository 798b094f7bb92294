package org.campanile.core.file;

import java.util.List;
import java.util.stream.Collectors;

/**
 * CSV after RFC 4180: CRLF, a cell in quotes where it needs them, quotes doubled. A cell that a spreadsheet would take for a formula gets an apostrophe in
 * front (OWASP, "CSV injection"), since what is shown is text of machines that are not trusted; numbers stay numbers. Pure.
 */
public final class Csv {

    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {
    }

    /** A line with its end. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell. */
    public static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+") ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n') || !safe.equals(safe.strip());
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
