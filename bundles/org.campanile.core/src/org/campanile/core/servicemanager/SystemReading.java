package org.campanile.core.servicemanager;

import java.util.List;
import java.util.Map;

/**
 * One reading of a system, all of it from one controller.
 *
 * @param source address that answered
 * @param nodes all nodes
 * @param assignments all service groups on all nodes
 * @param services services of the controller that answered, as it lists them
 * @param roles service-node document of each node, by host name
 * @param problems what was wrong with the answers without making them unusable, whole sentences
 * @param tables the whole database, for a captured system; {@code null} over the API
 */
public record SystemReading(String source, List<Node> nodes, List<Assignment> assignments, List<Service> services,
        Map<String, ServiceNode> roles, List<String> problems, SystemTables tables) {

    /** A reading over the API. */
    public SystemReading(String source, List<Node> nodes, List<Assignment> assignments, List<Service> services, Map<String, ServiceNode> roles,
            List<String> problems) {
        this(source, nodes, assignments, services, roles, problems, null);
    }

    public SystemReading {
        nodes = List.copyOf(nodes);
        assignments = List.copyOf(assignments);
        services = List.copyOf(services);
        roles = Map.copyOf(roles);
        problems = List.copyOf(problems);
    }
}
