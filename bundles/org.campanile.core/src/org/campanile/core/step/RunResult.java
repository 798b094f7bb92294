package org.campanile.core.step;

import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;

/**
 * How a run or an undo ended. A value.
 *
 * @param outcomes one for each step, in the order of the plan (for an undo: in the order in which they were taken back)
 * @param cancelled whether the user stopped it
 */
public record RunResult(List<Outcome> outcomes, boolean cancelled) {

    /** How one step ended. */
    public record Outcome(String step, StepState state, Optional<Failure> failure) {
    }

    public RunResult {
        outcomes = List.copyOf(outcomes);
    }

    /** Whether every step is done, was there or is undone. */
    public boolean ok() {
        return outcomes.stream()
                .allMatch(o -> o.state() == StepState.DONE || o.state() == StepState.EXISTED || o.state() == StepState.UNDONE);
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
