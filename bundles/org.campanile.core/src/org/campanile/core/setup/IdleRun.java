package org.campanile.core.setup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.history.Event;
import org.campanile.core.history.History;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Ends an interrupted run that has nothing left to do: it died between its last step and its end, or what it lacked was done otherwise. It counts as
 * done then and nobody is asked about it any more; what it made can still be taken back. Stateless; blocks, so worker threads only.
 */
public final class IdleRun {

    private IdleRun() {
    }

    /**
     * Looks what the lab's interrupted run has left to do, as it was asked for then, and ends it when that is nothing. The lab itself is not changed.
     *
     * @param history folder of the history, which gets a line
     * @return the run that was ended; empty when none was interrupted or something is left
     * @throws FailureException when it cannot be looked at, or CONFLICT when another program works on that run
     */
    public static Optional<Runs.Summary> end(LabSession session, SetupBooks books, Path history, Task task) throws FailureException {
        LabRuns runs = books.runsOf(session.lab());
        Optional<Runs.Summary> left = runs.interrupted();
        if (left.isEmpty()) {
            return left;
        }
        RecipeSetup setup = new RecipeSetup(session, runs.request(left.get()), session.secrets(), books, new GuardCheck(session.questions()));
        return end(session.lab(), books, left, setup.preview(task), history);
    }

    /** The same for a run whose plan was looked at already. @param seen what was found */
    public static Optional<Runs.Summary> end(Lab lab, SetupBooks books, Optional<Runs.Summary> left, PlanReport seen, Path history) throws FailureException {
        if (left.isEmpty() || !seen.nothingToDo()) {
            return Optional.empty();
        }
        Runs.Summary run = left.get();
        books.runs().end(run, "nothing was left to do");
        try (History records = History.open(history)) {
            records.add(new Event(Instant.now(), lab.id(), Event.Kind.RUN, "setup", "done", "The set-up of " + lab.name() + " that was begun at " + run.started()
                    + " and interrupted has nothing left to do, and was ended.", Map.of("steps", seen.summary())));
            records.flush();
        }
        return left;
    }
}
