package org.campanile.core.deploy;

/** What is known of a unit's agent. */
public enum AgentState {
    /** Nobody asks it. */ NOT_EXPECTED,
    /** Its server is not up yet. */ WAITING,
    /** A probe was sent; no answer yet. */ ASKED,
    /** It consumes its queue, seen without asking it. */ LISTENING,
    /** It answered. */ ANSWERING,
    /** It answered with an error. */ FAILED,
    /** It did not answer in time, or nobody consumes its queue. */ SILENT
}
