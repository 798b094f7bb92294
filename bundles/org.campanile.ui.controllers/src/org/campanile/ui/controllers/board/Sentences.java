package org.campanile.ui.controllers.board;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.task.Failure;
import org.campanile.ui.Ages;
import org.campanile.ui.State;
import org.campanile.ui.controllers.live.SwactStatus;
import org.eclipse.osgi.util.NLS;

/** How a system is, in sentences. Pure functions; any thread. */
public final class Sentences {

    /** A state not renewed for so long is drawn paler: three readings of the usual pace. */
    static final Duration STALE = Duration.ofSeconds(16);

    private Sentences() {
    }

    /** How it is, without its age: "Active: controller-0. Standby ready." */
    public static String state(SystemSnapshot s) {
        boolean active = s.isKnown() && !s.nodes().isEmpty() && s.active().isPresent();
        return active ? NLS.bind(Messages.activeController, s.active().get()) + " " + besidesActive(s) : besidesActive(s);
    }

    /** The same for a place that shows the active controller by itself: "Standby ready." */
    static String besidesActive(SystemSnapshot s) {
        if (!s.isKnown()) {
            return s.failure() == null ? Messages.reading : silent(s.failure()) ? Messages.notReachable : Messages.couldNotBeRead;
        }
        if (s.nodes().isEmpty()) {
            return Messages.noNodes;
        }
        String standby = s.active().map(a -> standby(s, a)).orElse(Messages.noSoleActive);
        long moving = s.assignments().stream().filter(Assignment::inTransition).map(Assignment::group).distinct().count();
        return moving == 0 ? standby : standby + " " + (moving == 1 ? Messages.oneGroupInTransition : NLS.bind(Messages.groupsInTransition, moving));
    }

    private static String standby(SystemSnapshot s, String active) {
        List<Node> others = s.nodes().stream().filter(n -> !n.name().equals(active)).toList();
        if (others.isEmpty()) {
            return Messages.noStandby;
        }
        Optional<String> why = others.stream().flatMap(n -> notReady(s, n).stream()).findFirst();
        return why.map(w -> NLS.bind(Messages.standbyNotReady, w)).orElse(Messages.standbyReady);
    }

    private static Optional<String> notReady(SystemSnapshot s, Node n) {
        Mark mark = Mark.of(n);
        if (mark != Mark.ACTIVE) {
            return Optional.of(mark == Mark.OFF ? NLS.bind(Messages.nodeIsLocked, n.name())
                    : n.oper().equals("disabled") ? NLS.bind(Messages.nodeIsDisabled, n.name())
                    : mark == Mark.ATTENTION && !n.avail().equals("degraded") ? NLS.bind(Messages.nodeIsNotReady, n.name())
                    : NLS.bind(Messages.nodeIs, n.name(), Matrix.word(n.avail())));
        }
        return s.assignments().stream().filter(a -> a.node().equals(n.name()) && Mark.of(a) != Mark.ACTIVE && Mark.of(a) != Mark.STANDBY)
                .map(a -> NLS.bind(Messages.groupOnNodeIs, new Object[] {a.group(), n.name(), Mark.says(a.status()) ? a.status() : Matrix.word(a.state())}))
                .findFirst();
    }

    /** A state in the word that columns have for it. */
    static String word(State state) {
        return switch (state) {
            case GOOD -> Messages.stateGood;
            case ATTENTION -> Messages.stateAttention;
            case FAILED -> Messages.stateFailed;
            case CHANGING -> Messages.stateInTransition;
            case OFF -> Messages.stateOff;
            case UNKNOWN -> Messages.stateNotKnown;
        };
    }

    /** Its age: "Read 2 s ago." Empty before the first reading. */
    public static String age(SystemSnapshot s, Instant now) {
        if (!s.isKnown()) {
            return "";
        }
        String ago = ago(s.takenAt(), now);
        return s.failure() == null ? NLS.bind(Messages.read, ago)
                : silent(s.failure()) ? NLS.bind(Messages.lastReadNoAnswer, ago) : NLS.bind(Messages.lastReadUnreadable, ago);
    }

    private static boolean silent(Failure why) {
        return why.kind() == Failure.Kind.UNREACHABLE || why.kind() == Failure.Kind.TIMED_OUT;
    }

    private static String ago(Instant then, Instant now) {
        return Duration.between(then, now).toMillis() < 1000 ? Messages.justNow : Ages.ago(then, now);
    }

    /** Whether the state is too old to be taken for the present. */
    public static boolean stale(SystemSnapshot s, Instant now) {
        return s.failure() != null || s.age(now).map(a -> a.compareTo(STALE) > 0).orElse(false);
    }

    /** What a swact does now. */
    public static String swact(SwactStatus s, Instant now) {
        String what = switch (s.action()) {
            case SWACT -> NLS.bind(Messages.swactOf, s.host());
            case SWACT_FORCE -> NLS.bind(Messages.forcedSwactOf, s.host());
            case LOCK -> NLS.bind(Messages.lockOf, s.host());
            case UNLOCK -> NLS.bind(Messages.unlockOf, s.host());
        };
        String took = Ages.duration(s.took());
        return switch (s.phase()) {
            case CHECKING -> NLS.bind(Messages.checking, what);
            case MOVING -> s.text().isEmpty() ? moved(s, what, ago(s.since(), now)) : moved(s, what, ago(s.since(), now)) + " " + s.text();
            case DONE -> NLS.bind(Messages.doneIn, new Object[] {what, took, s.text()});
            case REFUSED -> NLS.bind(Messages.refused, what, sentence(s.text()));
            case FAILED -> s.took().isZero() ? NLS.bind(Messages.failed, what, s.text()) : NLS.bind(Messages.failedAfter, new Object[] {what, took, s.text()});
            case STILL_GOING -> s.took().isZero() ? NLS.bind(Messages.stillGoing, what, s.text())
                    : NLS.bind(Messages.stillGoingAfter, new Object[] {what, took, s.text()});
        };
    }

    private static String moved(SwactStatus s, String what, String ago) {
        Object[] said = {what, ago, s.moved(), s.groups().size()};
        return s.groups().isEmpty() ? NLS.bind(Messages.sent, what, ago)
                : s.action() == NodeAction.UNLOCK ? NLS.bind(Messages.sentAndInService, said) : NLS.bind(Messages.sentAndMoved, said);
    }

    private static String sentence(String text) {
        return text.isEmpty() || text.endsWith(".") ? text : text + ".";
    }
}
