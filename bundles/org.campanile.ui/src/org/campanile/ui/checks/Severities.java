package org.campanile.ui.checks;

import org.campanile.core.check.Severity;
import org.campanile.ui.Icons;
import org.campanile.ui.State;
import org.campanile.ui.Theme;
import org.eclipse.swt.graphics.Image;

/** Which look a severity has: a state's, but for what is merely worth knowing. */
public final class Severities {

    private Severities() {
    }

    /**
     * The picture of a severity. UI thread only.
     *
     * @param stale whether that was seen an earlier time and is looked at again
     */
    public static Image image(Icons icons, Severity severity, boolean stale) {
        return severity == Severity.INFO ? icons.image("info", stale ? Theme.Tone.MUTED : Theme.Tone.CHANGING, 16) : icons.state(state(severity), stale, 16);
    }

    static State state(Severity severity) {
        return switch (severity) {
            case OK -> State.GOOD;
            case INFO -> State.CHANGING;
            case WARNING -> State.ATTENTION;
            case ERROR, BLOCKER -> State.FAILED;
        };
    }
}
