package org.campanile.core.controllers;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.inventory.HandedOn;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.ServiceNode;
import org.campanile.core.servicemanager.SystemReading;
import org.campanile.core.servicemanager.SystemTables;
import org.campanile.core.servicemanager.SystemTables.DomainMember;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What a user without the admin role sees of a system. Service Manager answers only admins, and current servers tell nobody why (protocol document "Service
 * Manager", sections 1 and 7); Keystone knows the user's roles, and the inventory hands on nodes and service groups to whom its own policy lets look
 * (section 14). Blocks; worker threads only.
 */
public final class Onlooker {

    /** Something that a log-in is needed for. */
    @FunctionalInterface
    public interface Asked<T> {
        /** The answer. */
        T get(Task task) throws FailureException;
    }

    private static final List<String> ADMINS = List.of("admin", "administrator");

    private final Asked<Optional<Cloud.Login>> login;
    private final Asked<Optional<Inventory>> inventory;

    /**
     * An onlooker.
     *
     * @param login who is logged in; empty when that is not known
     * @param inventory of the same system, where it has one
     */
    public Onlooker(Asked<Optional<Cloud.Login>> login, Asked<Optional<Inventory>> inventory) {
        this.login = login;
        this.inventory = inventory;
    }

    /** One who knows nothing more than Service Manager says. */
    public static Onlooker none() {
        return new Onlooker(task -> Optional.empty(), task -> Optional.empty());
    }

    /**
     * What to show after Service Manager did not answer.
     *
     * @param last what was shown before
     * @param why what its answer was
     * @return empty when it was not for want of the role
     */
    Optional<SystemSnapshot> instead(SystemSnapshot last, Failure why, Instant at, Task task) {
        if (why.kind() != Failure.Kind.DENIED && why.kind() != Failure.Kind.REMOTE) {
            return Optional.empty();
        }
        try {
            Optional<Cloud.Login> who = login.get(task);
            if (who.isEmpty() || who.get().roles().stream().anyMatch(r -> ADMINS.contains(r.toLowerCase(java.util.Locale.ROOT)))) {
                return Optional.empty();
            }
            String reason = "User " + who.get().user() + " has " + held(who.get().roles()) + " in project " + who.get().project()
                    + ", and Service Manager answers only the admin role.";
            return Optional.of(seen(last, reason, at, task).orElseGet(() -> last.stale(new Failure(Failure.Kind.DENIED, why.doing(), why.subject(),
                    why.cameBack(), reason, "Log in as a user with the admin role."))));
        } catch (FailureException e) {
            return Optional.empty(); // the failure that is told is Service Manager's own
        }
    }

    private static String held(List<String> roles) {
        return roles.isEmpty() ? "no role" : (roles.size() == 1 ? "the role " : "the roles ") + String.join(", ", roles);
    }

    private Optional<SystemSnapshot> seen(SystemSnapshot last, String reason, Instant at, Task task) {
        try {
            Optional<Inventory> from = inventory.get(task);
            return from.isEmpty() ? Optional.empty() : Optional.of(SystemSnapshot.of(last.system(), reading(from.get(), task), at).lookOnly(reason
                    + " What is shown comes from the inventory, without services; nothing can be done from here."));
        } catch (FailureException e) {
            return Optional.empty(); // neither may it look there, which the reason above says well enough
        }
    }

    private static SystemReading reading(Inventory inventory, Task task) throws FailureException {
        HandedOn all = inventory.handedOn(task);
        List<Node> nodes = all.nodes().stream().map(n -> new Node(-1, n.name(), n.admin(), n.oper(), n.avail(), n.ready())).toList();
        List<Assignment> groups = all.groups().stream().map(g -> new Assignment(-1, g.uuid(), g.domain(), g.node(), g.group(), g.desiredState(), g.state(),
                g.status(), g.condition())).toList();
        return new SystemReading(inventory.address(), nodes, groups, List.of(), roles(nodes, groups), List.of());
    }

    /** Nobody hands on which controller is the active one; of the stock groups it follows from where they run (section 5). */
    private static Map<String, ServiceNode> roles(List<Node> nodes, List<Assignment> groups) {
        List<DomainMember> stock = groups.stream().filter(g -> Redundancy.stock().containsKey(g.group())).map(g -> {
            Redundancy r = Redundancy.stock().get(g.group());
            return new DomainMember(g.domain(), g.group(), r.model(), r.active(), r.standby());
        }).distinct().toList();
        SystemTables tables = new SystemTables("", nodes, stock, groups, List.of(), List.of(), List.of());
        Map<String, ServiceNode> roles = new LinkedHashMap<>();
        nodes.forEach(n -> roles.put(n.name(), tables.serviceNode(n.name())));
        return roles;
    }
}
