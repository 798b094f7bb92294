package org.campanile.ui.setup.wizard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.campanile.core.step.RunListener;
import org.campanile.core.step.StepState;

/**
 * A run at a moment, for its tree and its output. A value.
 *
 * @param steps by id
 * @param lines the newest lines of output
 * @param output the newest lines of each step
 * @param hold why it does not go on by itself, if so
 */
record RunSnapshot(Map<String, At> steps, List<String> lines, Map<String, List<String>> output, RunListener.Hold hold) {

    /**
     * A step at that moment.
     *
     * @param state where it is
     * @param detail what it said last
     * @param doing what it does now, while it says how far it is
     * @param done units done; bytes for an upload
     * @param total units in all, negative when not known
     * @param perSecond speed of {@code done}, 0 when not known
     * @param began when it left the queue, or {@code null}
     * @param ended when it ended, or {@code null}
     */
    record At(StepState state, String detail, String doing, long done, long total, double perSecond, Instant began, Instant ended) {

        static final At WAITING = new At(StepState.WAITING, "", "", 0, -1, 0, null, null);

        /** How long it has been running, or ran. */
        Duration elapsed(Instant now) {
            return began == null ? Duration.ZERO : Duration.between(began, ended == null ? now : ended);
        }

        /** How much longer at this speed; {@code null} when that is not known. */
        Duration left() {
            return total <= 0 || perSecond <= 0 || done >= total ? null : Duration.ofMillis((long) ((total - done) / perSecond * 1000));
        }
    }

    RunSnapshot {
        steps = Map.copyOf(steps);
        lines = List.copyOf(lines);
        output = Map.copyOf(output);
    }

    /** How a step is. */
    At of(String step) {
        return steps.getOrDefault(step, At.WAITING);
    }

    /** Number of steps in this state. */
    long count(StepState state) {
        return steps.values().stream().filter(a -> a.state() == state).count();
    }

    /** Number of steps that have ended. */
    long ended() {
        return steps.values().stream().filter(a -> a.state().isEnd()).count();
    }
}
