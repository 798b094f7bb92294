package org.campanile.core.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentDiff;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;

/**
 * From a document and the last known state to the steps that are due and their order. Circular needs between services dissolve at the level of steps:
 * a domain's second controller joins what its first one made. The order is the true one of the protocol document's section 6.9, not that of the
 * original's rounds; what was done is not repeated, so a deployment in which nothing changed has no step. Pure and deterministic.
 */
public final class Planner {

    /** Which steps are planned. */
    public enum Extent {
        /** The stack, and a probe of each unit's agent. */ STACK_AND_PROBES,
        /** Everything that the service types do inside their units as well. */ FULL
    }

    /** Id of the stack's step. */
    public static final String HEAT = "heat";
    private static final int SERVER_SECONDS = 60;
    private static final int PROBE_SECONDS = 180;

    private final ServiceTypes types;
    private final PasswordMarks marks;

    /** A planner for documents of these types that knows no passwords: a reference of the same name counts as the same password. */
    public Planner(ServiceTypes types) {
        this(types, new PasswordMarks(ref -> Optional.empty()));
    }

    /** A planner that sees changed passwords behind references, as far as {@code marks} find them. */
    public Planner(ServiceTypes types, PasswordMarks marks) {
        this.types = Objects.requireNonNull(types);
        this.marks = Objects.requireNonNull(marks);
    }

    /** The plan of a first deployment. */
    public DeploymentPlan plan(Environment environment, Extent extent) {
        return plan(environment, DeployedState.NOTHING, extent);
    }

