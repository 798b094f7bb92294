package org.campanile.ui.setup;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.ui.State;

/**
 * A part of the lab as its page shows it. A value.
 *
 * @param rule id of the check that looks at it
 * @param title its name
 * @param group heading it stands under
 * @param state how it is
 * @param evidence one line
 * @param details all that was found, for the tooltip; empty when nothing was
 * @param at when it was looked at, {@link Instant#EPOCH} for never
 */
record PartRow(String rule, String title, String group, State state, String evidence, String details, Instant at) {

    /** A part that was never looked at. */
    static PartRow unknown(String rule, String title, String group) {
        return new PartRow(rule, title, group, State.UNKNOWN, "Not checked yet", "", Instant.EPOCH);
    }

    /** The same while it is being looked at; what was found last stays readable. */
    PartRow looking() {
        return new PartRow(rule, title, group, State.CHANGING, at.equals(Instant.EPOCH) ? "Looking…" : evidence, details, at);
    }

    /** The part as its check found it; the heaviest finding gives state and evidence. */
    PartRow found(List<Finding> findings) {
        Finding worst = findings.stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
        List<Finding> good = findings.stream().filter(f -> f.severity() == Severity.OK).toList();
        boolean problem = worst.severity().isProblem();
        State now = worst.severity().isFailure() ? State.FAILED : problem ? State.ATTENTION : good.isEmpty() ? State.UNKNOWN : State.GOOD;
        Finding first = problem || good.isEmpty() ? worst : good.getFirst();
        return new PartRow(rule, title, group, now, line(first, problem ? findings.stream().filter(f -> f.severity().isProblem()).count() : good.size()),
                findings.stream().map(PartRow::details).collect(Collectors.joining("\n\n")), worst.at());
    }

    private static String line(Finding f, long count) {
        String text = f.severity().isFailure() && !f.cause().isEmpty() ? f.cause() + " " + f.evidence() : f.evidence();
        String subject = f.subject().isEmpty() || text.contains(f.subject()) || f.severity().isFailure() ? "" : f.subject() + ": ";
        String more = count > 1 ? "  (and " + (count - 1) + " more)" : "";
        return (subject + text).replaceAll("\\s+", " ").strip() + more;
    }

    private static String details(Finding f) {
        StringBuilder text = new StringBuilder(f.severity().label());
        if (!f.subject().isEmpty()) {
            text.append(": ").append(f.subject());
        }
        for (String more : new String[] { f.evidence(), f.cause(), f.impact(), f.fix().isEmpty() ? "" : "Fix: " + f.fix() }) {
            if (!more.isEmpty()) {
                text.append('\n').append(more);
            }
        }
        return text.toString();
    }
}
