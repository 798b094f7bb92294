package org.campanile.core.controllers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.servicemanager.Command;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Asks whether an action would be allowed, the server and the rules here side by side, and changes nothing (protocol document "Service
 * Manager", sections 6, 8 and 9). Blocks; worker threads only.
 */
public final class PreChecks {

    private final ServiceManager manager;

    /** Pre-checks of one system. */
    public PreChecks(ServiceManager manager) {
        this.manager = manager;
    }

    /** Reads the system, then asks about {@code action}. */
    public ActionVerdict fresh(NodeAction action, String host, Task task) throws FailureException {
        SystemSnapshot now = SystemSnapshot.of(manager.profile().name(), manager.read(null, task), Instant.now());
        return verdict(action, host, now, task);
    }

    /** Asks the server where it can be asked; the rules look at {@code snapshot}. A node that is not in it gets no question. */
    public ActionVerdict verdict(NodeAction action, String host, SystemSnapshot snapshot, Task task) throws FailureException {
        CommandResult server = !snapshot.lookOnly().isEmpty() || !action.checked() ? null
                : manager.command(host, action == NodeAction.SWACT ? Command.swactPreCheck() : Command.lockPreCheck(), task);
        return verdict(action, host, snapshot, server, manager.profile().strictUsm());
    }

    /** What the rules alone say; for captured systems, and for looking without asking. */
    public static ActionVerdict offline(NodeAction action, String host, SystemSnapshot snapshot) {
        return verdict(action, host, snapshot, null, false);
    }

    private static ActionVerdict verdict(NodeAction action, String host, SystemSnapshot snapshot, CommandResult server, boolean strict) {
        PreCheck local = switch (action) {
            case SWACT, SWACT_FORCE -> swact(host, snapshot, server, strict);
            case LOCK -> new LockRules().lock(host, snapshot);
            case UNLOCK -> new PreCheck("unlock", host, List.of(), java.util.Optional.empty(), List.of());
        };
        return new ActionVerdict(action, host, snapshot, server, new PreCheck(action.word(), host, local.findings(), local.first(),
                unknown(action, local)), WhatIf.action(action, host, snapshot), Instant.now());
    }

    private static PreCheck swact(String host, SystemSnapshot snapshot, CommandResult server, boolean strict) {
        Boolean inSync = null;
        if (server instanceof CommandResult.Accepted && strict) {
            inSync = Boolean.TRUE;
        } else if (server instanceof CommandResult.Refused no && no.reason().startsWith("Deployment data")) {
            inSync = Boolean.FALSE;
        }
        PreCheckRules rules = snapshot.tables() == null || snapshot.tables().members().isEmpty() ? new PreCheckRules()
                : new PreCheckRules(snapshot.tables());
        return rules.swact(host, snapshot, inSync);
    }

    private static List<String> unknown(NodeAction action, PreCheck local) {
        List<String> all = new ArrayList<>(local.unknown());
        switch (action) {
            case SWACT_FORCE -> all.add("Service Manager does not look before a forced swact: whatever is found here, it goes on.");
            case UNLOCK -> all.add("Service Manager does not look before an unlock.");
            case SWACT, LOCK -> {
                // the server looks before these
            }
        }
        return all;
    }
}
