package org.campanile.core.check;

import java.util.Locale;
import java.util.Map;

/** The report as one HTML page that needs nothing beside it, in light and dark as the reader's system prefers. */
final class HtmlReport {

    private static final String STYLE = """
            :root { color-scheme: light dark; --fg: #1d2328; --bg: #fff; --soft: #5a6570; --line: #d5dadf;
              --blocker: #8f0f2e; --error: #b3261e; --warning: #8a5a00; --info: #0b5cad; --ok: #1b6e3c; }
            @media (prefers-color-scheme: dark) { :root { --fg: #e3e7ea; --bg: #1b1f23; --soft: #a0abb5; --line: #3a424a;
              --blocker: #ff8fa8; --error: #ff8a80; --warning: #f0b64c; --info: #7fb8f5; --ok: #74cf95; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--fg); background: var(--bg); margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
            h1 { font-size: 1.4rem; } p.meta { color: var(--soft); }
            article { border: 1px solid var(--line); border-left-width: 6px; border-radius: 4px; margin: .8rem 0; padding: .6rem 1rem; }
            h2 { font-size: 1rem; margin: 0; } dl { display: grid; grid-template-columns: 6rem 1fr; gap: .2rem 1rem; margin: .4rem 0 0; }
            dt { color: var(--soft); } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
            code { font-family: ui-monospace, monospace; }
            """;

    private HtmlReport() {
    }

    static String render(CheckReport report) {
        String title = Markup.escape(report.title());
        StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").append(title)
                .append("</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n<style>\n").append(STYLE);
        for (Severity severity : Severity.values()) {
            String name = css(severity);
            out.append("article.").append(name).append(" { border-left-color: var(--").append(name).append("); } .").append(name)
                    .append(" .mark { color: var(--").append(name).append("); }\n");
        }
        out.append("</style>\n</head>\n<body>\n<h1>").append(title).append("</h1>\n<p>").append(Markup.escape(report.summary()))
                .append(report.complete() ? "" : " (not complete)").append("</p>\n<p class=\"meta\">").append(report.started()).append(", ")
                .append(String.format(Locale.ROOT, "%.1f s", report.took().toMillis() / 1e3)).append("</p>\n");
        report.findings().forEach(f -> article(out, f));
        return out.append("</body>\n</html>\n").toString();
    }

    private static void article(StringBuilder out, Finding f) {
        out.append("<article class=\"").append(css(f.severity())).append("\">\n<h2><span class=\"mark\">").append(f.severity().label())
                .append("</span> · ").append(Markup.escape(f.group())).append(" · ").append(Markup.escape(f.title())).append("</h2>\n<dl>\n");
        Map<String, String> parts = Map.of("Subject", f.subject(), "Evidence", f.evidence(), "Cause", f.cause(), "Impact", f.impact(), "Fix",
                f.fix());
        for (String name : new String[] { "Subject", "Evidence", "Cause", "Impact", "Fix" }) {
            part(out, name, Markup.escape(parts.get(name)));
        }
        f.step().ifPresent(step -> part(out, "Command", step.command().isEmpty() ? "" : "<code>" + Markup.escape(step.command()) + "</code>"));
        out.append("</dl>\n</article>\n");
    }

    private static void part(StringBuilder out, String name, String html) {
        if (!html.isEmpty()) {
            out.append("<dt>").append(name).append("</dt><dd>").append(html).append("</dd>\n");
        }
    }

    private static String css(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
