package org.campanile.ui.setup.diagnosis;

import org.campanile.core.diagnosis.GuidedSearch;
import org.campanile.core.diagnosis.LinkState;
import org.campanile.ui.State;

/** Which shape stands for which state. Pure. */
final class States {

    private States() {
    }

    static State of(LinkState state) {
        return switch (state) {
            case GOOD -> State.GOOD;
            case ATTENTION -> State.ATTENTION;
            case BROKEN -> State.FAILED;
            case UNKNOWN -> State.UNKNOWN;
            case ABSENT -> State.OFF;
        };
    }

    static State of(GuidedSearch.State state) {
        return switch (state) {
            case WAITING -> State.UNKNOWN;
            case RUNNING -> State.CHANGING;
            case DONE -> State.GOOD;
            case FAILED -> State.FAILED;
            case SKIPPED -> State.OFF;
        };
    }

    static String word(GuidedSearch.State state) {
        return switch (state) {
            case WAITING -> Messages.waiting;
            case RUNNING -> Messages.running;
            case DONE -> Messages.done;
            case FAILED -> Messages.failed;
            case SKIPPED -> Messages.leftOut;
        };
    }
}
