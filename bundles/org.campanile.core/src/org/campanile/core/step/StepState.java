package org.campanile.core.step;

/** Where a step of a run is. */
public enum StepState {
    /** Others come first. */ WAITING("Waiting", false),
    /** It looks whether it is done. */ PROBING("Looking", false),
    /** It is being applied. */ APPLYING("Applying", false),
    /** It is being proven. */ VERIFYING("Verifying", false),
    /** It is being undone. */ UNDOING("Undoing", false),
    /** Applied and proven by this run. */ DONE("Done", true),
    /** There was nothing to do. */ EXISTED("Was there", true),
    /** It failed. */ FAILED("Failed", true),
    /** A step before it failed. */ SKIPPED("Skipped", true),
    /** The user cancelled before its end. */ CANCELLED("Cancelled", true),
    /** It was left out, by the user or because it waits for what others provide. */ LEFT_OUT("Left out", true),
    /** Taken back. */ UNDONE("Undone", true),
    /** It cannot be taken back by itself, so what it made stays. */ STAYS("Stays", true);

    private final String label;
    private final boolean end;

    StepState(String label, boolean end) {
        this.label = label;
        this.end = end;
    }

    /** The word shown to the user. */
    public String label() {
        return label;
    }

    /** Whether nothing follows in this run. */
    public boolean isEnd() {
        return end;
    }
}
