package org.campanile.core.check;

/** How much a finding matters, from harmless to fatal; the natural order is the order of weight. */
public enum Severity {
    /** Looked at and in order. */ OK("OK"),
    /** Worth knowing, nothing to do. */ INFO("Info"),
    /** Works, but not as it should, or not for long. */ WARNING("Warning"),
    /** Something the user wants will fail. */ ERROR("Error"),
    /** Nothing can be begun until this is solved. */ BLOCKER("Blocker");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** The word shown to the user. */
    public String label() {
        return label;
    }

    /** Whether somebody should do something: warning and above. */
    public boolean isProblem() {
        return compareTo(WARNING) >= 0;
    }

    /** Whether the job it belongs to fails because of it: error and above. */
    public boolean isFailure() {
        return compareTo(ERROR) >= 0;
    }

    /** The heavier of the two. */
    public Severity or(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
