package org.campanile.ui.checks;

import org.campanile.core.check.Severity;
import org.campanile.ui.State;

/** Which state's look a severity has. */
final class Severities {

    private Severities() {
    }

    static State state(Severity severity) {
        return switch (severity) {
            case OK -> State.GOOD;
            case INFO -> State.UNKNOWN;
            case WARNING -> State.ATTENTION;
            case ERROR, BLOCKER -> State.FAILED;
        };
    }
}
