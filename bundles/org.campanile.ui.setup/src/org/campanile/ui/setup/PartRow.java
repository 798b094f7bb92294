package org.campanile.ui.setup;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;

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
        return new PartRow(rule, title, group, State.UNKNOWN, Messages.notCheckedYet, "", Instant.EPOCH);
    }

    /** The same while it is being looked at; what was found last stays readable. */
    PartRow looking() {
        return new PartRow(rule, title, group, State.CHANGING, at.equals(Instant.EPOCH) ? Messages.looking : evidence, details, at);
    }

    /** The part as its check found it; the heaviest finding gives state and evidence. */
    PartRow found(List<Finding> findings) {
        Finding worst = findings.stream().max(Comparator.comparing(Finding::severity)).orElseThrow();
        List<Finding> good = findings.stream().filter(f -> f.severity() == Severity.OK).toList();
        boolean problem = worst.severity().isProblem();
        State now = worst.severity().isFailure() ? State.FAILED : problem ? State.ATTENTION : good.isEmpty() ? State.UNKNOWN : State.GOOD;
        return new PartRow(rule, title, group, now, problem || good.isEmpty() ? line(worst, findings) : line(good),
                findings.stream().map(PartRow::details).collect(Collectors.joining("\n\n")), worst.at());
    }

    private static String line(Finding f, List<Finding> all) {
        String text = f.severity().isFailure() && !f.cause().isEmpty() ? f.cause() + " " + f.evidence() : f.evidence();
        long more = all.stream().filter(o -> o.severity().isProblem()).count() - 1;
        return more > 0 ? NLS.bind(Messages.andMore, told(f, text), more) : told(f, text);
    }

    /** One thing is told as it was seen; of several their names are enough, and addresses are none. */
    private static String line(List<Finding> good) {
        if (good.size() == 1) {
            return told(good.getFirst(), good.getFirst().evidence());
        }
        List<String> named = good.stream().map(Finding::title).filter(t -> !t.isEmpty()).distinct().toList();
        // parts of one thing have its title
        String names = (named.size() > 1 ? named.stream() : good.stream().map(Finding::subject).filter(t -> !t.isEmpty() && !t.matches("\\S*:.*|[0-9.]+")).distinct())
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? NLS.bind(Messages.thingsInOrder, good.size()) : NLS.bind(Messages.thingsInOrderNamed, good.size(), names);
    }

    /** Where it was seen is said too, unless that is an address, which the head of the page and the tooltip have. */
    private static String told(Finding f, String text) {
        boolean known = f.subject().isEmpty() || f.subject().matches("\\S*:.*") || text.contains(f.subject()) || f.severity().isFailure();
        return (known ? text : f.subject() + ": " + text).replaceAll("\\s+", " ").strip();
    }

    private static String details(Finding f) {
        StringBuilder text = new StringBuilder(f.severity().label());
        if (!f.subject().isEmpty()) {
            text.append(": ").append(f.subject());
        }
        for (String more : new String[] { f.evidence(), f.cause(), f.impact(), f.fix().isEmpty() ? "" : NLS.bind(Messages.fix, f.fix()) }) {
            if (!more.isEmpty()) {
                text.append('\n').append(more);
            }
        }
        return text.toString();
    }
}
