package org.campanile.ui.controllers.swact;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.check.Check;
import org.campanile.core.check.Finding;
import org.campanile.core.check.Severity;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.ui.State;
import org.campanile.ui.controllers.live.ControllerSystem;

/** What a pre-check found, in words and as findings. Pure. */
final class SwactWords {

    /** Id of the check that the pre-check is in the Checks view. */
    static final String RULE = "controllers.swact";

    private SwactWords() {
    }

    /** What the server says. */
    private static String server(CommandResult result) {
        return switch (result) {
            case CommandResult.Accepted yes -> "Would allow it.";
            case CommandResult.Refused no -> "Refuses: " + no.reason();
            case CommandResult.Uncertain unsure -> unsure.why();
            case CommandResult.Failed failed -> "Gave no verdict: " + failed.failure().meaning();
        };
    }

    /** Its shape. */
    static State serverState(CommandResult result) {
        return switch (result) {
            case null -> State.UNKNOWN;
            case CommandResult.Accepted yes -> State.GOOD;
            case CommandResult.Refused no -> State.FAILED;
            case CommandResult.Uncertain unsure -> State.UNKNOWN;
            case CommandResult.Failed failed -> State.UNKNOWN;
        };
    }

    /** What the server says, {@code null} standing for an action it does not look at. */
    static String said(CommandResult result) {
        return result == null ? "Does not look before this." : server(result);
    }

    /** What the rules here say. */
    static String rules(Asked asked) {
        int n = asked.verdict().local().findings().size();
        return n == 0 ? "Nothing speaks against it." : n == 1 ? "One finding speaks against it." : n + " findings speak against it.";
    }

    /** The pre-check as a check for the engine and its view. */
    static Check check(ControllerSystem system, NodeAction action, String host) {
        return Check.of(RULE, action.on(host), system.name(), java.time.Duration.ofSeconds(60), task -> findings(Asked.now(system, action, host, task)));
    }

    private static List<Finding> findings(Asked asked) {
        List<Finding> all = new ArrayList<>();
        String subject = asked.host();
        String what = asked.action().word() + " of " + subject;
        asked.verdict().hindrance().ifPresent(why -> all.add(Finding.of(Severity.BLOCKER, subject, why)));
        all.add(switch (asked.verdict().server()) {
            case null -> Finding.of(Severity.INFO, subject, "Service Manager gives no verdict on " + what + ".");
            case CommandResult.Accepted yes -> Finding.ok(subject, "Service Manager would allow a " + what + ".");
            case CommandResult.Refused no -> Finding.of(Severity.BLOCKER, subject, "Service Manager refuses: " + no.reason())
                    .withCause("This is the server's own verdict; it names only the first reason.")
                    .withImpact("A " + what + " would not begin.").withFix("See to the findings below, then check again.");
            case CommandResult.Uncertain unsure -> Finding.of(Severity.WARNING, subject, unsure.why());
            case CommandResult.Failed failed -> Finding.failed(Severity.ERROR, failed.failure());
        });
        all.addAll(asked.verdict().local().asFindings());
        asked.verdict().disagreement().ifPresent(why -> all.add(Finding.of(Severity.WARNING, subject, "Server and rules disagree.").withCause(why)
                .withFix("Check again.")));
        asked.verdict().local().unknown().forEach(u -> all.add(Finding.of(Severity.INFO, subject, u)));
        return all;
    }
}
