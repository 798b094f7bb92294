package org.campanile.core.step;

import org.campanile.core.task.Failure;

/** What a step found when it looked whether it is done already. */
public sealed interface Probe {

    /** Nothing to do. {@code detail} says what was found. */
    record Done(String detail) implements Probe {
    }

    /** To be applied. {@code detail} says what is missing or differs; {@code change} is false when something new will be made. */
    record Needed(String detail, boolean change) implements Probe {
    }

    /** Cannot be applied, and why. */
    record Blocked(Failure why) implements Probe {
    }

    /** Nothing to do. */
    static Probe done(String detail) {
        return new Done(detail);
    }

    /** Something is missing and will be made. */
    static Probe make(String detail) {
        return new Needed(detail, false);
    }

    /** Something is there and differs, and will be changed. */
    static Probe change(String detail) {
        return new Needed(detail, true);
    }

    /** Cannot be applied. */
    static Probe blocked(Failure why) {
        return new Blocked(why);
    }
}
