package org.campanile.core.step;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Runs plans: independent steps at the same time, the longest chain first; goes on with a run that was killed; takes a run back. A step that
 * fails holds up only those that need it. Without state of its own: one runner may run many plans at once. Blocks; call it from a worker
 * thread.
 */
public final class Runner {

    private final int parallel;

    /** A runner of at most {@code parallel} steps at the same time. */
    public Runner(int parallel) {
        if (parallel < 1) {
            throw new IllegalArgumentException("at least one step at a time");
        }
        this.parallel = parallel;
    }

    /**
     * Runs a plan, or goes on with it if the journal has part of it already. Steps the journal knows as applied are verified and not repeated; one
     * that was begun is probed first.
     *
     * @param journal stays open
     * @param task gets the number of steps that have ended; cancel stops the running steps and begins no more
     * @return how each step ended; failures of steps are in it and are not thrown
     * @throws FailureException when the journal is of another plan or cannot be written at the start, or the calling thread is interrupted
     */
    public RunResult run(Plan plan, Journal journal, Task task, RunListener listener) throws FailureException {
        return run(plan, journal, task, listener, RunControl.ending());
    }

    /** The same under the user's control. */
    public RunResult run(Plan plan, Journal journal, Task task, RunListener listener, RunControl control) throws FailureException {
        journal.begin(plan);
        RunResult result = new Walk(plan, journal, task, listener, control, parallel).go();
        if (result.ok()) {
            journal.append(Entry.Kind.ENDED, "", "");
        }
        return result;
    }

    /** Looks at each step without changing anything, as {@link Previewer} tells. */
    public PlanReport preview(Plan plan, Task task) throws FailureException {
        return new Previewer(parallel).preview(plan, task);
    }

    /**
     * Takes back what the journal says its run has made, newest first, one at a time. What a step depends on stays if that step could not be
     * taken back. A step that has no undo stays and holds up nothing.
     */
    public RunResult undo(Plan plan, Journal journal, Task task, RunListener listener) throws FailureException {
        journal.refuseOther(plan);
        List<String> own = journal.own().reversed();
        Set<String> kept = new HashSet<>();
        List<RunResult.Outcome> outcomes = new ArrayList<>();
        for (String id : own) {
            Optional<Step> step = plan.step(id);
            RunResult.Outcome outcome;
            if (task.isCancelled() || journal.broken().isPresent()) {
                outcome = new RunResult.Outcome(id, StepState.CANCELLED, journal.broken());
            } else if (kept.contains(id)) {
                outcome = new RunResult.Outcome(id, StepState.SKIPPED, Optional.empty());
                listener.state(id, StepState.SKIPPED, "needed by a step that is still there");
            } else if (step.isEmpty()) {
                outcome = new RunResult.Outcome(id, StepState.FAILED, Optional.of(unknown(plan, id)));
            } else {
                outcome = new StepRun(step.get(), journal, listener).undo(task);
            }
            outcomes.add(outcome);
            if (outcome.state() != StepState.UNDONE && outcome.state() != StepState.STAYS) {
                step.ifPresent(s -> kept.addAll(s.after()));
            }
            task.progress("Undoing " + plan.title(), outcomes.size(), own.size());
        }
        return new RunResult(outcomes, task.isCancelled());
    }

    private static Failure unknown(Plan plan, String id) {
        return new Failure(Failure.Kind.NOT_FOUND, "undoing " + plan.title(), id, "", "The journal has a step that the plan does not have any more.",
                "Take it back by hand if it has to be.");
    }
}
