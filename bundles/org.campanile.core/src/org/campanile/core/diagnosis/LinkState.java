package org.campanile.core.diagnosis;

/** How a link of the chain is. */
public enum LinkState {
    /** It holds. */ GOOD("Good"),
    /** It holds, but something about it should be known. */ ATTENTION("Attention"),
    /** It broke. */ BROKEN("Broken"),
    /** It could not be looked at, because of a link before it. */ UNKNOWN("Not known"),
    /** This lab or environment does without it. */ ABSENT("Not part of it");

    private final String label;

    LinkState(String label) {
        this.label = label;
    }

    /** The words shown to the user. */
    public String label() {
        return label;
    }
}
