package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the plan of any environment: seeded random documents, edited at random between deployments, with steps that fail at random. */
class RandomPlansTest {

    private final PasswordMarks marks = new PasswordMarks(ref -> Optional.empty(), PlanVector.ROUNDS);
    private final Planner planner = new Planner(Samples.TYPES, marks);

    private static String id(Random random) {
        return String.format("%016x%016x", random.nextLong(), random.nextLong());
    }

    private static Environment service(Random random, Environment environment) {
        ServiceType type = Samples.TYPES.all().get(random.nextInt(Samples.TYPES.all().size()));
        Service service = Samples.TYPES.newService(type, environment);
        service = new Service(id(random), service.type(), service.name(), service.fields(), List.of()).with(Service.IMAGE, "ws-2022");
        int count = Math.min(type.units().max(), type.units().min() + random.nextInt(3));
        for (int i = 0; i < count; i++) {
            service = service.plusUnit(type.newUnit(id(random), i + 1, service));
        }
        if (type.field("adminPassword").isPresent()) {
            service = service.with("adminPassword", Secret.of("P@ssw0rd" + random.nextInt(3)));
        }
        List<String> domains = Samples.TYPES.domains(environment);
        if (type.joinsDomain() && !domains.isEmpty() && random.nextInt(4) > 0) {
            service = service.with(Service.DOMAIN, domains.get(random.nextInt(domains.size())));
        }
        return environment.addService(random.nextInt(environment.services().size() + 1), service);
    }

    private static Environment edited(Random random, Environment environment) {
        if (environment.services().isEmpty() || random.nextInt(3) == 0) {
            return service(random, environment);
        }
        Service any = environment.services().get(random.nextInt(environment.services().size()));
        ServiceType type = Samples.TYPES.find(any.type()).orElseThrow();
        return switch (random.nextInt(4)) {
            case 0 -> environment.removeService(any.id());
            case 1 -> environment.editService(any.id(), s -> s.plusUnit(type.newUnit(id(random), s.nextNumber(), s)));
            case 2 -> any.units().size() < 2 ? environment : environment.removeUnit(any.units().getLast().id());
            default -> type.providesDomain() || any.value("adminPassword") == null ? environment
                    : environment.setField(any.id(), "adminPassword", Secret.of("N3w!" + random.nextInt()));
        };
    }

    private static void sound(DeploymentPlan plan) {
        assertEquals(List.of(), plan.circles());
        Set<String> seen = new HashSet<>();
        Map<String, Set<String>> before = new HashMap<>();
        Map<String, List<PlannedStep>> ofUnit = new HashMap<>();
        for (PlannedStep step : plan.steps()) {
            assertTrue(seen.containsAll(step.after()), () -> step.id() + " comes before what it waits for");
            assertTrue(new HashSet<>(step.after()).containsAll(step.needs()), step::id);
            assertTrue(seen.add(step.id()), () -> step.id() + " is there twice");
            Set<String> all = new HashSet<>(step.after());
            step.after().forEach(id -> all.addAll(before.get(id)));
            before.put(step.id(), all);
            if (!step.unit().isEmpty()) {
                ofUnit.computeIfAbsent(step.unit(), key -> new ArrayList<>()).add(step);
            }
        }
        ofUnit.values().forEach(steps -> {
            for (int i = 1; i < steps.size(); i++) {
                assertTrue(before.get(steps.get(i).id()).contains(steps.get(i - 1).id()), "the steps of one unit overlap");
            }
        });
    }

