package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.EnvironmentDiff.Kind;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.ui.State;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Card;
import org.campanile.ui.topology.scene.Marks;
import org.campanile.ui.topology.scene.ServiceIcons;
import org.campanile.ui.topology.scene.UnitMark;
import org.eclipse.osgi.util.NLS;

/**
 * What a deployment would change, as rows, as text and as marks for the canvas: servers and balancers by {@link EnvironmentDiff}, and below them units
 * whose server stays while something is done inside it. A value.
 *
 * @param rows in the document's order, what is removed behind the others, what is done inside last
 */
record Changes(List<Row> rows) {

    private static final Changes NONE = new Changes(List.of());

    /**
     * A change.
     *
     * @param kind what happens
     * @param name host name, or name of the balancer
     * @param serviceId id of its service, also of one that is gone; empty when it is not known
     * @param unitId id of its unit as it is now, otherwise empty
     * @param service name of its service, empty when it is not known
     * @param what the properties that change
     * @param inside whether its server stays as it is
     * @param gone whether its service is no more in the document
     */
    record Row(Kind kind, String name, String serviceId, String unitId, String service, String what, boolean inside, boolean gone) {

        /** What changes, and what is lost by it; empty when the kind says it all. */
        String detail() {
            return kind != Kind.REPLACE ? what : what.isEmpty() ? Messages.isLost : NLS.bind(Messages.replacedAndLost, what);
        }

        /** One line. */
        String text() {
            return kind.label() + " " + name + (detail().isEmpty() ? "" : ": " + detail());
        }
    }

    Changes {
        rows = List.copyOf(rows);
    }

    static Changes of(Environment environment, Deployed deployed, DeploymentPlan plan, ServiceTypes types) {
        if (!deployed.known()) {
            return NONE;
        }
        Map<String, Service> now = environment.services().stream().collect(Collectors.toMap(Service::id, s -> s, (a, b) -> a));
        Map<String, Service> before = deployed.document().map(Changes::byHost).orElse(Map.of());
        Set<String> busy = plan.steps().stream().map(PlannedStep::unit).collect(Collectors.toSet());
        List<Row> rows = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (EnvironmentDiff.Change change : new EnvironmentDiff(types).between(deployed.state(), environment)) {
            Optional<Service> owner = Optional.ofNullable(now.get(change.serviceId())).or(() -> Optional.ofNullable(before.get(change.name())));
            told.add(change.unitId());
            rows.add(new Row(change.kind(), change.name(), owner.map(Service::id).orElse(""), change.unitId(), owner.map(Service::name).orElse(""),
                    what(change, busy), false, owner.filter(s -> now.containsKey(s.id())).isEmpty()));
        }
        if (deployed.source() == Deployed.Source.KEPT) {
            inside(now, plan, told, rows);
        }
        return new Changes(rows);
    }

    /** Says of a server that is made anew whether anything is done in it afterwards. */
    private static String what(EnvironmentDiff.Change change, Set<String> busy) {
        boolean empty = change.kind() == Kind.REPLACE && !change.unitId().isEmpty() && !busy.contains(change.unitId());
        return empty ? NLS.bind(Messages.staysEmpty, String.join(", ", change.what())) : String.join(", ", change.what());
    }

    private static Map<String, Service> byHost(Environment document) {
        Map<String, String> hosts = HostNames.of(document);
        Map<String, Service> services = new HashMap<>();
        document.services().forEach(s -> {
            services.put(s.name(), s);
            s.units().forEach(u -> services.put(hosts.get(u.id()), s));
        });
        return services;
    }

    /** Steps for units of which the stack's servers tell nothing. */
    private static void inside(Map<String, Service> services, DeploymentPlan plan, Set<String> told, List<Row> rows) {
        Map<String, List<PlannedStep>> steps = new LinkedHashMap<>();
        plan.steps().stream().filter(s -> s.kind() == PlannedStep.Kind.AGENT && !told.contains(s.unit()))
                .forEach(s -> steps.computeIfAbsent(s.unit(), id -> new ArrayList<>()).add(s));
        steps.forEach((unit, list) -> rows.add(new Row(Kind.CHANGE, list.getFirst().hostName(), list.getFirst().service(), unit,
                Optional.ofNullable(services.get(list.getFirst().service())).map(Service::name).orElse(""),
                NLS.bind(Messages.workInside, list.stream().map(PlannedStep::template).collect(Collectors.joining(", "))), true, false)));
    }

