package org.campanile.core.step;

import java.util.List;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Follows a run. Called on the runner's threads, for different steps at the same time; has to return quickly. */
public interface RunListener {

    /**
     * A change that was made or tried, for the audit log.
     *
     * @param step id of the step
     * @param title of the step
     * @param what was changed, the step's sentence; for undo that it was taken back
     * @param commands the equivalent ones
     * @param result {@code "done"}, or what went wrong
     */
    record Change(String step, String title, String what, List<String> commands, String result) {

        public Change {
            commands = List.copyOf(commands);
        }
    }

    /** A step is somewhere else; {@code detail} says more and may be empty. */
    default void state(String step, StepState state, String detail) {
    }

    /** A step got further; {@code total} is negative when not known. */
    default void progress(String step, String doing, long done, long total) {
    }

    /** Why a step is going to be {@link StepState#FAILED}, which is told next with no more than the headline. */
    default void failed(String step, Failure failure) {
    }

    /** Why a run does not go on by itself. */
    enum Hold {
        /** It goes on. */ NO,
        /** The user has paused it. */ PAUSED,
        /** Steps have failed, and it waits for the user to say what to do with them. */ FAILED
    }

    /** The run waits for the user, or goes on. */
    default void held(Hold hold) {
    }

    /** A line of a step's output. */
    default void line(String step, String text) {
    }

    /**
     * A change was made or tried. After a kill in the wrong moment the same change may be told again, never not at all.
     *
     * @throws FailureException when it could not be recorded; the step then counts as failed, and goes on from there in the next run
     */
    void changed(Change change) throws FailureException;

    /** Nobody follows, and nothing is recorded: for tests and for plans that change no lab. */
    static RunListener nobody() {
        return change -> {
        };
    }
}
