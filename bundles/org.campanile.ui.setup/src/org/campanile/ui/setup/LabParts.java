package org.campanile.ui.setup;

import java.util.ArrayList;
import java.util.HashMap;
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

    private final Map<String, String> partOf = new HashMap<>();

    /** These parts, by id with their titles, none looked at yet. @param checks whose groups are titles of parts */
    LabParts(Map<String, String> parts, List<Check> checks) {
        parts.forEach((id, title) -> {
            rows.put(id, PartRow.unknown(id, title, ""));
            checks.stream().filter(c -> c.group().equals(title)).forEach(c -> partOf.put(c.id(), id));
        });
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
        Map<String, List<Finding>> byRule = report.findings().stream().filter(f -> partOf.containsKey(f.rule()))
                .collect(Collectors.groupingBy(f -> partOf.get(f.rule())));
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
