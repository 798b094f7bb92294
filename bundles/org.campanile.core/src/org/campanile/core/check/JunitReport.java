package org.campanile.core.check;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report as JUnit XML: a suite for each group, a case for each finding; errors and blockers are failures, warnings are output. */
final class JunitReport {

    private JunitReport() {
    }

    static String render(CheckReport report) {
        Map<String, List<Finding>> groups = report.findings().stream()
                .collect(Collectors.groupingBy(Finding::group, LinkedHashMap::new, Collectors.toList()));
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<testsuites name=\"").append(Markup.escape(report.title())).append('"').append(totals(report.findings()))
                .append(" time=\"").append(seconds(report.took().toNanos())).append("\">\n");
        groups.forEach((group, findings) -> suite(out, report, group, findings));
        return out.append("</testsuites>\n").toString();
    }

    private static void suite(StringBuilder out, CheckReport report, String group, List<Finding> findings) {
        out.append("  <testsuite name=\"").append(Markup.escape(group)).append('"').append(totals(findings)).append(" time=\"")
                .append(seconds(findings.stream().mapToLong(f -> f.took().toNanos()).max().orElse(0))).append("\" timestamp=\"")
                .append(report.started().truncatedTo(ChronoUnit.SECONDS)).append("\">\n");
        for (Finding f : findings) {
            String name = f.headline();
            out.append("    <testcase classname=\"").append(Markup.escape(f.rule())).append("\" name=\"").append(Markup.escape(name))
                    .append("\" time=\"").append(seconds(f.took().toNanos())).append('"');
            if (f.severity().isFailure()) {
                out.append(">\n      <failure type=\"").append(f.severity().name()).append("\" message=\"").append(Markup.escape(f.evidence()))
                        .append("\">").append(Markup.escape(TextReport.finding(f))).append("</failure>\n    </testcase>\n");
            } else {
                out.append(">\n      <system-out>").append(Markup.escape(TextReport.finding(f))).append("</system-out>\n    </testcase>\n");
            }
        }
        out.append("  </testsuite>\n");
    }

    private static String totals(List<Finding> findings) {
        long failures = findings.stream().filter(f -> f.severity().isFailure()).count();
        return " tests=\"" + findings.size() + "\" failures=\"" + failures + "\" errors=\"0\" skipped=\"0\"";
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }
}
