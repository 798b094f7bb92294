package org.campanile.core.controllers;

import java.util.List;
import java.util.Optional;

import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.servicemanager.CommandResult;
import org.campanile.core.servicemanager.RawExchange;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Through the inventory API, as a system's admins act (protocol document "Service Manager", section 14). */
public final class InventoryRoute implements ActionRoute {

    private final Inventory inventory;

    /** The way through that inventory. */
    public InventoryRoute(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public String name() {
        return "the inventory API";
    }

    @Override
    public String means(NodeAction action) {
        return switch (action) {
            case SWACT -> "It goes through the inventory, which makes its own checks first and then asks Service Manager.";
            case SWACT_FORCE -> "It goes through the inventory, which skips its own checks; maintenance then sends a plain swact, so that Service Manager's "
                    + "check still applies.";
            case LOCK -> "It goes through the inventory, which makes its own checks first; maintenance takes the host out of service.";
            case UNLOCK -> "It goes through the inventory; maintenance configures the host and restarts it.";
        };
    }

    private static String word(NodeAction action) {
        return action == NodeAction.SWACT_FORCE ? "force-swact" : action.word();
    }

    @Override
    public CommandResult send(NodeAction action, String host, String avail, Task task) throws FailureException {
        String doing = action.word() + " of " + host + " through the inventory";
        Optional<InventoryHost> known;
        try {
            known = inventory.hosts(task).stream().filter(h -> h.name().equals(host)).findFirst();
        } catch (FailureException e) {
            return new CommandResult.Failed(e.failure());
        }
        if (known.isEmpty()) {
            return new CommandResult.Failed(new Failure(Failure.Kind.NOT_FOUND, doing, host, "", "The inventory has no host of this name, though Service Manager has.",
                    "Compare system host-list with the board."));
        }
        Inventory.Answer answer = inventory.act(known.get(), word(action), task);
        RawExchange exchange = new RawExchange(answer.at(), "PATCH", answer.url(), answer.sent(), answer.status(), answer.status() == 0 ? "" : "application/json",
                answer.body(), answer.took(), answer.trouble());
        if (answer.status() >= 200 && answer.status() < 300) {
            return new CommandResult.Accepted(new CommandResult.Echo(host, action.word(), "", "", ""), exchange);
        }
        if (answer.status() == 401 || answer.status() == 403) {
            return new CommandResult.Failed(new Failure(Failure.Kind.DENIED, doing, answer.url(), answer.status() + " " + answer.reason(),
                    "The user may not act on hosts.", "Use credentials with the admin role."));
        }
        if (answer.status() >= 400 && answer.status() < 500) {
            return new CommandResult.Refused(String.valueOf(answer.status()), answer.reason().isEmpty() ? "The inventory refuses without a reason."
                    : answer.reason(), List.of(), exchange);
        }
        return !answer.delivered() ? new CommandResult.Failed(new Failure(Failure.Kind.UNREACHABLE, doing, answer.url(), answer.trouble(),
                "The inventory cannot be reached.", "Check the address in the catalogue.")) : new CommandResult.Uncertain(answer.status() == 0
                        ? "No answer came to " + action.word() + " (" + answer.trouble() + "); it may have started all the same."
                        : "The inventory answered " + answer.status() + " to " + action.word() + "; it may have started all the same.", exchange);
    }
}
