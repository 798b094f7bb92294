package org.campanile.core.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How far one step is. An immutable value.
 *
 * @param step the step
 * @param state where it stands
 * @param attempts how often its plan was sent
 * @param began when it was first sent; absent before
 * @param ended when its result was known; absent before
 * @param values what its commands put out
 * @param message why it failed, was skipped or is waited for; empty when there is nothing to say
 * @param details the agent's whole answer when it failed
 */
public record StepProgress(PlannedStep step, State state, int attempts, Optional<Instant> began, Optional<Instant> ended, List<String> values,
        String message, String details) {

    /** What the message of a step begins with whose agent never said anything. */
    static final String SILENCE = "No answer";

    /** Where a step stands. */
    public enum State {
        /** Something before it has not ended. */ WAITING,
        /** Its plan was sent and not answered. */ RUNNING,
        /** It ended well. */ DONE,
        /** It failed. */ FAILED,
        /** It failed, which is only a warning. */ WARNED,
        /** It will not be done, because a step it needs failed or somebody gave it up. */ SKIPPED;

        /** Whether nothing more happens to the step. */
        public boolean ended() {
            return this != WAITING && this != RUNNING;
        }

        /** Whether the steps after it may begin. */
        public boolean good() {
            return this == DONE || this == WARNED;
        }
    }

    public StepProgress {
        Objects.requireNonNull(step);
        Objects.requireNonNull(state);
        values = List.copyOf(values);
    }

    /** A step that nobody has begun. */
    public static StepProgress waiting(PlannedStep step) {
        return new StepProgress(step, State.WAITING, 0, Optional.empty(), Optional.empty(), List.of(), "", "");
    }

    /** The same, sent once more. */
    public StepProgress sent(Instant at) {
        return new StepProgress(step, State.RUNNING, attempts + 1, began.or(() -> Optional.of(at)), Optional.empty(), List.of(), "", "");
    }

    /** The same with words about what it waits for. */
    public StepProgress saying(String text) {
        return new StepProgress(step, state, attempts, began, ended, values, text, details);
    }

    /** The same, ended well. @param output what its commands put out */
    public StepProgress done(List<String> output, Instant at) {
        return new StepProgress(step, State.DONE, attempts, began, Optional.of(at), output, "", "");
    }

    /** The same, failed; a warning where the step is optional. */
    public StepProgress failed(String why, String answer, Instant at) {
        return new StepProgress(step, step.optional() ? State.WARNED : State.FAILED, attempts, began, Optional.of(at), List.of(), why, answer);
    }

    /** The same, which will not be done. */
    public StepProgress skipped(String why, Instant at) {
        return new StepProgress(step, State.SKIPPED, attempts, began, Optional.of(at), List.of(), why, "");
    }

    /** How long it took, or has taken so far. */
    public Duration elapsed(Instant now) {
        return began.map(from -> Duration.between(from, ended.orElse(now))).orElse(Duration.ZERO);
    }
}
