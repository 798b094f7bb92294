package org.campanile.ui.topology.deploy;

/** Who deploys. */
public enum Backend {

    /** Our own: Heat, and execution plans to the agents. */
    CONDUCTOR("Conductor"),
    /** The lab's Murano service. */
    MURANO("Murano");

    private final String label;

    Backend(String label) {
        this.label = label;
    }

    /** The words on screen. */
    public String label() {
        return label;
    }
}