    /** The plan from {@code deployed} to the document. */
    public DeploymentPlan plan(Environment environment, DeployedState deployed, Extent extent) {
        if (environment.unitCount() == 0) {
            boolean gone = deployed.deleted() && !deployed.stack();
            return new DeploymentPlan(gone ? List.of() : List.of(PlannedStep.plain(HEAT, "", "", "", PlannedStep.Kind.HEAT, "heat-delete", List.of(),
                    SERVER_SECONDS)), List.of(), List.of());
        }
        Map<String, String> hosts = HostNames.of(environment, deployed);
        DeployedState inside = new EnvironmentDiff(types).surviving(deployed, environment);
        StepArguments arguments = new StepArguments(environment, types, inside, hosts);
        KeptSteps kept = new KeptSteps(inside, arguments, marks);
        StepChoice choice = extent == Extent.FULL ? new StepChoice(environment, types, arguments, kept) : null;
        List<PlannedStep> steps = new ArrayList<>();
        Map<String, Map<String, String>> wanted = DeployedState.wanted(environment, types, hosts);
        List<String> stack = List.of();
        if (deployed.stack() ? deployed.differs(wanted) : !wanted.isEmpty()) {
            stack = List.of(HEAT);
            steps.add(PlannedStep.plain(HEAT, "", "", "", PlannedStep.Kind.HEAT, deployed.stack() ? "heat-update" : "heat-create", List.of(), SERVER_SECONDS));
        }
        Map<String, String> labels = labels(environment, hosts);
        Set<String> busy = choice == null ? Set.of() : new HashSet<>(choice.due().stream().map(due -> due.unit().id()).toList());
        Map<String, String> probes = new HashMap<>();
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                boolean asked = deployed.hostName(unit.id()).isEmpty() || busy.contains(unit.id()) || choice == null;
                if (asked && !service.image().isEmpty()) {
                    String id = labels.get(unit.id()) + ":probe";
                    probes.put(unit.id(), id);
                    steps.add(PlannedStep.plain(id, service.id(), unit.id(), hosts.get(unit.id()), PlannedStep.Kind.PROBE, "probe", stack, PROBE_SECONDS));
                }
            }
        }
        List<Problem> findings = new ArrayList<>();
        if (choice != null) {
            for (StepChoice.Due due : choice.due()) {
                steps.add(step(due, choice, arguments, hosts, labels, probes));
            }
            findings(environment, inside, choice, findings);
            membersLeftBehind(environment, deployed, inside, findings);
        }
        StepOrder order = new StepOrder(steps);
        for (DeploymentPlan.StepCircle circle : order.circles()) {
            findings.add(new Problem(Problem.Severity.ERROR, "steps-circle", "", "", "", "Steps need each other in a circle: " + String.join("; ", circle.edges())
                    + ". No order exists.", "Take one of these needs away.", Optional.empty()));
        }
        return new DeploymentPlan(order.sorted(), findings, order.circles());
    }

    /** What the steps of a first deployment need of each other, whether an order exists or not. */
    List<ServiceCircles.StepNeed> needs(Environment environment) {
        Map<String, String> hosts = HostNames.of(environment);
        Map<String, String> labels = labels(environment, hosts);
        StepArguments arguments = new StepArguments(environment, types, DeployedState.NOTHING, hosts);
        StepChoice choice = new StepChoice(environment, types, arguments, new KeptSteps(DeployedState.NOTHING, arguments, marks));
        List<ServiceCircles.StepNeed> needs = new ArrayList<>();
        for (StepChoice.Due due : choice.due()) {
            choice.needs(due).forEach(need -> needs.add(new ServiceCircles.StepNeed(id(due, labels), due.service().id(), due.unit().id(), id(need, labels),
                    need.service().id(), need.unit().id())));
        }
        return needs;
    }

    /** Host names, made unique for a document in which they are not. */
    private static Map<String, String> labels(Environment environment, Map<String, String> hosts) {
        Map<String, String> labels = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String host = hosts.get(unit.id());
                labels.put(unit.id(), taken.add(host.toLowerCase(Locale.ROOT)) ? host : host + "." + unit.id());
            }
        }
        return labels;
    }

    private static String id(StepChoice.Due due, Map<String, String> labels) {
        return labels.get(due.unit().id()) + ":" + due.step().id();
    }

    private static PlannedStep step(StepChoice.Due due, StepChoice choice, StepArguments arguments, Map<String, String> hosts, Map<String, String> labels,
            Map<String, String> probes) {
        Set<String> needs = new LinkedHashSet<>();
        needs.add(probes.get(due.unit().id()));
        choice.needs(due).forEach(need -> needs.add(id(need, labels)));
        return new PlannedStep(id(due, labels), due.service().id(), due.unit().id(), hosts.get(due.unit().id()), PlannedStep.Kind.AGENT, due.step().template(),
                due.step().functions(), due.step().reboot(), due.step().optional(), List.copyOf(needs), List.copyOf(needs), due.step().expectedSeconds(),
                arguments.open(due.service(), due.unit(), due.step().functions()), Optional.of(due.step()));
    }

    /** A domain whose controllers are all made anew is another domain, whatever its name; who had joined the old one trusts nobody any more. */
    private void membersLeftBehind(Environment environment, DeployedState before, DeployedState inside, List<Problem> findings) {
        Set<String> anew = new HashSet<>();
        for (Service service : environment.services()) {
            boolean provides = types.find(service.type()).map(ServiceType::providesDomain).orElse(false);
            if (provides && !before.services().getOrDefault(service.id(), Map.of()).isEmpty() && inside.services().getOrDefault(service.id(), Map.of()).isEmpty()) {
                anew.add(service.name().toLowerCase(Locale.ROOT));
            }
        }
        for (Service service : anew.isEmpty() ? List.<Service>of() : environment.services()) {
            for (Unit unit : service.units()) {
                Object domain = inside.ofUnit(unit.id(), DeployedState.DOMAIN);
                if (domain != null && anew.contains(domain.toString().toLowerCase(Locale.ROOT))) {
                    findings.add(new Problem(Problem.Severity.WARNING, "domain-anew", service.id(), unit.id(), Service.DOMAIN,
                            "All controllers of the domain " + domain + " are made anew, so it is a new domain; the unit stays joined to the old one.",
                            "Replace the unit too, or take it out of the domain and join it again by hand.", Optional.empty()));
                }
            }
        }
    }

    private void findings(Environment environment, DeployedState deployed, StepChoice choice, List<Problem> findings) {
        for (StepChoice.Due due : choice.fixed()) {
            findings.add(new Problem(Problem.Severity.WARNING, "password-fixed", due.service().id(), due.unit().id(), "adminPassword",
                    "The password of the domain's administrator was changed here; a deployment cannot change it in the domain, since a domain controller has no local account.",
                    "Change it in the domain; units that join from now on use the one in the document.", Optional.empty()));
        }
        for (Service service : environment.services()) {
            if (types.find(service.type()).isEmpty()) {
                findings.add(new Problem(Problem.Severity.ERROR, "type-unknown", service.id(), "", "type", "The service type \"" + service.type()
                        + "\" is not known; it is not known what to do inside its units.", "Add the type's data file, or remove the service.", Optional.empty()));
            }
            for (Unit unit : service.units()) {
                boolean member = deployed.ofUnit(unit.id(), DeployedState.DOMAIN) != null;
                if (member && types.domainOf(service).isEmpty()) {
                    boolean wished = Boolean.TRUE.equals(deployed.ofUnit(unit.id(), DeployedState.LEAVING));
                    findings.add(new Problem(wished ? Problem.Severity.ERROR : Problem.Severity.WARNING, "domain-leave", service.id(), unit.id(), Service.DOMAIN,
                            "The unit stays in the domain " + deployed.ofUnit(unit.id(), DeployedState.DOMAIN) + "; no step takes a unit out of a domain.",
                            "Replace the unit by a new one, or join the domain again.", Optional.empty()));
                }
            }
        }
    }
}
