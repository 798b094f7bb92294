package org.campanile.core.deploy.conductor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.StepProgress;

/**
 * All that is known of a run at one moment. An immutable value.
 *
 * @param steps in the plan's order
 * @param silent what is to be said of agents that do not answer, by unit id
 * @param criticalPathSeconds expected time of the longest chain
 * @param began when the run began, by its log
 * @param changed when anything was last new
 */
public record ConductorSnapshot(List<StepProgress> steps, java.util.Map<String, String> silent, int criticalPathSeconds, Instant began, Instant changed) {

    public ConductorSnapshot {
        steps = List.copyOf(steps);
        silent = java.util.Map.copyOf(silent);
    }

    /** The step of an id. */
    public Optional<StepProgress> step(String id) {
        return steps.stream().filter(s -> s.step().id().equals(id)).findFirst();
    }

    /** How many steps are in a state. */
    public int count(StepProgress.State state) {
        return (int) steps.stream().filter(s -> s.state() == state).count();
    }

    /** Whether nothing more happens. */
    public boolean ended() {
        return steps.stream().allMatch(s -> s.state().ended());
    }

    /** Whether all steps ended well, warnings aside. */
    public boolean good() {
        return steps.stream().allMatch(s -> s.state().good());
    }
}