    /** What a correct order needs whatever the types' files say (protocol document, section 6.9). */
    private static void ordered(Environment environment, DeploymentPlan plan) {
        Map<String, Set<String>> before = PlanComparison.order(plan);
        for (PlannedStep step : plan.steps()) {
            for (PlannedStep other : plan.steps()) {
                boolean sameUnit = step.unit().equals(other.unit());
                boolean sameService = step.service().equals(other.service());
                String pair = other.template().replace("SqlServerCluster/", "") + " " + step.template().replace("SqlServerCluster/", "");
                boolean needed = switch (pair) {
                    case "SetPassword CreatePrimaryDC", "CreatePrimaryDC AskDnsIp", "InstallIIS DeployWebApp", "JoinDomain CreateSecondaryDC",
                            "JoinDomain FailoverClusterPrerequisites", "InstallSqlServerForAOAG InitializeAlwaysOn",
                            "InitializeAlwaysOn InitializeAOAGSecondaryReplica" -> sameUnit;
                    case "FailoverClusterPrerequisites FailoverCluster", "FailoverCluster ConfigureEnvironmentForAOAG",
                            "ConfigureEnvironmentForAOAG InitializeAlwaysOn", "InitializeAlwaysOn InitializeAOAGPrimaryReplica",
                            "InitializeAOAGPrimaryReplica InitializeAOAGSecondaryReplica" -> sameService;
                    case "AskDnsIp JoinDomain" -> domain(environment, step).equals(domain(environment, other));
                    default -> step.kind() == PlannedStep.Kind.AGENT && other.kind() == PlannedStep.Kind.HEAT;
                };
                assertTrue(!needed || before.get(step.id()).contains(other.id()), () -> step.id() + " has to wait for " + other.id());
            }
        }
    }

    private static String domain(Environment environment, PlannedStep step) {
        return Samples.TYPES.domainOf(environment.service(step.service()).orElseThrow());
    }

    private DeployedState run(Random random, Environment environment, DeployedState state, DeploymentPlan plan, double failing) {
        Set<String> failed = new HashSet<>();
        plan.steps().stream().filter(step -> random.nextDouble() < failing).forEach(step -> failed.add(step.id()));
        StepMemory memory = new StepMemory(environment, Samples.TYPES, state, marks);
        Set<String> ran = PlanComparison.ran(plan, failed);
        for (PlannedStep step : plan.steps()) {
            if (ran.contains(step.id()) && !failed.contains(step.id())) {
                memory.succeeded(step, "10.0.0." + random.nextInt(250));
            }
        }
        return memory.state();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 })
    void anyEnvironmentHasASoundPlanThatEndsWhereNothingIsLeftToDo(long seed) {
        Random random = new Random(seed);
        Environment environment = new Environment(id(random), "random", List.of(), Map.of());
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            environment = service(random, environment);
        }
        DeployedState state = DeployedState.NOTHING;
        for (int round = 0; round < 8; round++) {
            DeploymentPlan plan = planner.plan(environment, state, Planner.Extent.FULL);
            assertEquals(plan, planner.plan(environment, state, Planner.Extent.FULL), "the same document gives the same plan");
            sound(plan);
            ordered(environment, plan);
            state = run(random, environment, state, plan, 0.15);
            for (int retry = 0; retry < 3; retry++) {
                DeploymentPlan rest = planner.plan(environment, state, Planner.Extent.FULL);
                sound(rest);
                ordered(environment, rest);
                state = run(random, environment, state, rest, 0);
            }
            DeploymentPlan nothing = planner.plan(environment, state, Planner.Extent.FULL);
            assertEquals(List.of(), nothing.steps().stream().map(PlannedStep::id).toList(), "deployed again without a change");
            environment = edited(random, edited(random, environment));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { 30, 31, 32, 33, 34 })
    void aUnitThatIsAddedGetsAllItNeedsAndNobodyElseAnything(long seed) {
        Random random = new Random(seed);
        Environment environment = Samples.everything();
        DeployedState state = run(random, environment, DeployedState.NOTHING, planner.plan(environment, Planner.Extent.FULL), 0);
        Service farm = Samples.service(environment, "aspNetAppFarm");
        Environment more = environment.addUnit(farm.id(), Samples.TYPES);
        Unit added = more.service(farm.id()).orElseThrow().units().getLast();
        DeploymentPlan plan = planner.plan(more, state, Planner.Extent.FULL);
        assertEquals(List.of("heat-update", "probe", "SetPassword", "InstallIIS", "JoinDomain", "DeployWebApp").stream().sorted().toList(),
                plan.steps().stream().map(PlannedStep::template).sorted().toList());
        assertTrue(plan.steps().stream().allMatch(step -> step.unit().isEmpty() || step.unit().equals(added.id())));
        assertFalse(plan.criticalPathSeconds() == 0);
        assertEquals(Optional.empty(), plan.step("dc1:CreatePrimaryDC"));
    }
}
