package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;

/**
 * Services that need each other in a circle, and how the circle is cut at the level of steps, as data for an editor. A circle of services is no error as
 * long as its steps have an order: each need then is one of single steps. Where the steps go round in a circle as well, the needs to cut are named. Pure.
 */
public final class ServiceCircles {

    /**
     * A need of one service for another, within a circle.
     *
     * @param from id of the service that needs
     * @param to id of the service that is needed
     * @param resolved the steps it comes down to, as {@code "dc2:JoinDomain waits for dc1:AskDnsIp"}; for one that cannot be resolved as well
     * @param cut whether the need has to be taken away, since no order exists
     */
    public record Need(String from, String to, List<String> resolved, boolean cut) {
        public Need {
            resolved = List.copyOf(resolved);
        }
    }

    /**
     * A circle.
     *
     * @param services ids of its services in the document's order; a single one needs itself
     * @param needs the needs among them
     * @param resolvable whether an order of steps exists
     */
    public record Circle(List<String> services, List<Need> needs, boolean resolvable) {
        public Circle {
            services = List.copyOf(services);
            needs = List.copyOf(needs);
        }
    }

    private final ServiceTypes types;

    /** Circles of documents of these types. */
    public ServiceCircles(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** The circles of a document, in its order; empty when services need each other one way round only. */
    public List<Circle> of(Environment environment) {
        List<StepNeed> needs = new Planner(types).needs(environment);
        Set<String> stuck = new LinkedHashSet<>();
        new Planner(types).plan(environment, Planner.Extent.FULL).circles().forEach(circle -> stuck.addAll(circle.edges()));
        Map<String, Set<String>> next = new LinkedHashMap<>();
        environment.services().forEach(service -> next.put(service.id(), new LinkedHashSet<>()));
        needs.stream().filter(need -> !need.fromUnit().equals(need.toUnit())).forEach(need -> next.get(need.fromService()).add(need.toService()));
        List<Circle> circles = new ArrayList<>();
        Set<String> told = new LinkedHashSet<>();
        for (Service service : environment.services()) {
            Set<String> reached = reached(service.id(), next);
            if (told.contains(service.id()) || !reached.contains(service.id())) {
                continue;
            }
            List<String> members = environment.services().stream().map(Service::id)
                    .filter(id -> id.equals(service.id()) || reached.contains(id) && reached(id, next).contains(service.id())).toList();
            told.addAll(members);
            circles.add(circle(members, needs, stuck));
        }
        return circles;
    }

    private static Circle circle(List<String> members, List<StepNeed> needs, Set<String> stuck) {
        Map<String, List<StepNeed>> pairs = new LinkedHashMap<>();
        needs.stream().filter(need -> members.contains(need.fromService()) && members.contains(need.toService()) && !need.fromUnit().equals(need.toUnit()))
                .filter(need -> members.size() == 1 || !need.fromService().equals(need.toService()))
                .forEach(need -> pairs.computeIfAbsent(need.fromService() + " " + need.toService(), key -> new ArrayList<>()).add(need));
        List<Need> found = new ArrayList<>();
        pairs.values().forEach(list -> found.add(new Need(list.getFirst().fromService(), list.getFirst().toService(),
                list.stream().map(need -> need.from() + " waits for " + need.to()).distinct().toList(),
                list.stream().anyMatch(need -> stuck.contains(need.from() + " needs " + need.to())))));
        return new Circle(members, found, found.stream().noneMatch(Need::cut));
    }

    private static Set<String> reached(String from, Map<String, Set<String>> next) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(next.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String one = open.removeLast();
            if (reached.add(one)) {
                open.addAll(next.getOrDefault(one, Set.of()));
            }
        }
        return reached;
    }

    /**
     * One step's need for another's.
     *
     * @param from id of the step that needs
     * @param to id of the step that is needed
     */
    record StepNeed(String from, String fromService, String fromUnit, String to, String toService, String toUnit) {
    }
}
