package org.campanile.core.controllers;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.Service;
import org.campanile.core.servicemanager.ServiceNode;
import org.campanile.core.servicemanager.SystemReading;
import org.campanile.core.servicemanager.SystemTables;
import org.campanile.core.task.Failure;

/**
 * What is known of one system at one moment. Immutable. When a reading fails the last good state stays, with the time it was read, and
 * {@link #failure()} says why it is not newer (protocol document "Service Manager", quirk Q13).
 *
 * @param system name of the system
 * @param nodes nodes in the server's order
 * @param assignments service groups on nodes, in the server's order
 * @param services services of the controller that answered, without those never provisioned; services are local to it (quirk Q12)
 * @param roles answer of the service-node resource for each node that was asked, by host name
 * @param source address that answered, empty when none ever did
 * @param takenAt when the state was read, {@code null} when it never was
 * @param problems what does not fit together in the answers, whole sentences
 * @param failure why the last reading failed, {@code null} when it did not
 * @param tables the whole database, for a captured system; {@code null} for one that is read over the API, which does not give it
 * @param lookOnly why it can only be looked at, whole sentences; empty when it can be acted on
 */
public record SystemSnapshot(String system, List<Node> nodes, List<Assignment> assignments, List<Service> services,
        Map<String, ServiceNode> roles, String source, Instant takenAt, List<String> problems, Failure failure,
        SystemTables tables, String lookOnly) {

    private static final String CAPTURED = "This is a captured system; there is nothing to act on.";

    /** A snapshot of a system read over the API. */
    public SystemSnapshot(String system, List<Node> nodes, List<Assignment> assignments, List<Service> services, Map<String, ServiceNode> roles,
            String source, Instant takenAt, List<String> problems, Failure failure) {
        this(system, nodes, assignments, services, roles, source, takenAt, problems, failure, null, "");
    }

    public SystemSnapshot {
        nodes = List.copyOf(nodes);
        assignments = List.copyOf(assignments);
        services = List.copyOf(services);
        roles = Map.copyOf(roles);
        problems = List.copyOf(problems);
    }

    /** A system that was not read yet. */
    public static SystemSnapshot unread(String system) {
        return new SystemSnapshot(system, List.of(), List.of(), List.of(), Map.of(), "", null, List.of(), null);
    }

    /** One reading as a snapshot, with what does not fit together in it. For a single look; a poller does this again and again. */
    public static SystemSnapshot of(String system, SystemReading reading, Instant at) {
        return new SystemSnapshot(system, reading.nodes(), reading.assignments(),
                reading.services().stream().filter(s -> !s.state().equals("initial")).toList(), reading.roles(), reading.source(), at,
                problems(reading), null, reading.tables(), reading.tables() == null ? "" : CAPTURED);
    }

    /** The same state, read again and found unchanged. */
    public SystemSnapshot again(Instant at) {
        return new SystemSnapshot(system, nodes, assignments, services, roles, source, at, problems, null, tables, lookOnly);
    }

    /** Whether both say the same of the system, though perhaps at other times; costs next to nothing for readings in which nothing changed. */
    public boolean saysTheSameAs(SystemSnapshot other) {
        return nodes.equals(other.nodes) && assignments.equals(other.assignments) && services.equals(other.services) && roles.equals(other.roles)
                && problems.equals(other.problems) && source.equals(other.source) && isKnown() == other.isKnown() && Objects.equals(failure, other.failure)
                && tables == other.tables && lookOnly.equals(other.lookOnly);
    }

    /** The same state, not renewed because of {@code why}. */
    public SystemSnapshot stale(Failure why) {
        return new SystemSnapshot(system, nodes, assignments, services, roles, source, takenAt, problems, why, tables, lookOnly);
    }

    /** The same state, seen by somebody who cannot act, because of {@code why}. */
    public SystemSnapshot lookOnly(String why) {
        return new SystemSnapshot(system, nodes, assignments, services, roles, source, takenAt, problems, failure, tables, why);
    }

    /** Whether the state was ever read. */
    public boolean isKnown() {
        return takenAt != null;
    }

    /** How old the state is; empty when it was never read. */
    public Optional<Duration> age(Instant now) {
        return Optional.ofNullable(takenAt).map(at -> Duration.between(at, now)).map(d -> d.isNegative() ? Duration.ZERO : d);
    }

    /**
     * Host name of the active controller: the one whose {@code swactable_services} is {@code yes} (section 5). Empty when none says so, or
     * more than one does, as happens for a moment during a swact.
     */
    public Optional<String> active() {
        List<String> saying = nodes.stream().map(Node::name).filter(n -> swactable(n).equals("yes")).distinct().toList();
        return saying.size() == 1 ? Optional.of(saying.get(0)) : Optional.empty();
    }

    /** What the service-node resource says about the host's swactable services; {@code unknown} when it was not asked. */
    public String swactable(String host) {
        ServiceNode role = roles.get(host);
        return role == null ? "unknown" : role.swactableServices();
    }

    /** The node of that name; the first one if the table has several. */
    public Optional<Node> node(String name) {
        return nodes.stream().filter(n -> n.name().equals(name)).findFirst();
    }

    /** Names of the service groups, in the order they first occur. */
    public List<String> groups() {
        return assignments.stream().map(Assignment::group).distinct().toList();
    }

    /** Matrix cell: the group on the node; the first row if there are several. */
    public Optional<Assignment> assignment(String group, String node) {
        return assignments.stream().filter(a -> a.group().equals(group) && a.node().equals(node)).findFirst();
    }

    /** Whether any group is on its way from one state to another. */
    public boolean inTransition() {
        return assignments.stream().anyMatch(Assignment::inTransition);
    }

    private static List<String> problems(SystemReading reading) {
        List<String> problems = new ArrayList<>(reading.problems());
        List<String> names = reading.nodes().stream().map(Node::name).distinct().toList();
        List<String> assigned = reading.assignments().stream().map(Assignment::node).distinct().toList();
        for (String node : assigned) {
            if (!names.contains(node)) {
                problems.add(node + " has service groups and is not in the list of nodes.");
            }
        }
        for (String name : names) {
            if (!assigned.contains(name)) {
                problems.add(name + " is in the list of nodes and has no service groups.");
            }
        }
        List<String> active = names.stream()
                .filter(n -> reading.roles().containsKey(n) && reading.roles().get(n).swactableServices().equals("yes")).toList();
        if (active.size() > 1) {
            problems.add("More than one controller says it is the active one: " + String.join(", ", active) + ".");
        }
        if (active.isEmpty() && !names.isEmpty()) {
            problems.add("No controller says it is the active one.");
        }
        return problems;
    }
}
