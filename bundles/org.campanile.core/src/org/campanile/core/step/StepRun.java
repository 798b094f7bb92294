package org.campanile.core.step;

import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One step on its way through a run: decides by its mark in the journal and its probe what is left to do, and writes the journal. */
final class StepRun {

    private final Step step;
    private final Journal journal;
    private final RunListener listener;
    /** What it waits for, when others do not provide it yet. */
    private String waitsFor = "";

    StepRun(Step step, Journal journal, RunListener listener) {
        this.step = step;
        this.journal = journal;
        this.listener = listener;
    }

    /** Runs it to its end; never throws. */
    RunResult.Outcome run(Task parent) {
        RunResult.Outcome outcome;
        try {
            StepState end = Timed.call(step.title(), step.limit(), step.grace(), parent, watch(), this::go);
            outcome = new RunResult.Outcome(step.id(), end, Optional.empty(), waitsFor);
        } catch (FailureException e) {
            outcome = failed(e.failure());
        }
        return tell(outcome);
    }

    private RunResult.Outcome tell(RunResult.Outcome outcome) {
        outcome.failure().ifPresent(f -> listener.failed(step.id(), f));
        listener.state(step.id(), outcome.state(), outcome.failure().map(Failure::headline).orElse(outcome.reason()));
        return outcome;
    }

    /** Takes back what the journal says it made; never throws. */
    RunResult.Outcome undo(Task parent) {
        RunResult.Outcome outcome;
        if (!step.undoable()) {
            return stay();
        }
        try {
            Timed.call("undoing: " + step.title(), step.limit(), step.grace(), parent, watch(), this::takeBack);
            outcome = new RunResult.Outcome(step.id(), StepState.UNDONE, Optional.empty());
        } catch (FailureException e) {
            outcome = failed(e.failure());
        }
        return tell(outcome);
    }

    private RunResult.Outcome stay() {
        try {
            journal.append(Entry.Kind.STAYS, step.id(), "");
        } catch (FailureException e) {
            return failed(e.failure());
        }
        listener.state(step.id(), StepState.STAYS, "cannot be taken back by itself");
        return new RunResult.Outcome(step.id(), StepState.STAYS, Optional.empty());
    }

    private Task.Listener watch() {
        return new Task.Listener() {
            @Override
            public void progress(String doing, long done, long total) {
                listener.progress(step.id(), doing, done, total);
            }

            @Override
            public void line(String text) {
                listener.line(step.id(), text);
            }
        };
    }

    private StepState go(Task task) throws FailureException {
        JournalState.Mark mark = journal.mark(step.id());
        if (mark == JournalState.Mark.APPLIED || mark == JournalState.Mark.VERIFIED) {
            verify(task, mark);
            return StepState.DONE;
        }
        boolean begun = mark != JournalState.Mark.NONE;
        listener.state(step.id(), StepState.PROBING, "");
        boolean due = step.provesOthers() && journal.own().stream().anyMatch(id -> !id.equals(step.id()));
        switch (step.probe(task)) {
            case Probe.Done done when due -> apply(task, new Probe.Needed("Steps before it have changed something.", false, ""));
            case Probe.Done done when begun -> {
                // it died between making and noting; what is there is this run's own
                told("done before an interruption");
                journal.append(Entry.Kind.APPLIED, step.id(), "found done after an interruption: " + done.detail());
            }
            case Probe.Done done -> {
                journal.append(Entry.Kind.EXISTED, step.id(), done.detail());
                return StepState.EXISTED;
            }
            case Probe.Blocked blocked -> throw new FailureException(blocked.why());
            case Probe.Waits waits -> {
                // not written down, so that a run that goes on looks again
                waitsFor = waits.what();
                return StepState.LEFT_OUT;
            }
            case Probe.Needed needed -> apply(task, needed);
        }
        verify(task, JournalState.Mark.APPLIED);
        return StepState.DONE;
    }

    private void apply(Task task, Probe.Needed needed) throws FailureException {
        task.checkCancelled(step.title());
        List<Made> earlier = journal.made(step.id());
        journal.append(Entry.Kind.STARTED, step.id(), needed.detail());
        listener.state(step.id(), StepState.APPLYING, needed.detail());
        try {
            step.apply(task, new Log(earlier));
        } catch (FailureException e) {
            told("failed: " + e.failure().headline());
            throw e;
        } catch (RuntimeException e) {
            // a defect may have changed something all the same
            told("failed: " + e);
            throw e;
        }
        FailureException untold = null;
        try {
            told("done");
        } catch (FailureException e) {
            untold = e;
        }
        journal.append(Entry.Kind.APPLIED, step.id(), "");
        if (untold != null) {
            throw untold;
        }
    }

    private void told(String result) throws FailureException {
        listener.changed(new RunListener.Change(step.id(), step.title(), step.change(), step.commands(), result));
    }

    private void verify(Task task, JournalState.Mark mark) throws FailureException {
        listener.state(step.id(), StepState.VERIFYING, "");
        step.verify(task);
        if (mark != JournalState.Mark.VERIFIED) {
            journal.append(Entry.Kind.VERIFIED, step.id(), "");
        }
    }

    private Void takeBack(Task task) throws FailureException {
        listener.state(step.id(), StepState.UNDOING, "");
        List<Made> made = journal.made(step.id());
        journal.append(Entry.Kind.UNDOING, step.id(), "");
        String result = "failed by a defect";
        try {
            step.undo(task, made.reversed());
            result = "done";
        } catch (FailureException e) {
            result = "failed: " + e.failure().headline();
            throw e;
        } finally {
            listener.changed(new RunListener.Change(step.id(), step.title(), "Taken back: " + step.change(), List.of(), result));
        }
        journal.append(Entry.Kind.UNDONE, step.id(), "");
        return null;
    }

    private RunResult.Outcome failed(Failure failure) {
        if (failure.kind() == Failure.Kind.CANCELLED) {
            return new RunResult.Outcome(step.id(), StepState.CANCELLED, Optional.empty());
        }
        if (journal.broken().isEmpty()) {
            try {
                journal.append(Entry.Kind.FAILED, step.id(), failure.headline());
            } catch (FailureException e) {
                return new RunResult.Outcome(step.id(), StepState.FAILED, Optional.of(e.failure()));
            }
        }
        return new RunResult.Outcome(step.id(), StepState.FAILED, Optional.of(failure));
    }

    /** The journal as the step sees it. */
    private final class Log implements StepLog {

        private final List<Made> earlier;

        Log(List<Made> earlier) {
            this.earlier = earlier;
        }

        @Override
        public void intend(Made thing) throws FailureException {
            journal.append(Entry.Kind.INTENDED, step.id(), "", thing);
        }

        @Override
        public void made(Made thing) throws FailureException {
            journal.append(Entry.Kind.MADE, step.id(), "", thing);
        }

        @Override
        public List<Made> earlier() {
            return earlier;
        }

        @Override
        public void line(String text) {
            listener.line(step.id(), text);
        }
    }
}
