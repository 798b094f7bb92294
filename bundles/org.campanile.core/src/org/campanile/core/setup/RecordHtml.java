package org.campanile.core.setup;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;

/** A set-up as one HTML file without scripts. */
final class RecordHtml {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>
            body{font:15px/1.45 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
            table{border-collapse:collapse;width:100%%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}
            td:last-child,th:last-child{text-align:right;white-space:nowrap}pre{background:#f4f4f4;padding:.6rem;overflow:auto;white-space:pre-wrap}
            .good{color:#1a7f37}.bad{color:#b3261e}.other{color:#8a6100}details{margin:.2rem 0}summary{cursor:pointer}
            @media(prefers-color-scheme:dark){body{color:#ddd;background:#1e1e1e}td,th{border-color:#444}pre{background:#2b2b2b}
            .good{color:#5fd07f}.bad{color:#ff8a80}.other{color:#e0b050}}
            </style></head><body>
            """;

    private final SetupRecord record;

    RecordHtml(SetupRecord record) {
        this.record = record;
    }

    String text() {
        String title = "Set-up of " + record.lab();
        StringBuilder out = new StringBuilder(String.format(HEAD, safe(title)));
        out.append("<h1>").append(safe(title)).append("</h1>\n<p>Recipe: ").append(safe(record.recipe().title())).append(" (").append(safe(record.recipe().id()))
                .append("). ").append(record.at().truncatedTo(ChronoUnit.SECONDS)).append(".</p>\n<p><strong>").append(safe(record.headline()))
                .append("</strong></p>\n");
        record.byPart().forEach((part, rows) -> {
            out.append("<h2>").append(safe(part)).append("</h2>\n<table><tr><th>Step</th><th>State</th><th>Time</th></tr>\n");
            rows.forEach(row -> row(out, row));
            out.append("</table>\n");
        });
        return out.append("</body></html>\n").toString();
    }

    private void row(StringBuilder out, PlanReport.Row row) {
        Duration took = record.times().get(row.step());
        out.append("<tr><td><details><summary>").append(safe(row.title())).append("</summary>\n<p>").append(safe(row.change())).append("</p>\n");
        String note = record.note(row);
        if (!note.isEmpty()) {
            out.append("<p>").append(safe(note).replace("\n", "<br>")).append("</p>\n");
        }
        if (!row.preview().isEmpty()) {
            out.append("<pre>").append(safe(row.preview())).append("</pre>\n");
        }
        if (!row.commands().isEmpty()) {
            out.append("<p>By hand").append(row.where().isEmpty() ? "" : " on " + safe(row.where())).append(":</p><pre>")
                    .append(safe(String.join("\n", row.commands()))).append("</pre>\n");
        }
        out.append("</details></td><td class=\"").append(style(row)).append("\">").append(safe(record.word(row))).append("</td><td>")
                .append(took == null ? "" : RecordMarkdown.time(took)).append("</td></tr>\n");
    }

    private String style(PlanReport.Row row) {
        StepState state = record.outcome(row).map(RunResult.Outcome::state).orElse(null);
        if (state == null) {
            return row.verdict() == PlanReport.Verdict.EXISTS ? "good" : row.verdict() == PlanReport.Verdict.BLOCKED ? "bad" : "other";
        }
        return switch (state) {
            case DONE, EXISTED, UNDONE -> "good";
            case FAILED -> "bad";
            default -> "other";
        };
    }

    private static String safe(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
