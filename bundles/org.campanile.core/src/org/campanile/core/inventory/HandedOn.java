package org.campanile.core.inventory;

import java.util.List;

/**
 * Service Manager's tables as the inventory hands them on, to users whom Service Manager itself does not answer (protocol document "Service Manager", sections 2
 * and 14). Without services and without the word of the service-node resource. A value.
 *
 * @param nodes in the order they came
 * @param groups service groups on nodes, in the order they came
 */
public record HandedOn(List<Node> nodes, List<Group> groups) {

    /** A controller with its states. */
    public record Node(String name, String admin, String oper, String avail, String ready) {
    }

    /** A service group on a controller; {@code domain} is the service domain. */
    public record Group(String uuid, String domain, String node, String group, String desiredState, String state, String status, String condition) {
    }

    public HandedOn {
        nodes = List.copyOf(nodes);
        groups = List.copyOf(groups);
    }
}
