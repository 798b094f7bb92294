package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;

/**
 * Orders the steps of an environment. Circular needs between services dissolve at the level of steps: a domain's second controller joins
 * what its first one made. The order is the true one of the protocol document's section 6.9, not that of the original's rounds. Pure.
 */
public final class Planner {

    /** Which steps are planned. */
    public enum Extent {
        /** The stack, and a probe of each unit's agent: what {@link Deployments} runs. */ STACK_AND_PROBES,
        /** Everything that the service types do inside their units as well. */ FULL
    }

    private static final String HEAT = "heat";
    private static final int SERVER_SECONDS = 60;
    private static final int PROBE_SECONDS = 180;

    private final ServiceTypes types;

    /** A planner for documents of these types. */
    public Planner(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    private record Draft(PlannedStep step, StepDefinition definition, Service service) {
    }

    /** The plan of a first deployment. */
    public DeploymentPlan plan(Environment environment, Extent extent) {
        List<PlannedStep> steps = new ArrayList<>();
        if (environment.unitCount() == 0) {
            return new DeploymentPlan(steps);
        }
        steps.add(new PlannedStep(HEAT, "", "", "", PlannedStep.Kind.HEAT, HEAT, List.of(), 0, false, List.of(), SERVER_SECONDS));
        Map<String, String> hosts = HostNames.of(environment);
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String host = hosts.get(unit.id());
                steps.add(new PlannedStep(probeId(host), service.id(), unit.id(), host, PlannedStep.Kind.PROBE, "probe", List.of(), 0, true,
                        List.of(HEAT), PROBE_SECONDS));
            }
        }
        if (extent == Extent.FULL) {
            steps.addAll(sorted(agentSteps(environment, hosts), steps));
        }
        return new DeploymentPlan(steps);
    }

    private static String probeId(String host) {
        return host + ":probe";
    }

    private List<PlannedStep> agentSteps(Environment environment, Map<String, String> hosts) {
        Map<String, Draft> drafts = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            ServiceType type = types.find(service.type()).orElseThrow(() -> new IllegalArgumentException("unknown type " + service.type()));
            for (StepDefinition definition : type.steps()) {
                if (!definition.whenInDomain() || provider(environment, service).isPresent()) {
                    for (Unit unit : units(service, definition.on())) {
                        String host = hosts.get(unit.id());
                        String id = host + ":" + definition.template();
                        drafts.put(id, new Draft(new PlannedStep(id, service.id(), unit.id(), host, PlannedStep.Kind.AGENT,
                                definition.template(), definition.functions(), definition.reboot(), definition.optional(), List.of(),
                                definition.expectedSeconds()), definition, service));
                    }
                }
            }
        }
        List<PlannedStep> steps = new ArrayList<>();
        Map<String, String> lastOfUnit = new HashMap<>();
        for (Draft draft : drafts.values()) {
            PlannedStep step = draft.step();
            Set<String> after = new LinkedHashSet<>();
            after.add(probeId(step.hostName()));
            for (StepDefinition.After need : draft.definition().after()) {
                after.addAll(needed(environment, draft, need, hosts, drafts.keySet()));
            }
            // An agent takes one plan at a time, so a unit's steps are a chain in the order of its type.
            Optional.ofNullable(lastOfUnit.put(step.unit(), step.id())).ifPresent(after::add);
            steps.add(new PlannedStep(step.id(), step.service(), step.unit(), step.hostName(), step.kind(), step.template(), step.calls(),
                    step.reboot(), step.optional(), List.copyOf(after), step.expectedSeconds()));
        }
        return steps;
    }

    private List<String> needed(Environment environment, Draft draft, StepDefinition.After need, Map<String, String> hosts, Set<String> known) {
        Service service = draft.service();
        List<String> ids = switch (need.scope()) {
            case UNIT -> List.of(draft.step().hostName() + ":" + need.template());
            case SERVICE -> service.units().stream().map(unit -> hosts.get(unit.id()) + ":" + need.template()).toList();
            case DOMAIN -> provider(environment, service).flatMap(Service::master)
                    .map(unit -> List.of(hosts.get(unit.id()) + ":" + need.template())).orElse(List.of());
        };
        return ids.stream().filter(known::contains).toList();
    }

    /** The service that provides the domain a service's units are in. */
    private Optional<Service> provider(Environment environment, Service service) {
        String domain = types.domainOf(service);
        return domain.isEmpty() ? Optional.empty()
                : environment.services().stream().filter(other -> other.name().equals(domain))
                        .filter(other -> types.find(other.type()).map(ServiceType::providesDomain).orElse(false)).findFirst();
    }

    private static List<Unit> units(Service service, StepDefinition.On on) {
        return switch (on) {
            case ALL -> service.units();
            case MASTER -> service.master().map(List::of).orElse(List.of());
            case OTHERS -> service.units().stream().filter(unit -> !unit.equals(service.master().orElse(null))).toList();
            case FIRST -> service.units().stream().limit(1).toList();
        };
    }

    /** Steps in an order in which each comes after those it needs, otherwise in the document's order. */
    private static List<PlannedStep> sorted(List<PlannedStep> steps, List<PlannedStep> before) {
        Set<String> done = new LinkedHashSet<>();
        before.forEach(step -> done.add(step.id()));
        List<PlannedStep> open = new ArrayList<>(steps);
        List<PlannedStep> order = new ArrayList<>();
        while (!open.isEmpty()) {
            List<PlannedStep> ready = new ArrayList<>();
            List<PlannedStep> rest = new ArrayList<>();
            for (PlannedStep step : open) {
                if (done.containsAll(step.after())) {
                    done.add(step.id());
                    ready.add(step);
                } else {
                    rest.add(step);
                }
            }
            if (ready.isEmpty()) {
                throw new IllegalArgumentException("no order exists for " + rest.stream().map(PlannedStep::id).toList());
            }
            order.addAll(ready);
            open = rest;
        }
        return order;
    }
}
