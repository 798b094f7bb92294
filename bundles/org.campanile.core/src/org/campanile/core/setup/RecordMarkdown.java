package org.campanile.core.setup;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

import org.campanile.core.step.PlanReport;

/** A set-up as Markdown. */
final class RecordMarkdown {

    private final SetupRecord record;

    RecordMarkdown(SetupRecord record) {
        this.record = record;
    }

    String text() {
        StringBuilder out = new StringBuilder("# Set-up of ").append(plain(record.lab())).append("\n\n");
        out.append("Recipe: ").append(plain(record.recipe().title())).append(" (`").append(record.recipe().id()).append("`). ")
                .append(record.at().truncatedTo(ChronoUnit.SECONDS)).append(".\n\n**").append(plain(record.headline())).append("**\n");
        record.byPart().forEach((part, rows) -> {
            out.append("\n## ").append(plain(part)).append("\n\n| Step | State | Time |\n|---|---|---:|\n");
            for (PlanReport.Row row : rows) {
                Duration took = record.times().get(row.step());
                out.append("| ").append(cell(row.title())).append(" | ").append(cell(record.word(row))).append(" | ").append(took == null ? "" : time(took))
                        .append(" |\n");
            }
            rows.forEach(row -> details(out, row));
        });
        return out.toString();
    }

    private void details(StringBuilder out, PlanReport.Row row) {
        out.append("\n### ").append(plain(row.title())).append("\n\n").append(plain(row.change())).append('\n');
        String note = record.note(row);
        if (!note.isEmpty()) {
            out.append('\n').append(plain(note).replace("\n", "  \n")).append('\n');
        }
        if (!row.preview().isEmpty()) {
            fenced(out, "diff", row.preview());
        }
        if (!row.commands().isEmpty()) {
            out.append("\nBy hand").append(row.where().isEmpty() ? "" : " on " + plain(row.where())).append(":\n");
            fenced(out, "sh", String.join("\n", row.commands()));
        }
    }

    /** A fence longer than any in the text, so that nothing in it can end it. */
    private static void fenced(StringBuilder out, String language, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        out.append('\n').append(fence).append(language).append('\n').append(text.strip()).append('\n').append(fence).append('\n');
    }

    static String time(Duration took) {
        return took.toMillis() < 10_000 ? took.toMillis() / 100 / 10.0 + " s" : took.toSeconds() < 120 ? took.toSeconds() + " s" : took.toMinutes() + " min";
    }

    /** Text in which nothing is taken for markup. */
    private static String plain(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1");
    }

    private static String cell(String text) {
        return plain(text).replace('\n', ' ');
    }
}
