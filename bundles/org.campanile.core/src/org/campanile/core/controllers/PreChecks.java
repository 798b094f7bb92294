package org.campanile.core.controllers;

import java.util.Optional;

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

    /**
     * The server's own verdict, which names one reason, beside all that the rules find here.
     *
     * @param server what the server answered
     * @param local what the rules found in the snapshot
     */
    public record Verdict(CommandResult server, PreCheck local) {

        /** Whether the server allows it. */
        public boolean allowed() {
            return server instanceof CommandResult.Accepted;
        }

        /** Why server and rules disagree, one sentence; empty when they agree or the server gave no verdict. */
        public Optional<String> disagreement() {
            if (server instanceof CommandResult.Accepted && !local.allowed()) {
                return Optional.of("The server allows it although a finding speaks against it: its state has changed since it was read, or "
                        + "the finding rests on data the API does not give.");
            }
            if (server instanceof CommandResult.Refused no && local.findings().stream().noneMatch(f -> f.text().equals(no.reason()))) {
                return Optional.of("The server gives a reason that is not found here: its state has changed since it was read, or the reason "
                        + "rests on data the API does not give.");
            }
            return Optional.empty();
        }
    }

    private final ServiceManager manager;
    private final PreCheckRules swactRules;
    private final LockRules lockRules = new LockRules();

    /** Pre-checks of one system. */
    public PreChecks(ServiceManager manager, PreCheckRules swactRules) {
        this.manager = manager;
        this.swactRules = swactRules;
    }

    /** Would a swact away from {@code host} be allowed? The rules look at {@code snapshot}. */
    public Verdict swact(String host, SystemSnapshot snapshot, Task task) throws FailureException {
        CommandResult server = manager.command(host, Command.swactPreCheck(), task);
        Boolean inSync = null;
        if (server instanceof CommandResult.Accepted && manager.profile().strictUsm()) {
            inSync = Boolean.TRUE;
        } else if (server instanceof CommandResult.Refused no && no.reason().startsWith("Deployment data")) {
            inSync = Boolean.FALSE;
        }
        return new Verdict(server, swactRules.swact(host, snapshot, inSync));
    }

    /** Would locking {@code host} take away the last provider of a service? The rules look at {@code snapshot}. */
    public Verdict lock(String host, SystemSnapshot snapshot, Task task) throws FailureException {
        return new Verdict(manager.command(host, Command.lockPreCheck(), task), lockRules.lock(host, snapshot));
    }
}
