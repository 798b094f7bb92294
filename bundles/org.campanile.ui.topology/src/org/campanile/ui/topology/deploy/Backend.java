package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.deploy.watch.RunRecord;

/** Who deploys. */
public enum Backend {

    /** Our own: Heat, and execution plans to the agents. */
    CONDUCTOR(Messages.conductor, RunHistory.CONDUCTOR),
    /** The lab's Murano service. */
    MURANO(Messages.murano, RunHistory.MURANO);

    private final String label;
    private final String kept;

    Backend(String label, String kept) {
        this.label = label;
        this.kept = kept;
    }

    /** The words on screen. */
    public String label() {
        return label;
    }

    /** The word for it in what is kept of a run. */
    String kept() {
        return kept;
    }

    /** Who deployed in a run. */
    static Backend ofRun(RunRecord run) {
        return run.by().equals(RunHistory.MURANO) ? MURANO : CONDUCTOR;
    }
}
