package org.campanile.core.controllers;

import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The way a command takes to the system. Blocks; worker threads only. */
public interface ActionRoute {

    /** What it is called in a sentence. */
    String name();

    /** What going this way means, compared with the other one; one sentence. */
    String means(NodeAction action);

    /**
     * Sends the command, once.
     *
     * @param avail availability of the node now
     * @throws FailureException when cancelled before anything was sent
     */
    CommandResult send(NodeAction action, String host, String avail, Task task) throws FailureException;

    /** Straight to Service Manager. */
    static ActionRoute direct(ServiceManager manager) {
        return new ActionRoute() {
            @Override
            public String name() {
                return "Service Manager";
            }

            @Override
            public String means(NodeAction action) {
                return switch (action) {
                    case SWACT, SWACT_FORCE -> "It goes straight to Service Manager; the inventory's own checks (configuration, storage, applications being "
                            + "applied) are passed over and its host task does not show it.";
                    case LOCK, UNLOCK -> "It goes straight to Service Manager; inventory and maintenance are not told and go on showing the host as before, "
                            + "and it is neither rebooted nor configured.";
                };
            }

            @Override
            public CommandResult send(NodeAction action, String host, String avail, Task task) throws FailureException {
                return manager.command(host, action.command(avail), task);
            }
        };
    }
}
