package org.campanile.core.step;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.Failure;

/**
 * How a run or an undo ended. A value.
 *
 * @param outcomes one for each step, in the order of the plan (for an undo: in the order in which they were taken back)
 * @param cancelled whether the user stopped it
 */
public record RunResult(List<Outcome> outcomes, boolean cancelled) {

    /** How one step ended. @param reason why it was left out: the user's words, or what it waits for */
    public record Outcome(String step, StepState state, Optional<Failure> failure, String reason) {

        /** One that was not left out. */
        public Outcome(String step, StepState state, Optional<Failure> failure) {
            this(step, state, failure, "");
        }
    }

    private static final Set<StepState> GOOD = EnumSet.of(StepState.DONE, StepState.EXISTED, StepState.LEFT_OUT, StepState.UNDONE, StepState.STAYS);

    public RunResult {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every step is done, was there, was left out on purpose, is undone or stays. */
    public boolean ok() {
        return outcomes.stream().allMatch(o -> GOOD.contains(o.state()));
    }

    /** All failures, in the order of the outcomes. */
    public List<Failure> failures() {
        return outcomes.stream().flatMap(o -> o.failure().stream()).toList();
    }

    /** Number of steps that ended so. */
    public long count(StepState state) {
        return outcomes.stream().filter(o -> o.state() == state).count();
    }

    /** Outcome of one step. */
    public Optional<Outcome> of(String step) {
        return outcomes.stream().filter(o -> o.step().equals(step)).findFirst();
    }
}
