package org.campanile.core.servicemanager;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Service Manager's database as one controller has it: what the API shows and what it does not (protocol document "Service Manager", sections 3
 * and 12). Comes from a saved {@code sm.db} or a recorded case. A value.
 *
 * @param local host name of the controller whose database it is, empty when not known
 * @param nodes in table order
 * @param members service groups of a domain with their redundancy
 * @param assignments in table order
 * @param groups provisioned service groups, in table order
 * @param groupMembers provisioned services of the groups, in table order
 * @param services services of that controller
 */
public record SystemTables(String local, List<Node> nodes, List<DomainMember> members, List<Assignment> assignments, List<String> groups,
        List<GroupMember> groupMembers, List<Service> services) {

    private static final Set<String> ACTIVE = Set.of("active", "go-active", "go-standby", "disabling", "unknown");

    /**
     * A group in a domain.
     *
     * @param domain service domain, normally {@code controller}
     * @param group service group
     * @param model {@code N}, {@code N + M} …
     * @param active how many nodes run it, -1 when the table does not say
     * @param standby how many stand by, -1 when the table does not say
     */
    public record DomainMember(String domain, String group, String model, int active, int standby) {
    }

    /**
     * A service in a group.
     *
     * @param group service group
     * @param service its name
     * @param impact what its failure means: {@code critical}, {@code major}, {@code minor}
     */
    public record GroupMember(String group, String service, String impact) {
    }

    public SystemTables {
        Objects.requireNonNull(local);
        nodes = List.copyOf(nodes);
        members = List.copyOf(members);
        assignments = List.copyOf(assignments);
        groups = List.copyOf(groups);
        groupMembers = List.copyOf(groupMembers);
        services = List.copyOf(services);
    }

    /** The group's row in that domain, the first where the table has several. */
    public Optional<DomainMember> member(String domain, String group) {
        return members(domain, group).stream().findFirst();
    }

    /** All rows of the group in that domain; Service Manager itself writes one. */
    public List<DomainMember> members(String domain, String group) {
        return members.stream().filter(m -> m.domain().equals(domain) && m.group().equals(group)).toList();
    }

    /** What sm-api's service-node resource would say of a host (section 5). */
    public ServiceNode serviceNode(String host) {
        List<Assignment> active = assignments.stream().filter(a -> a.node().equals(host))
                .filter(a -> ACTIVE.contains(a.state()) || ACTIVE.contains(a.desiredState())).toList();
        boolean swactable = active.stream().anyMatch(a -> member(a.domain(), a.group()).filter(m -> m.model().equals("N + M")).isPresent());
        Optional<Node> node = nodes.stream().filter(n -> n.name().equals(host)).findFirst();
        return new ServiceNode(host, node.map(Node::admin).orElse("unknown"), node.map(Node::oper).orElse("unknown"),
                node.map(Node::avail).orElse("unknown"), active.isEmpty() ? "no" : "yes", swactable ? "yes" : "no");
    }

    /** The same as a client would read it from {@code source}. */
    public SystemReading reading(String source, List<String> problems) {
        Map<String, ServiceNode> roles = new LinkedHashMap<>();
        nodes.forEach(n -> roles.put(n.name(), serviceNode(n.name())));
        return new SystemReading(source, nodes, assignments, services, roles, new ArrayList<>(problems), this);
    }
}
