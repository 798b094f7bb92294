package org.campanile.core.step;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

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
        journal.begin(plan);
        RunResult result = new Walk(plan, journal, task, listener).go();
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
     * taken back.
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
            if (outcome.state() != StepState.UNDONE) {
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

    /** One walk through the graph; only its own thread touches its fields. */
    private final class Walk {

        private final Plan plan;
        private final Journal journal;
        private final Task task;
        private final RunListener listener;
        private final Map<String, Integer> waiting = new HashMap<>();
        private final Map<String, RunResult.Outcome> ended = new HashMap<>();
        private final PriorityQueue<String> ready;
        private final BlockingQueue<RunResult.Outcome> done = new LinkedBlockingQueue<>();
        private int running;

        Walk(Plan plan, Journal journal, Task task, RunListener listener) {
            this.plan = plan;
            this.journal = journal;
            this.task = task;
            this.listener = listener;
            this.ready = new PriorityQueue<>(Comparator.comparing(plan::rank).reversed().thenComparing(Comparator.naturalOrder()));
        }

        RunResult go() throws FailureException {
            List<Step> steps = plan.steps();
            for (Step step : steps) {
                int needs = (int) step.after().stream().distinct().count();
                waiting.put(step.id(), needs);
                listener.state(step.id(), StepState.WAITING, "");
                if (needs == 0) {
                    ready.add(step.id());
                }
            }
            task.progress(plan.title(), 0, steps.size());
            try {
                startReady();
                while (running > 0) {
                    end(done.take());
                    task.progress(plan.title(), ended.size(), steps.size());
                    startReady();
                }
            } catch (InterruptedException e) {
                task.cancel();
                Thread.currentThread().interrupt();
                throw FailureException.cancelled("running " + plan.title());
            }
            return new RunResult(steps.stream().map(this::outcome).toList(), task.isCancelled());
        }

        private void startReady() {
            while (running < parallel && !ready.isEmpty() && !task.isCancelled() && journal.broken().isEmpty()) {
                Step step = plan.step(ready.poll()).orElseThrow();
                running++;
                Thread.ofVirtual().name("step " + step.id()).start(() -> done.add(outcomeOf(step)));
            }
        }

        /** A listener that throws is a defect, which must not leave the run waiting for a step for ever. */
        private RunResult.Outcome outcomeOf(Step step) {
            try {
                return new StepRun(step, journal, listener).run(task);
            } catch (RuntimeException e) {
                return new RunResult.Outcome(step.id(), StepState.FAILED, Optional.of(new Failure(Failure.Kind.INTERNAL, "following a run",
                        step.id(), e.toString(), "This is a defect of Campanile.", "Report it with the details.")));
            }
        }

        private void end(RunResult.Outcome outcome) {
            running--;
            ended.put(outcome.step(), outcome);
            if (outcome.state() == StepState.DONE || outcome.state() == StepState.EXISTED) {
                for (String dependent : plan.dependents(outcome.step())) {
                    if (waiting.merge(dependent, -1, Integer::sum) == 0) {
                        ready.add(dependent);
                    }
                }
            }
        }

        /** A step that was never begun was cancelled, or skipped because of one before it. */
        private RunResult.Outcome outcome(Step step) {
            RunResult.Outcome outcome = ended.get(step.id());
            if (outcome == null) {
                outcome = new RunResult.Outcome(step.id(), task.isCancelled() ? StepState.CANCELLED : StepState.SKIPPED, Optional.empty());
                listener.state(step.id(), outcome.state(), "");
            }
            return outcome;
        }
    }
}
