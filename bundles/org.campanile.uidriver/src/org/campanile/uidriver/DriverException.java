package org.campanile.uidriver;

/** A widget was not found, or not in time; the message names what was looked for or waited for and what was there instead. */
public final class DriverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a message for the test's log. */
    public DriverException(String message) {
        super(message);
    }

    /** With the exception that was behind it. */
    public DriverException(String message, Throwable cause) {
        super(message, cause);
    }
}
