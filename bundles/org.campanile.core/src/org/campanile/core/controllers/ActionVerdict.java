package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.servicemanager.CommandResult;

/**
 * All that is known before an action: the server's verdict, which names one reason, beside all that the rules find in the same data, and what would
 * become of the groups. It has an age; an action takes it as it is while it is young and asks again otherwise. A value.
 *
 * @param action what is asked
 * @param host controller it is asked for
 * @param snapshot the data the rules looked at
 * @param server the server's verdict; {@code null} for an action that it does not check
 * @param local what the rules found
 * @param impact what would become of the groups
 * @param at when the server was asked
 */
public record ActionVerdict(NodeAction action, String host, SystemSnapshot snapshot, CommandResult server, PreCheck local, WhatIf impact,
        Instant at) {

    private static final String SYNC = "Deployment data";

    /** Whether nothing hinders it: the server allows it, or does not look and the node is one that can be acted on. */
    public boolean allowed() {
        return hindrance().isEmpty() && (server == null || server instanceof CommandResult.Accepted);
    }

    /** Why the action makes no sense on this node, one sentence; empty when it does. */
    public Optional<String> hindrance() {
        if (!snapshot.lookOnly().isEmpty()) {
            return Optional.of(snapshot.lookOnly());
        }
        if (action.swacts() && snapshot.active().isPresent() && !snapshot.active().get().equals(host)) {
            return Optional.of(host + " is not the active controller, so it has nothing to hand over. Swact " + snapshot.active().get()
                    + " instead.");
        }
        String admin = snapshot.node(host).map(n -> n.admin()).orElse("");
        if (action == NodeAction.LOCK && admin.equals("locked")) {
            return Optional.of(host + " is locked already.");
        }
        return action == NodeAction.UNLOCK && admin.equals("unlocked") ? Optional.of(host + " is unlocked already.") : Optional.empty();
    }

    /** The findings that are about data the server looks at but the API gives; what forced actions pass over. */
    public List<PreCheckFinding> findings() {
        return local.findings();
    }

    /** How long ago the server was asked. */
    public Duration age(Instant now) {
        Duration age = Duration.between(at, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Why server and rules disagree, one sentence; empty when they agree or the server gave no verdict. */
    public Optional<String> disagreement() {
        if (server instanceof CommandResult.Accepted && !local.allowed()) {
            boolean certain = local.findings().stream().anyMatch(PreCheckFinding::certain);
            return Optional.of("The server allows it although a finding speaks against it: " + (certain
                    ? "its state has changed since it was read." : "the finding rests on " + (action == NodeAction.LOCK
                            ? "which services run on " + host + ", which only its own sm-api tells." : "the redundancy of a group, which the API does not give.")));
        }
        if (!(server instanceof CommandResult.Refused no) || local.findings().stream().anyMatch(f -> f.text().equals(no.reason()))) {
            return Optional.empty();
        }
        List<String> why = new ArrayList<>();
        if (no.reason().startsWith(SYNC)) {
            why.add("the state of the software deployment is not given by the API; a server of the strict generation says so too when its deployment "
                    + "service gives no usable answer, a later one does not");
        } else {
            why.add("its state has changed since it was read, or the reason rests on data the API does not give");
        }
        return Optional.of("The server gives a reason that is not found here: " + why.get(0) + ".");
    }
}
