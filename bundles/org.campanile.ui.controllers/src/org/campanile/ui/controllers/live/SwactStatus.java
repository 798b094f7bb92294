package org.campanile.ui.controllers.live;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.task.Failure;

/**
 * How far a swact, lock or unlock is. A value; each step makes a new one.
 *
 * @param action what is done
 * @param host controller it is done to
 * @param phase where it is
 * @param since when this phase began
 * @param groups service groups that are to move
 * @param moved how many of them have arrived elsewhere
 * @param text what is said about it, one sentence; may be empty
 * @param took from sending to the end, zero before
 * @param failure why it failed, otherwise {@code null}
 */
public record SwactStatus(NodeAction action, String host, Phase phase, Instant since, List<String> groups, int moved, String text, Duration took, Failure failure) {

    /** Phases in their order; the last four are ends. */
    public enum Phase {
        /** The pre-check before the command. */ CHECKING,
        /** The command was sent, groups are on their way. */ MOVING,
        /** All have arrived. */ DONE,
        /** The server would not; nothing was changed. */ REFUSED,
        /** It did not take place. */ FAILED,
        /** No longer followed, though not over. */ STILL_GOING
    }

    public SwactStatus {
        groups = List.copyOf(groups);
    }

    /** At the start. */
    public static SwactStatus checking(NodeAction action, String host, Instant now) {
        return new SwactStatus(action, host, Phase.CHECKING, now, List.of(), 0, "", Duration.ZERO, null);
    }

    /** Sent just now. */
    public SwactStatus sent(List<String> toMove, Instant now) {
        return new SwactStatus(action, host, Phase.MOVING, now, toMove, 0, "", Duration.ZERO, null);
    }

    /** With another sentence. */
    public SwactStatus saying(String line) {
        return new SwactStatus(action, host, phase, since, groups, moved, line, took, failure);
    }

    /** With what a reading shows. */
    public SwactStatus seen(SystemSnapshot now) {
        if (phase != Phase.MOVING || !now.isKnown() || now.failure() != null) {
            return this;
        }
        int arrived = (int) groups.stream().filter(g -> now.assignments().stream().anyMatch(a -> a.group().equals(g) && !a.inTransition()
                && (action == NodeAction.UNLOCK ? a.node().equals(host) && !a.state().equals("disabled")
                        : !a.node().equals(host) && a.state().equals("active")))).count();
        return new SwactStatus(action, host, phase, since, groups, arrived, text, took, failure);
    }

    /** At its end. */
    public SwactStatus ended(ActionOutcome outcome, Instant now) {
        return switch (outcome) {
            case ActionOutcome.Done done -> new SwactStatus(action, host, Phase.DONE, now, groups, groups.size(),
                    done.text(), done.took(), null);
            case ActionOutcome.Refused no -> new SwactStatus(action, host, Phase.REFUSED, now, groups, 0, no.reason(), Duration.ZERO, null);
            case ActionOutcome.Declined no -> new SwactStatus(action, host, Phase.REFUSED, now, groups, 0, Messages.nobodyAgreed, Duration.ZERO, null);
            case ActionOutcome.Failed failed -> failed(failed.failure(), failed.took(), now);
            case ActionOutcome.StillGoing going -> new SwactStatus(action, host, Phase.STILL_GOING, now, groups, moved, going.seen(), going.took(), null);
        };
    }

    /** Ended by a failure. */
    public SwactStatus failed(Failure why, Duration after, Instant now) {
        Phase end = why.kind() == Failure.Kind.CANCELLED && phase == Phase.MOVING ? Phase.STILL_GOING : Phase.FAILED;
        return new SwactStatus(action, host, end, now, groups, moved, why.meaning(), after, end == Phase.FAILED ? why : null);
    }

    /** Whether it is under way. */
    public boolean going() {
        return phase == Phase.CHECKING || phase == Phase.MOVING;
    }
}
