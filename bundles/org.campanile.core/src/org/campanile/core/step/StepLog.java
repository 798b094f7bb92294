package org.campanile.core.step;

import java.util.List;

import org.campanile.core.task.FailureException;

/** The journal as a step sees it while it is applied. Each call is on disk when it returns. Thread-safe. */
public interface StepLog {

    /**
     * Notes a thing right before it is made. Needed when the step alone chooses how the thing is found again: if the program dies after making
     * it, undo and the next run still know of it.
     *
     * @throws FailureException of kind LOCAL when it cannot be written; the step then has to stop before making anything
     */
    void intend(Made thing) throws FailureException;

    /** Notes a thing right after it was made or changed. */
    void made(Made thing) throws FailureException;

    /** What earlier, interrupted applications of this step in this run have intended and made, oldest first. */
    List<Made> earlier();

    /** A line for the live output; it is not kept. */
    void line(String text);
}
