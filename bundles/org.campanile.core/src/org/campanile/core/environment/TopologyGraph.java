package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An environment as a drawing sees it: boxes, frames and arrows, all by id. An immutable value; the same document gives the same graph.
 *
 * @param nodes one for each service, in the document's order
 * @param groups domains first, then zones; a service can be in one of each
 * @param edges what needs what
 * @param circles services that need each other in a circle (ids in order), each once; a service alone needs itself
 */
public record TopologyGraph(List<Node> nodes, List<Group> groups, List<Edge> edges, List<List<String>> circles) {

    /**
     * A service.
     *
     * @param id id of the service
     * @param type id of its type
     * @param title the type's title, or the id of an unknown type
     * @param label name of the service
     * @param units its units
     */
    public record Node(String id, String type, String title, String label, List<UnitNode> units) {
    }

    /**
     * A unit inside its service.
     *
     * @param id id of the unit
     * @param label its host name
     * @param master whether it is the master
     */
    public record UnitNode(String id, String label, boolean master) {
    }

    /** What a frame stands for. */
    public enum GroupKind {
        /** Members of one Active Directory domain. */ DOMAIN,
        /** Services of one availability zone. */ ZONE,
        /** Services whose servers run on the same hosts; a document knows no hosts, so whoever knows the servers adds these groups. */ HOST
    }

    /**
     * A frame around services.
     *
     * @param id {@code "domain:NAME"}, {@code "zone:NAME"} or {@code "host:NAMES"}
     * @param kind what it stands for
     * @param label name of the domain or zone, for hosts a title
     * @param nodes ids of the services in it
     */
    public record Group(String id, GroupKind kind, String label, List<String> nodes) {
    }

    /** Why one service needs another. */
    public enum EdgeKind {
        /** Its units join the other's domain. */ DOMAIN_MEMBER,
        /** Its further domain controllers join the domain that its first one makes. */ OWN_DOMAIN
    }

    /**
     * A need: {@code from} needs {@code to}.
     *
     * @param from id of the service that needs
     * @param to id of the service that is needed
     * @param kind why
     * @param label words for the arrow
     */
    public record Edge(String from, String to, EdgeKind kind, String label) {
    }

    public TopologyGraph {
        nodes = List.copyOf(nodes);
        groups = List.copyOf(groups);
        edges = List.copyOf(edges);
        circles = List.copyOf(circles);
    }

    /** The same with further groups at the end. */
    public TopologyGraph with(List<Group> more) {
        List<Group> all = new ArrayList<>(groups);
        all.addAll(more);
        return new TopologyGraph(nodes, all, edges, circles);
    }

    /** The graph of a document. */
    public static TopologyGraph of(Environment environment, ServiceTypes types) {
        List<Node> nodes = new ArrayList<>();
        Map<String, List<String>> domains = new LinkedHashMap<>();
        Map<String, List<String>> zones = new LinkedHashMap<>();
        Map<String, String> providers = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            nodes.add(new Node(service.id(), service.type(), types.find(service.type()).map(ServiceType::title).orElse(service.type()),
                    service.name(),
                    service.units().stream().map(u -> new UnitNode(u.id(), HostNames.of(service, u), u.isMaster())).toList()));
            String domain = types.domainOf(service);
            if (!domain.isEmpty()) {
                domains.computeIfAbsent(domain, name -> new ArrayList<>()).add(service.id());
            }
            if (provides(service, types)) {
                providers.putIfAbsent(service.name(), service.id());
            }
            String zone = service.text(Service.ZONE);
            if (!zone.isEmpty()) {
                zones.computeIfAbsent(zone, name -> new ArrayList<>()).add(service.id());
            }
        }
        List<Edge> edges = new ArrayList<>();
        for (Service service : environment.services()) {
            String provider = providers.get(types.domainOf(service));
            if (provides(service, types)) {
                if (service.units().size() > 1) {
                    edges.add(new Edge(service.id(), service.id(), EdgeKind.OWN_DOMAIN, "further controllers join"));
                }
            } else if (provider != null) {
                edges.add(new Edge(service.id(), provider, EdgeKind.DOMAIN_MEMBER, "joins"));
            }
        }
        List<Group> groups = new ArrayList<>();
        domains.forEach((name, ids) -> groups.add(new Group("domain:" + name, GroupKind.DOMAIN, name, List.copyOf(ids))));
        zones.forEach((name, ids) -> groups.add(new Group("zone:" + name, GroupKind.ZONE, name, List.copyOf(ids))));
        return new TopologyGraph(nodes, groups, edges, Circles.of(nodes.stream().map(Node::id).toList(), edges));
    }

    private static boolean provides(Service service, ServiceTypes types) {
        return types.find(service.type()).map(ServiceType::providesDomain).orElse(false);
    }
}
