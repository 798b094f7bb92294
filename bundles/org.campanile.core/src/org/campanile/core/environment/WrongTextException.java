package org.campanile.core.environment;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** A text that is refused, with the line that is wrong, so that an editor can go there. */
public final class WrongTextException extends FailureException {

    private static final long serialVersionUID = 1L;

    private final int line;

    WrongTextException(Failure failure, int line) {
        super(failure);
        this.line = line;
    }

    /** Number of the line, the first is 1; 0 when it is none in particular. */
    public int line() {
        return line;
    }
}
