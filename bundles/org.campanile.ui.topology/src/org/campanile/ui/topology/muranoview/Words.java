package org.campanile.ui.topology.muranoview;

import org.campanile.core.murano.MuranoDeployment;
import org.campanile.ui.State;

/** Murano's words as the window shows them. Pure functions. */
final class Words {

    private Words() {
    }

    /** The shape of an environment's, session's or service's status; words that are not known stay words. */
    static State state(String status) {
        return switch (status) {
            case "ready", "deployed", "success" -> State.GOOD;
            case "pending", "open", "opened" -> State.ATTENTION;
            case "deploying", "deleting", "running" -> State.CHANGING;
            default -> status.contains("fail") || status.contains("error") ? State.FAILED : status.contains("deploy") ? State.CHANGING : State.UNKNOWN;
        };
    }

    static State state(MuranoDeployment deployment) {
        return deployment.failed() ? State.FAILED : deployment.running() ? State.CHANGING : State.GOOD;
    }

    /** Later releases say "success" of some that failed. */
    static String words(MuranoDeployment deployment) {
        return deployment.failed() && deployment.state().equals("success") ? Messages.failed : deployment.state();
    }

    static State level(String level) {
        return switch (level) {
            case "error" -> State.FAILED;
            case "warning" -> State.ATTENTION;
            case "info" -> State.GOOD;
            default -> State.UNKNOWN;
        };
    }

    /** A database's time: seconds are enough. */
    static String time(String told) {
        return told.replace('T', ' ').replaceFirst("\\.\\d+$", "");
    }
}
