package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.StepProgress;
import org.campanile.ui.State;

/** Shape and word of a step's state. */
final class StepStates {

    private StepStates() {
    }

    static State state(StepProgress.State state) {
        return switch (state) {
            case WAITING -> State.UNKNOWN;
            case RUNNING -> State.CHANGING;
            case DONE -> State.GOOD;
            case FAILED -> State.FAILED;
            case WARNED -> State.ATTENTION;
            case SKIPPED -> State.OFF;
        };
    }

    static String word(StepProgress.State state) {
        return switch (state) {
            case WAITING -> Messages.waiting;
            case RUNNING -> Messages.underWay;
            case DONE -> Messages.done;
            case FAILED -> Messages.failed;
            case WARNED -> Messages.failedOnlyAWarning;
            case SKIPPED -> Messages.notDone;
        };
    }
}
