package org.campanile.core.check;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The report as CSV after RFC 4180: CRLF, quotes doubled, a cell in quotes when it needs them. A cell that a spreadsheet would take for a
 * formula gets an apostrophe in front (OWASP, "CSV injection"), since evidence is text from machines that are not trusted.
 */
final class CsvReport {

    private CsvReport() {
    }

    static String render(CheckReport report) {
        StringBuilder out = new StringBuilder();
        row(out, List.of("severity", "group", "title", "subject", "evidence", "cause", "impact", "fix", "command", "rule", "at", "seconds"));
        for (Finding f : report.findings()) {
            row(out, List.of(f.severity().label(), f.group(), f.title(), f.subject(), f.evidence(), f.cause(), f.impact(), f.fix(),
                    f.step().map(Fix::command).orElse(""), f.rule(), f.at().toString(),
                    Double.toString(JsonReport.seconds(f.took().toNanos()))));
        }
        return out.toString();
    }

    private static void row(StringBuilder out, List<String> cells) {
        out.append(cells.stream().map(CsvReport::cell).collect(Collectors.joining(","))).append("\r\n");
    }

    static String cell(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n')
                || !safe.equals(safe.strip());
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
