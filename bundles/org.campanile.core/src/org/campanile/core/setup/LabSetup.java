package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.step.Step;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Sets a lab up: looks what a request would change, does it, goes on with a run that was interrupted, and takes back what its own runs have made.
 * Blocks; worker threads only. A read-only lab refuses {@link #run} and {@link #undo}, a critical one asks for its name.
 */
public final class LabSetup {

    private static final int PARALLEL = 4;

    private final LabSession session;
    private final SetupRequest request;
    private final Runs runs;
    private final GuardCheck guard;
    private final Runner runner = new Runner(PARALLEL);

    /**
     * A set-up of the session's lab.
     *
     * @param runs where the journals of runs are kept
     * @param guard asked before the lab is changed
     */
    public LabSetup(LabSession session, SetupRequest request, Runs runs, GuardCheck guard) {
        this.session = session;
        this.request = request;
        this.runs = runs;
        this.guard = guard;
    }

    /** The steps; refuses a request with problems, and one whose image file is not there. */
    public Plan plan() throws FailureException {
        request.require();
        return steps(request.image().isPresent() ? new ImageSetup(session, request.image().get()).size() : 0);
    }

    private Plan steps(long imageSize) throws FailureException {
        List<Step> steps = new ArrayList<>();
        request.rabbit().ifPresent(r -> steps.addAll(RabbitSteps.of(new RabbitSetup(session, r))));
        request.murano().ifPresent(m -> steps.addAll(KeystoneSteps.of(new KeystoneSetup(session, m))));
        request.image().ifPresent(i -> steps.addAll(ImageSteps.of(new ImageSetup(session, i), imageSize)));
        return Plan.of("setup/" + session.lab().name(), "Set up " + session.lab().name(), steps);
    }

    /** What a run would do now; changes nothing. */
    public PlanReport preview(Task task) throws FailureException {
        return runner.preview(plan(), task);
    }

    /** Does it. A run that was interrupted is gone on with; otherwise a new one begins. */
    public RunResult run(Task task, RunListener listener) throws FailureException {
        Plan plan = plan();
        guard.allow(session.lab(), "Sets up " + session.lab().name() + ": " + String.join(", ", plan.steps().stream().map(Step::title).toList())
                + ".");
        Optional<Runs.Summary> interrupted = runs.unfinished(plan.id());
        try (Journal journal = interrupted.isPresent() ? Journal.open(interrupted.get().journal()) : runs.begin(plan.id())) {
            return runner.run(plan, journal, task, listener);
        }
    }

    /**
     * Takes back what the newest run has made that was not taken back yet, and nothing else. The request only has to name the same parts; what is
     * removed stands in the run's journal.
     *
     * @throws FailureException NOT_FOUND when no run of this lab has made anything
     */
    public RunResult undo(Task task, RunListener listener) throws FailureException {
        Plan plan = steps(0);
        List<Runs.Summary> own = runs.undoable(plan.id());
        if (own.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "undoing the set-up", session.lab().name(), "",
                    "No run of this lab's set-up has made anything that is still there.", ""));
        }
        guard.allow(session.lab(), "Takes back what the set-up of " + session.lab().name() + " on " + own.getFirst().started() + " has made.");
        try (Journal journal = Journal.open(own.getFirst().journal())) {
            return runner.undo(plan, journal, task, listener);
        }
    }
}