    long count(Kind kind) {
        return rows.stream().filter(r -> r.kind() == kind).count();
    }

    /** All of it, a line a change. */
    String text() {
        return rows.stream().map(Row::text).collect(Collectors.joining("\n"));
    }

    /** How many of each kind, the one that loses something first. */
    String sentence() {
        List<String> parts = new ArrayList<>();
        for (Kind kind : List.of(Kind.REPLACE, Kind.REMOVE, Kind.CHANGE, Kind.ADD)) {
            if (count(kind) > 0) {
                parts.add(ChangeLook.counted(kind, count(kind)));
            }
        }
        String all = String.join(", ", parts);
        return parts.isEmpty() ? Messages.nothingWouldChange : count(Kind.REPLACE) > 0 ? NLS.bind(Messages.changesThatLose, all) : NLS.bind(Messages.changesInWords, all);
    }

    /**
     * Marks by service and unit of the document, and a ghost of each service that is no more in it.
     *
     * @param before the document that was deployed last, where it is known
     */
    Marks marks(Environment environment, Optional<Environment> before, ServiceTypes types) {
        Map<String, Marks.Mark> marks = new HashMap<>();
        Map<String, List<Row>> byService = rows.stream().collect(Collectors.groupingBy(Row::serviceId));
        for (Service service : environment.services()) {
            List<Row> mine = byService.getOrDefault(service.id(), List.of());
            if (!mine.isEmpty()) {
                marks.put(service.id(), mark(ofAll(service, mine), mine.stream().map(Row::text).collect(Collectors.joining("\n"))));
                mine.stream().filter(r -> !r.unitId().isEmpty()).forEach(r -> marks.put(r.unitId(), mark(r.kind(), r.kind().label())));
            }
        }
        Map<String, List<Row>> gone = new LinkedHashMap<>();
        rows.stream().filter(r -> r.kind() == Kind.REMOVE && r.gone())
                .forEach(r -> gone.computeIfAbsent(r.serviceId().isEmpty() ? r.name() : r.serviceId(), id -> new ArrayList<>()).add(r));
        return new Marks(marks, gone.entrySet().stream().map(g -> ghost(g.getKey(), g.getValue(), before.flatMap(d -> d.service(g.getKey())), types)).toList());
    }

    private static Card ghost(String id, List<Row> rows, Optional<Service> was, ServiceTypes types) {
        Optional<ServiceType> type = was.flatMap(s -> types.find(s.type()));
        List<UnitMark> units = rows.stream().map(r -> new UnitMark(r.name(), r.name(), "", false, State.OFF, false, Messages.unitWillBeRemoved, Optional.empty())).toList();
        return new Card(id, Box.NONE, type.map(ServiceIcons::of).orElse(ServiceIcons.unknown()), type.map(ServiceType::title).orElse(Messages.notInTheDocument),
                was.map(Service::name).orElse(id), units, List.of(), false, "", Optional.of(mark(Kind.REMOVE, Messages.willBeRemoved)));
    }

    private static Kind ofAll(Service service, List<Row> rows) {
        if (rows.stream().anyMatch(r -> r.kind() == Kind.REPLACE)) {
            return Kind.REPLACE;
        }
        boolean fresh = rows.stream().allMatch(r -> r.kind() == Kind.ADD) && rows.stream().filter(r -> !r.unitId().isEmpty()).count() >= service.units().size();
        return fresh ? Kind.ADD : Kind.CHANGE;
    }

    private static Marks.Mark mark(Kind kind, String words) {
        ChangeLook look = ChangeLook.of(kind);
        return new Marks.Mark(look.icon(), look.tone(), words);
    }
}
