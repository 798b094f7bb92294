package org.campanile.core.check;

import java.util.Locale;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The report as JSON. Severities are lower case, times ISO 8601 in UTC, durations in seconds. */
final class JsonReport {

    private JsonReport() {
    }

    static String render(CheckReport report) {
        JsonObject root = new JsonObject();
        root.addProperty("title", report.title());
        root.addProperty("started", report.started().toString());
        root.addProperty("seconds", seconds(report.took().toNanos()));
        root.addProperty("complete", report.complete());
        root.addProperty("worst", name(report.worst()));
        JsonObject counts = new JsonObject();
        report.counts().forEach((severity, n) -> counts.addProperty(name(severity), n));
        root.add("counts", counts);
        JsonArray findings = new JsonArray();
        report.findings().forEach(f -> findings.add(finding(f)));
        root.add("findings", findings);
        JsonArray timings = new JsonArray();
        for (CheckReport.Timing timing : report.timings()) {
            JsonObject one = new JsonObject();
            one.addProperty("rule", timing.rule());
            one.addProperty("title", timing.title());
            one.addProperty("seconds", seconds(timing.took().toNanos()));
            timings.add(one);
        }
        root.add("timings", timings);
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        return gson.toJson(root) + "\n";
    }

    private static JsonObject finding(Finding f) {
        JsonObject one = new JsonObject();
        one.addProperty("rule", f.rule());
        one.addProperty("title", f.title());
        one.addProperty("group", f.group());
        one.addProperty("subject", f.subject());
        one.addProperty("severity", name(f.severity()));
        one.addProperty("evidence", f.evidence());
        one.addProperty("cause", f.cause());
        one.addProperty("impact", f.impact());
        one.addProperty("fix", f.fix());
        f.step().ifPresent(fix -> {
            JsonObject step = new JsonObject();
            step.addProperty("id", fix.step());
            step.addProperty("label", fix.label());
            step.addProperty("command", fix.command());
            one.add("step", step);
        });
        one.addProperty("at", f.at().toString());
        one.addProperty("seconds", seconds(f.took().toNanos()));
        return one;
    }

    static double seconds(long nanos) {
        return Math.round(nanos / 1e6) / 1e3;
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
