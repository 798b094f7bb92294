package org.campanile.core.task;

/** An expected failure on its way to whoever can tell the user. Unexpected ones stay runtime exceptions. */
public class FailureException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** Wraps a failure. */
    public FailureException(Failure failure) {
        this(failure, null);
    }

    /** Wraps a failure and keeps the exception it was read from for the details; that exception must not carry a secret. */
    public FailureException(Failure failure, Throwable cause) {
        super(failure.headline(), cause);
        this.failure = failure;
    }

    /** What went wrong. */
    public Failure failure() {
        return failure;
    }

    /** The failure of a task that the user cancelled. */
    public static FailureException cancelled(String doing) {
        return new FailureException(new Failure(Failure.Kind.CANCELLED, doing, "", "", "Cancelled.", ""));
    }
}
