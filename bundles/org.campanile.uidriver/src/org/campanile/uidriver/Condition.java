package org.campanile.uidriver;

/** Something a test waits for. */
public interface Condition {

    /** Whether it is so now; called off the UI thread, many times. */
    boolean test();

    /** What was waited for, for the message when it does not come. */
    String description();
}
