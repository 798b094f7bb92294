package org.campanile.core.check;

import java.util.List;

import org.campanile.core.file.Csv;

/** The report as CSV, see {@link Csv}. */
final class CsvReport {

    private CsvReport() {
    }

    static String render(CheckReport report) {
        StringBuilder out = new StringBuilder();
        out.append(Csv.line(List.of("severity", "group", "title", "subject", "evidence", "cause", "impact", "fix", "command", "rule", "at", "seconds")));
        for (Finding f : report.findings()) {
            out.append(Csv.line(List.of(f.severity().label(), f.group(), f.title(), f.subject(), f.evidence(), f.cause(), f.impact(), f.fix(),
                    f.step().map(Fix::command).orElse(""), f.rule(), f.at().toString(),
                    Double.toString(JsonReport.seconds(f.took().toNanos())))));
        }
        return out.toString();
    }
}
