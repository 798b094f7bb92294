package org.campanile.core.step;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One walk through the graph of a plan; only its own thread touches its fields. */
final class Walk {

    private final Plan plan;
    private final Journal journal;
    private final Task task;
    private final RunListener listener;
    private final RunControl control;
    private final int parallel;
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, RunResult.Outcome> ended = new HashMap<>();
    private final PriorityQueue<String> ready;
    /** Ends of steps; an empty one wakes the walk to look at what the user wants. */
    private final BlockingQueue<Optional<RunResult.Outcome>> done = new LinkedBlockingQueue<>();
    private int running;
    private RunListener.Hold hold = RunListener.Hold.NO;

    Walk(Plan plan, Journal journal, Task task, RunListener listener, RunControl control, int parallel) {
        this.plan = plan;
        this.journal = journal;
        this.task = task;
        this.listener = listener;
        this.control = control;
        this.parallel = parallel;
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
        control.onWish(() -> done.add(Optional.empty()));
        try (Task.Registration cancel = task.onCancel(() -> done.add(Optional.empty()))) {
            startReady();
            while (running > 0 || isHeld()) {
                tell();
                Optional<RunResult.Outcome> outcome = done.take();
                if (outcome.isPresent()) {
                    running--;
                    end(outcome.get());
                }
                followWishes();
                task.progress(plan.title(), ended.size(), steps.size());
                startReady();
            }
        } catch (InterruptedException e) {
            task.cancel();
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("running " + plan.title());
        } finally {
            control.onWish(() -> {
            });
        }
        return new RunResult(steps.stream().map(this::outcome).toList(), task.isCancelled());
    }

    private boolean mayBegin() {
        return !task.isCancelled() && journal.broken().isEmpty();
    }

    private List<String> failed() {
        return plan.steps().stream().map(Step::id).filter(id -> ended.containsKey(id) && ended.get(id).state() == StepState.FAILED).toList();
    }

    private boolean isHeld() {
        return mayBegin() && (control.isPaused() && !ready.isEmpty() || control.waitsForFailed() && !failed().isEmpty());
    }

    private void tell() {
        RunListener.Hold now = !mayBegin() ? RunListener.Hold.NO : control.isPaused() ? RunListener.Hold.PAUSED
                : running == 0 && !failed().isEmpty() ? RunListener.Hold.FAILED : RunListener.Hold.NO;
        if (now != hold) {
            hold = now;
            listener.held(now);
        }
    }

    private void followWishes() throws FailureException {
        for (String id : control.takeRetries()) {
            RunResult.Outcome outcome = ended.get(id);
            if (outcome != null && outcome.state() == StepState.FAILED) {
                ended.remove(id);
                listener.state(id, StepState.WAITING, "");
                ready.add(id);
            }
        }
        for (String id : failed()) {
            Optional<String> reason = control.leftOut(id);
            if (reason.isPresent()) {
                leaveOut(id, reason.get());
            }
        }
    }

    private void startReady() throws FailureException {
        while (running < parallel && !ready.isEmpty() && mayBegin() && !control.isPaused()) {
            String id = ready.poll();
            Optional<String> reason = control.leftOut(id).or(() -> journal.leftOut(id));
            if (reason.isPresent()) {
                leaveOut(id, reason.get());
                continue;
            }
            Step step = plan.step(id).orElseThrow();
            running++;
            Thread.ofVirtual().name("step " + id).start(() -> done.add(Optional.of(outcomeOf(step))));
        }
    }

    private void leaveOut(String id, String reason) throws FailureException {
        if (journal.leftOut(id).filter(reason::equals).isEmpty()) {
            journal.append(Entry.Kind.LEFT_OUT, id, reason);
        }
        listener.state(id, StepState.LEFT_OUT, reason);
        end(new RunResult.Outcome(id, StepState.LEFT_OUT, Optional.empty(), reason));
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
        ended.put(outcome.step(), outcome);
        if (outcome.state() == StepState.DONE || outcome.state() == StepState.EXISTED || outcome.state() == StepState.LEFT_OUT) {
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
