package org.campanile.core.setup;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.setup.onhost.Installation;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.step.Step;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Takes back what the newest run of a lab's set-up has made that was not taken back yet, and nothing else: what is removed stands in the run's journal,
 * and how stands in the recipe that was kept with it. Blocks; worker threads only. A read-only lab refuses, a critical one asks for its name.
 */
public final class RecipeUndo {

    private final LabSession session;
    private final SetupBooks books;
    private final GuardCheck guard;
    private final LabRuns runs;

    /** The undo of the session's lab. @param guard asked before the lab is changed */
    public RecipeUndo(LabSession session, SetupBooks books, GuardCheck guard) {
        this.session = session;
        this.books = books;
        this.guard = guard;
        this.runs = books.runsOf(session.lab());
    }

    /** What {@link #undo} would take back now; nothing when no run has made anything that is still there. */
    public Optional<UndoPreview> preview() throws FailureException {
        Optional<Runs.Summary> last = runs.undoable();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        Plan plan = plan(last.get());
        try (Journal journal = Journal.open(last.get().journal())) {
            return Optional.of(UndoPreview.of(last.get(), journal, plan));
        }
    }

    /** The run's own plan: all of its steps as the recipe had them then. */
    private Plan plan(Runs.Summary run) throws FailureException {
        RecipeRequest request = runs.request(run);
        Answers answers = request.answersFor(session.lab());
        Set<String> parts = new LinkedHashSet<>(request.parts());
        if (parts.isEmpty()) {
            answers.parts().stream().map(RecipePart::id).forEach(parts::add);
        }
        Ground ground = new Ground(session);
        Plan plan = new RecipePlanner(answers, books.kinds(), ground, session.secrets()).plan(run.plan(), "Undo the set-up of " + session.lab().name(), parts, Map.of()).plan();
        Installation.remember(ground, Journal.read(run.journal()), id -> plan.step(id).map(Step::where).orElse(""));
        return plan;
    }

    /**
     * Takes it back, newest first.
     *
     * @throws FailureException NOT_FOUND when no run of this lab has made anything
     */
    public RunResult undo(Task task, RunListener listener) throws FailureException {
        Optional<Runs.Summary> last = runs.undoable();
        if (last.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "undoing the set-up", session.lab().name(), "",
                    "No run of this lab's set-up has made anything that is still there.", ""));
        }
        Plan plan = plan(last.get());
        UndoPreview preview;
        try (Journal journal = Journal.open(last.get().journal())) {
            preview = UndoPreview.of(last.get(), journal, plan);
        }
        guard.allow(session.lab(), "Takes back what the set-up of " + session.lab().name() + " has made: " + String.join(" ", preview.sentences()));
        try (Journal journal = Journal.open(last.get().journal())) {
            return new Runner(1).undo(plan, journal, task, listener);
        }
    }
}
