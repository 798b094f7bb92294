package org.campanile.core.controllers;

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
    private final PreCheckRules swactRules;
    private final LockRules lockRules = new LockRules();

    /** Pre-checks of one system. */
    public PreChecks(ServiceManager manager, PreCheckRules swactRules) {
        this.manager = manager;
        this.swactRules = swactRules;
    }

    /** Would a swact away from {@code host} be allowed? The rules look at {@code snapshot}. */
    public SwactAction.Verdict swact(String host, SystemSnapshot snapshot, Task task) throws FailureException {
        CommandResult server = manager.command(host, Command.swactPreCheck(), task);
        Boolean inSync = null;
        if (server instanceof CommandResult.Accepted && manager.profile().strictUsm()) {
            inSync = Boolean.TRUE;
        } else if (server instanceof CommandResult.Refused no && no.reason().startsWith("Deployment data")) {
            inSync = Boolean.FALSE;
        }
        return new SwactAction.Verdict(server, swactRules.swact(host, snapshot, inSync));
    }

    /** Would locking {@code host} take away the last provider of a service? The rules look at {@code snapshot}. */
    public SwactAction.Verdict lock(String host, SystemSnapshot snapshot, Task task) throws FailureException {
        return new SwactAction.Verdict(manager.command(host, Command.lockPreCheck(), task), lockRules.lock(host, snapshot));
    }
}
