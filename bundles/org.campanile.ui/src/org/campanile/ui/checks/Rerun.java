package org.campanile.ui.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;

/**
 * A report while its checks run again: what was found so far, and for the checks that have not ended what was found the time before. So rows
 * change in place and none goes away to come back. A value; no widgets.
 *
 * @param report both together
 * @param stale ids of the checks whose findings are still those of the time before
 */
record Rerun(CheckReport report, Set<String> stale) {

    /** @param before the last whole report of the same source; empty when there is none */
    static Rerun of(CheckReport before, CheckReport now) {
        if (now.complete()) {
            return new Rerun(now, Set.of());
        }
        Set<String> ended = new HashSet<>();
        now.findings().forEach(f -> ended.add(f.rule()));
        now.timings().forEach(t -> ended.add(t.rule()));
        List<Finding> all = new ArrayList<>(now.findings());
        Set<String> stale = new HashSet<>();
        for (Finding finding : before.findings()) {
            if (!ended.contains(finding.rule())) {
                all.add(finding);
                stale.add(finding.rule());
            }
        }
        return new Rerun(new CheckReport(now.title(), now.started(), now.took(), false, all, now.timings()), Set.copyOf(stale));
    }

    /** Whether a finding is of the time before. */
    boolean isStale(Finding finding) {
        return stale.contains(finding.rule());
    }
}
