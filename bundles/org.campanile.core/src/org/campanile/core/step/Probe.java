package org.campanile.core.step;

import org.campanile.core.task.Failure;

/** What a step found when it looked whether it is done already. */
public sealed interface Probe {

    /** Nothing to do. {@code detail} says what was found. */
    record Done(String detail) implements Probe {
    }

    /**
     * To be applied.
     *
     * @param detail what is missing or differs, one sentence
     * @param change false when something new will be made
     * @param preview what exactly will change, lines of any number without secrets: a unified diff ({@link org.campanile.core.file.TextDiff}), or before
     *        and after; empty when the step's sentence says it all
     */
    record Needed(String detail, boolean change, String preview) implements Probe {
    }

    /** Cannot be applied, and why. */
    record Blocked(Failure why) implements Probe {
    }

    /**
     * It cannot be done now, which is no fault of the set-up: something that others provide is not there yet. The run leaves the step out and says so; the
     * next run looks again.
     *
     * @param what is waited for, a sentence
     */
    record Waits(String what) implements Probe {
    }

    /** Nothing to do. */
    static Probe done(String detail) {
        return new Done(detail);
    }

    /** Something is missing and will be made. */
    static Probe make(String detail) {
        return new Needed(detail, false, "");
    }

    /** Something is there and differs, and will be changed. */
    static Probe change(String detail) {
        return new Needed(detail, true, "");
    }

    /** Something is missing and will be made; {@code preview} shows what. */
    static Probe make(String detail, String preview) {
        return new Needed(detail, false, preview);
    }

    /** Something is there and differs; {@code preview} shows the difference. */
    static Probe change(String detail, String preview) {
        return new Needed(detail, true, preview);
    }

    /** Cannot be done until something is there that others provide. */
    static Probe waits(String what) {
        return new Waits(what);
    }

    /** Cannot be applied. */
    static Probe blocked(Failure why) {
        return new Blocked(why);
    }
}
