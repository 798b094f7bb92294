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
import org.eclipse.osgi.util.NLS;

/** What a pre-check found, in words and as findings. Pure. */
final class SwactWords {

    /** Id of the check that the pre-check is in the Checks view. */
    static final String RULE = "controllers.swact";

    private SwactWords() {
    }

    /** The action in a sentence: "swact of controller-0". */
    static String named(NodeAction action, String host) {
        return switch (action) {
            case SWACT -> NLS.bind(Messages.swactOf, host);
            case SWACT_FORCE -> NLS.bind(Messages.forcedSwactOf, host);
            case LOCK -> NLS.bind(Messages.lockOf, host);
            case UNLOCK -> NLS.bind(Messages.unlockOf, host);
        };
    }

    /** What the server says. */
    private static String server(CommandResult result) {
        return switch (result) {
            case CommandResult.Accepted yes -> Messages.allowed;
            case CommandResult.Refused no -> NLS.bind(Messages.refuses, no.reason());
            case CommandResult.Uncertain unsure -> unsure.why();
            case CommandResult.Failed failed -> NLS.bind(Messages.noVerdict, failed.failure().meaning());
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
        return result == null ? Messages.checkedByNobody : server(result);
    }

    /** What the rules here say. */
    static String rules(Asked asked) {
        int n = asked.verdict().local().findings().size();
        return n == 0 ? Messages.nothingAgainst : n == 1 ? Messages.oneFinding : NLS.bind(Messages.findings, n);
    }

    /** The pre-check as a check for the engine and its view. */
    static Check check(ControllerSystem system, NodeAction action, String host) {
        return Check.of(RULE, action.on(host), system.name(), java.time.Duration.ofSeconds(60), task -> findings(Asked.now(system, action, host, task)));
    }

    private static List<Finding> findings(Asked asked) {
        List<Finding> all = new ArrayList<>();
        String subject = asked.host();
        String what = named(asked.action(), subject);
        asked.verdict().hindrance().ifPresent(why -> all.add(Finding.of(Severity.BLOCKER, subject, why)));
        all.add(switch (asked.verdict().server()) {
            case null -> Finding.of(Severity.INFO, subject, NLS.bind(Messages.serverGivesNoVerdict, what));
            case CommandResult.Accepted yes -> Finding.ok(subject, NLS.bind(Messages.serverAllows, what));
            case CommandResult.Refused no -> Finding.of(Severity.BLOCKER, subject, NLS.bind(Messages.serverRefuses, no.reason()))
                    .withCause(Messages.serverNamesFirstReason).withImpact(NLS.bind(Messages.wouldNotBegin, what)).withFix(Messages.seeToFindings);
            case CommandResult.Uncertain unsure -> Finding.of(Severity.WARNING, subject, unsure.why());
            case CommandResult.Failed failed -> Finding.failed(Severity.ERROR, failed.failure());
        });
        all.addAll(asked.verdict().local().asFindings());
        asked.verdict().disagreement().ifPresent(why -> all.add(Finding.of(Severity.WARNING, subject, Messages.disagreement).withCause(why)
                .withFix(Messages.checkAgainFirst)));
        asked.verdict().local().unknown().forEach(u -> all.add(Finding.of(Severity.INFO, subject, u)));
        return all;
    }
}
