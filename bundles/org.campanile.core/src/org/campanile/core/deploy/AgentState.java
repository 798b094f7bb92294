package org.campanile.core.deploy;

/** What is known of a unit's agent. */
public enum AgentState {
    /** Nobody asks it. */ NOT_EXPECTED("Not expected"),
    /** Its server is not up yet. */ WAITING("Waiting"),
    /** A probe was sent; no answer yet. */ ASKED("Asked"),
    /** It consumes its queue, seen without asking it. */ LISTENING("Listening"),
    /** It answered. */ ANSWERING("Answering"),
    /** It answered with an error. */ FAILED("Failed"),
    /** It did not answer in time, or nobody consumes its queue. */ SILENT("Silent");

    private final String label;

    AgentState(String label) {
        this.label = label;
    }

    /** The word shown to the user. */
    public String label() {
        return label;
    }
}
