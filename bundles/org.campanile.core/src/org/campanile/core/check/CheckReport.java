package org.campanile.core.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What a run of the engine found. A value; the findings are ordered: heaviest first, then by group, title and subject.
 *
 * @param title what was checked, e.g. the lab's name
 * @param started when
 * @param took how long the whole run took
 * @param complete false while checks are still running, and for a run that was cancelled
 * @param findings of all checks that have ended
 * @param timings of all checks that have ended, slowest first
 */
public record CheckReport(String title, Instant started, Duration took, boolean complete, List<Finding> findings, List<Timing> timings) {

    /** How long one check ran. */
    public record Timing(String rule, String title, Duration took) {
    }

    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::group)
            .thenComparing(Finding::title).thenComparing(Finding::subject);

    public CheckReport {
        Objects.requireNonNull(title);
        Objects.requireNonNull(started);
        Objects.requireNonNull(took);
        findings = findings.stream().sorted(ORDER).toList();
        timings = timings.stream().sorted(Comparator.comparing(Timing::took).reversed()).toList();
    }

    /** A report before anything was run. */
    public static CheckReport empty(String title) {
        return new CheckReport(title, Instant.EPOCH, Duration.ZERO, true, List.of(), List.of());
    }

    /** Number of findings of each severity; every severity has an entry. */
    public Map<Severity, Integer> counts() {
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (Severity severity : Severity.values()) {
            counts.put(severity, 0);
        }
        findings.forEach(f -> counts.merge(f.severity(), 1, Integer::sum));
        return counts;
    }

    /** The heaviest severity found, OK when there is nothing. */
    public Severity worst() {
        return findings.stream().map(Finding::severity).reduce(Severity.OK, Severity::or);
    }

    /** Findings that ask for something to be done. */
    public List<Finding> problems() {
        return findings.stream().filter(f -> f.severity().isProblem()).toList();
    }

    /** Findings of one check. */
    public List<Finding> of(String rule) {
        return findings.stream().filter(f -> f.rule().equals(rule)).toList();
    }

    /** At most {@code limit} checks that took longest. */
    public List<Timing> slowest(int limit) {
        return timings.stream().limit(limit).toList();
    }

    /** One line: {@code "2 errors, 1 warning, 14 OK"}; only the severities that occur, heaviest first. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        Map<Severity, Integer> counts = counts();
        for (Severity severity : List.of(Severity.BLOCKER, Severity.ERROR, Severity.WARNING, Severity.INFO, Severity.OK)) {
            int n = counts.get(severity);
            if (n > 0) {
                parts.add(n + " " + word(severity, n));
            }
        }
        return parts.isEmpty() ? "No findings" : String.join(", ", parts);
    }

    private static String word(Severity severity, int n) {
        return switch (severity) {
            case OK -> "OK";
            case INFO -> "info";
            default -> severity.label().toLowerCase(Locale.ROOT) + (n == 1 ? "" : "s");
        };
    }

    /** This report with the findings of the checks in {@code newer} put in the place of the older ones. */
    public CheckReport replacedBy(CheckReport newer) {
        var again = newer.timings.stream().map(Timing::rule).collect(Collectors.toSet());
        List<Finding> merged = new ArrayList<>(findings);
        merged.removeIf(f -> again.contains(f.rule()));
        merged.addAll(newer.findings);
        List<Timing> times = new ArrayList<>(timings);
        times.removeIf(t -> again.contains(t.rule()));
        times.addAll(newer.timings);
        return new CheckReport(title, started, took, complete && newer.complete, merged, times);
    }
}
