package org.campanile.core.check;

/** The report as plain text, as it is copied to the clipboard or mailed. */
final class TextReport {

    private TextReport() {
    }

    static String render(CheckReport report) {
        StringBuilder out = new StringBuilder(report.title()).append(": ").append(report.summary());
        out.append(report.complete() ? "" : " (not complete)").append('\n');
        report.findings().forEach(f -> out.append('\n').append(finding(f)).append('\n'));
        return out.toString();
    }

    /** One finding, a part a line. */
    static String finding(Finding f) {
        StringBuilder out = new StringBuilder("[").append(f.severity().label()).append("] ").append(f.group()).append(": ").append(f.title());
        part(out, "Subject", f.subject());
        part(out, "Evidence", f.evidence());
        part(out, "Cause", f.cause());
        part(out, "Impact", f.impact());
        part(out, "Fix", f.fix());
        part(out, "Command", f.step().map(Fix::command).orElse(""));
        return out.toString();
    }

    private static void part(StringBuilder out, String name, String text) {
        if (!text.isEmpty()) {
            out.append("\n  ").append(name).append(": ").append(text.strip().replace("\n", "\n    "));
        }
    }
}
