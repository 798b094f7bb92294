package org.campanile.ui.setup;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

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
            return Messages.notCheckedYet;
        }
        return Stream.of(State.FAILED, State.ATTENTION, State.CHANGING, State.GOOD, State.UNKNOWN)
                .map(state -> counted(state, all.stream().filter(r -> r.state() == state).count())).filter(w -> !w.isEmpty()).collect(Collectors.joining(", "));
    }

    private static String counted(State state, long count) {
        return count == 0 ? "" : switch (state) {
            case FAILED -> NLS.bind(Messages.countFailed, count);
            case ATTENTION -> count == 1 ? Messages.oneNeedsAttention : NLS.bind(Messages.countNeedAttention, count);
            case CHANGING -> NLS.bind(Messages.countBeingChecked, count);
            case GOOD -> NLS.bind(Messages.countGood, count);
            default -> NLS.bind(Messages.countNotKnown, count);
        };
    }
}
