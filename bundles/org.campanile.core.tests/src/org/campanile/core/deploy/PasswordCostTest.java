package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.PasswordMark;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.SecretRef;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceType;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What passwords cost in a large environment: one hashing each, whatever the number of units, and nothing that grows with the square of them. */
@Timeout(60)
class PasswordCostTest {

    private static final int UNITS = 1500;

    private static Environment servers(int services, int units, Object... passwords) {
        Environment environment = Environment.create("large");
        ServiceType type = Samples.TYPES.find("webServer").orElseThrow();
        for (int s = 0; s < services; s++) {
            Service service = Samples.TYPES.newService(type, environment);
            service = new Service(service.id(), service.type(), "web-" + s, service.fields(), List.of()).with(Service.IMAGE, "ws")
                    .with(Service.PATTERN, "w" + s + "-#").with("adminPassword", passwords[s % passwords.length]);
            for (int u = 0; u < units; u++) {
                service = service.plusUnit(new Unit(Environment.newId(), u + 1, "", Map.of()));
            }
            environment = environment.addService(service);
        }
        return environment;
    }

    private static DeployedState deploy(Environment environment, DeployedState before, PasswordMarks marks) {
        DeploymentPlan plan = new Planner(Samples.TYPES, marks).plan(environment, before, Planner.Extent.FULL);
        StepMemory memory = new StepMemory(environment, Samples.TYPES, before, marks);
        memory.expect(plan);
        plan.steps().forEach(step -> memory.succeeded(step, ""));
        return memory.state();
    }

    private static PasswordMarks marks() {
        return new PasswordMarks(ref -> Optional.of(Secret.of("behind " + ref.name())));
    }

    @Test
    void eachPasswordIsHashedOnceInADeploymentAndOnceInTheNext() {
        Environment environment = servers(4, 25, Secret.of("first P@ss"), Secret.of("second P@ss"), new SecretRef("three"), Secret.of("first P@ss"));
        PasswordMarks first = marks();
        DeployedState state = deploy(environment, DeployedState.NOTHING, first);
        assertEquals(3, first.hashings());
        assertEquals(3, state.units().values().stream().map(keys -> keys.get("adminPassword")).distinct().count(), "units with one password share its mark");
        assertFalse(state.toString().contains("P@ss") || state.toString().contains("behind"), "no password is in the state");

        PasswordMarks second = marks();
        assertEquals(List.of(), new Planner(Samples.TYPES, second).plan(environment, state, Planner.Extent.FULL).steps());
        assertEquals(3, second.hashings());
    }

    @Test
    void aUnitThatIsAddedTakesTheMarkThatIsThereAndAChangedPasswordIsSeen() {
        Environment environment = servers(1, 3, Secret.of("first P@ss"));
        DeployedState state = deploy(environment, DeployedState.NOTHING, marks());
        PasswordMarks marks = marks();
        Environment more = environment.addUnit(environment.services().getFirst().id(), Samples.TYPES);
        DeployedState grown = deploy(more, state, marks);
        assertEquals(1, marks.hashings());
        assertEquals(1, grown.units().values().stream().map(keys -> keys.get("adminPassword")).distinct().count());

        Environment changed = more.setField(more.services().getFirst().id(), "adminPassword", Secret.of("second P@ss"));
        List<PlannedStep> due = new Planner(Samples.TYPES, marks()).plan(changed, grown, Planner.Extent.FULL).steps().stream()
                .filter(step -> step.template().equals("SetPassword")).toList();
        assertEquals(4, due.size());
    }

    @Test
    void whatTheOriginalKeepsForAServiceIsKeptWhenItsLastUnitHasDoneIt() {
        Environment environment = servers(1, 3, Secret.of("first P@ss"));
        Service service = environment.services().getFirst();
        PasswordMarks marks = marks();
        DeploymentPlan plan = new Planner(Samples.TYPES, marks).plan(environment, Planner.Extent.FULL);
        StepMemory memory = new StepMemory(environment, Samples.TYPES, DeployedState.NOTHING, marks);
        List<PlannedStep> steps = plan.steps().stream().filter(step -> step.template().equals("SetPassword")).toList();
        memory.succeeded(steps.get(0), "");
        memory.succeeded(steps.get(2), "");
        assertEquals(null, memory.state().ofService(service.id(), "adminPassword"));
        memory.succeeded(steps.get(1), "");
        String mark = String.valueOf(memory.state().ofService(service.id(), "adminPassword"));
        assertTrue(PasswordMark.matches(mark, Secret.of("first P@ss"), ref -> Optional.empty()), mark);
    }

    @Test
    void rememberingManyUnitsTakesNoTimeToSpeakOf() {
        Environment environment = servers(1, UNITS, Secret.of("first P@ss"));
        PasswordMarks marks = new PasswordMarks(ref -> Optional.empty(), 1);
        // Comparing all units after each success would be four million comparisons and as many copies of the whole state.
        DeployedState state = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> deploy(environment, DeployedState.NOTHING, marks));
        assertEquals(UNITS, state.units().size());
        assertEquals(1, marks.hashings());
    }
}
