package org.campanile.ui.setup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.ui.State;

/** The parts of one lab and what is known of them. Not thread-safe: the page keeps it on the UI thread. */
final class LabParts {

    private final Map<String, PartRow> rows = new LinkedHashMap<>();
    private final Set<String> looking = new HashSet<>();

    /** The parts that these checks look at, none looked at yet. */
    LabParts(List<Check> checks) {
        checks.forEach(c -> rows.put(c.id(), PartRow.unknown(c.id(), c.title(), c.group())));
    }

    /** All parts in their order. */
    List<PartRow> rows() {
        List<PartRow> all = new ArrayList<>();
        rows.values().forEach(r -> all.add(looking.contains(r.rule()) ? r.looking() : r));
        return all;
    }

    /** Marks parts as being looked at. */
    void begin(Set<String> rules) {
        looking.addAll(rules);
    }

    /** Takes over what a report says; parts it says nothing of stay as they are. */
    void take(CheckReport report) {
        Map<String, List<Finding>> byRule = report.findings().stream().collect(Collectors.groupingBy(Finding::rule));
        byRule.forEach((rule, findings) -> {
            looking.remove(rule);
            rows.computeIfPresent(rule, (r, row) -> row.found(findings));
        });
    }

    /** Nothing is looked at any more: what has not answered by now will not. */
    void end() {
        looking.clear();
    }

    /** One line for the head of the page. */
    String summary() {
        List<PartRow> all = rows();
        long unknown = all.stream().filter(r -> r.state() == State.UNKNOWN).count();
        if (unknown == all.size()) {
            return "Not checked yet";
        }
        List<String> words = new ArrayList<>();
        for (Map.Entry<State, String> e : List.of(Map.entry(State.FAILED, "failed"), Map.entry(State.ATTENTION, "need attention"),
                Map.entry(State.CHANGING, "being checked"), Map.entry(State.GOOD, "good"), Map.entry(State.UNKNOWN, "not known"))) {
            long count = all.stream().filter(r -> r.state() == e.getKey()).count();
            if (count > 0) {
                words.add(count + " " + (count == 1 && e.getKey() == State.ATTENTION ? "needs attention" : e.getValue()));
            }
        }
        return String.join(", ", words);
    }
}
