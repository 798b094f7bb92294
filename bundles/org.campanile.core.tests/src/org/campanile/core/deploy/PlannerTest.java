package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.PasswordMarks;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String CLUSTER = "SqlServerCluster/";

    private static DeploymentPlan full(Environment environment) {
        return new Planner(Samples.TYPES).plan(environment, Planner.Extent.FULL);
    }

    /** Ids of all that must have ended before each step, wherever it stands in the chain. */
    private static Map<String, Set<String>> closure(DeploymentPlan plan) {
        Map<String, Set<String>> before = new HashMap<>();
        for (PlannedStep step : plan.steps()) {
            Set<String> all = new HashSet<>(step.after());
            step.after().forEach(id -> all.addAll(before.get(id)));
            before.put(step.id(), all);
        }
        return before;
    }

    @Test
    void theSliceIsTheStackAndAProbeOfEachUnit() {
        DeploymentPlan plan = new Planner(Samples.TYPES).plan(Samples.domainWithWeb(), Planner.Extent.STACK_AND_PROBES);
        assertEquals(List.of("heat", "dc1:probe", "dc2:probe", "web1:probe"), plan.steps().stream().map(PlannedStep::id).toList());
        assertTrue(plan.steps().stream().skip(1).allMatch(step -> step.after().equals(List.of("heat"))));
        assertEquals(List.of("heat-delete"), new Planner(Samples.TYPES).plan(Environment.create("x"), Planner.Extent.FULL).steps().stream()
                .map(PlannedStep::template).toList(), "whatever is left is deleted");
    }

    /** The original's rules ask for the password first (protocol document, table 6.5): an empty one is never set, and nothing waits for it. */
    @Test
    void aPasswordThatIsNotThereIsNotSet() {
        Environment environment = Samples.domainWithWeb();
        for (Service service : environment.services()) {
            environment = environment.setField(service.id(), "adminPassword", null);
        }
        assertEquals(Set.of("dc1:CreatePrimaryDC", "dc1:AskDnsIp", "dc2:JoinDomain", "dc2:CreateSecondaryDC", "web1:InstallIIS", "web1:JoinDomain"),
                full(environment).steps().stream().filter(step -> step.kind() == PlannedStep.Kind.AGENT).map(PlannedStep::id).collect(Collectors.toSet()));
    }

    @Test
    void aDomainWithItsSecondControllerAndAMemberIsOrderedAsItMustBe() {
        DeploymentPlan plan = full(Samples.domainWithWeb());
        assertEquals(Set.of("dc1:SetPassword", "dc1:CreatePrimaryDC", "dc1:AskDnsIp", "dc2:JoinDomain", "dc2:CreateSecondaryDC",
                "web1:SetPassword", "web1:InstallIIS", "web1:JoinDomain"), plan.steps().stream()
                        .filter(step -> step.kind() == PlannedStep.Kind.AGENT).map(PlannedStep::id).collect(Collectors.toSet()));
        Map<String, Set<String>> before = closure(plan);
        assertTrue(before.get("dc1:CreatePrimaryDC").contains("dc1:SetPassword"), "the promotion takes the local account away");
        assertTrue(before.get("web1:JoinDomain").contains("dc1:AskDnsIp"));
        assertTrue(before.get("dc2:CreateSecondaryDC").contains("dc2:JoinDomain"));
        assertFalse(before.get("web1:InstallIIS").contains("dc1:CreatePrimaryDC"), "no barrier of rounds");
    }

    @Test
    void functionsArgumentsAndRebootsAreThoseOfTheTable() {
        Map<String, PlannedStep> steps = full(Samples.everything()).steps().stream()
                .collect(Collectors.toMap(PlannedStep::id, step -> step, (a, b) -> a));
        assertEquals(List.of("Copy-Prerequisites", "Install-WebServer"), steps.get("web1:InstallIIS").functions());
        assertEquals(List.of("Set-NetworkAdapterConfiguration", "Join-Domain"), steps.get("web1:JoinDomain").functions());
        assertEquals(1, steps.get("web1:JoinDomain").reboot());
        assertEquals(Map.of("UserName", "Administrator", "Password", "$adminPassword", "Force", true),
                steps.get("dc1:SetPassword").calls().getFirst().arguments());
        assertEquals(List.of("Disable-Firewall", "Install-SQLServerForAOAG", "Install-SqlServerPowerShellModule"),
                steps.get("sqln1:" + CLUSTER + "InstallSqlServerForAOAG").functions());
    }

    @Test
    void aClustersNodesWaitForEachOtherWhereTheScriptsNeedIt() {
        Map<String, Set<String>> before = closure(full(Samples.everything()));
        assertTrue(before.get("sqln1:" + CLUSTER + "FailoverCluster").containsAll(
                Set.of("sqln1:" + CLUSTER + "FailoverClusterPrerequisites", "sqln2:" + CLUSTER + "FailoverClusterPrerequisites")));
        assertTrue(before.get("sqln2:" + CLUSTER + "InitializeAlwaysOn").contains("sqln1:" + CLUSTER + "ConfigureEnvironmentForAOAG"));
        assertTrue(before.get("sqln1:" + CLUSTER + "InitializeAOAGPrimaryReplica").contains("sqln2:" + CLUSTER + "InitializeAlwaysOn"));
        assertTrue(before.get("sqln2:" + CLUSTER + "InitializeAOAGSecondaryReplica").contains("sqln1:" + CLUSTER + "InitializeAOAGPrimaryReplica"));
        assertFalse(before.containsKey("sqln2:" + CLUSTER + "InitializeAOAGPrimaryReplica"), "would do nothing there");
    }

    private static DeployedState done(Environment environment, DeployedState before) {
        StepMemory memory = new StepMemory(environment, Samples.TYPES, before, new PasswordMarks(ref -> Optional.empty()));
        new Planner(Samples.TYPES).plan(environment, before, Planner.Extent.FULL).steps().forEach(step -> memory.succeeded(step, "10.0.0.1"));
        return memory.state();
    }

    /** Another zone, image or key pair makes Heat delete the server and all that was done in it. */
    @Test
    void aServerThatIsMadeAnewIsSetUpAnew() {
        Environment environment = Samples.domainWithWeb();
        DeployedState deployed = done(environment, DeployedState.NOTHING);
        assertEquals(List.of(), new Planner(Samples.TYPES).plan(environment, deployed, Planner.Extent.FULL).steps());
        Service web = environment.services().get(1);
        Environment moved = environment.setField(web.id(), Service.ZONE, "elsewhere");
        DeploymentPlan plan = new Planner(Samples.TYPES).plan(moved, deployed, Planner.Extent.FULL);
        assertEquals(Set.of("heat", "web1:probe", "web1:SetPassword", "web1:InstallIIS", "web1:JoinDomain"),
                plan.steps().stream().map(PlannedStep::id).collect(Collectors.toSet()));
        assertEquals(List.of(), plan.findings());
        assertEquals(List.of(), new Planner(Samples.TYPES).plan(moved, done(moved, deployed), Planner.Extent.FULL).steps(), "once");

        Environment anew = environment.setField(environment.services().getFirst().id(), Service.ZONE, "elsewhere");
        DeploymentPlan controllers = new Planner(Samples.TYPES).plan(anew, deployed, Planner.Extent.FULL);
        assertEquals(Set.of("dc1:SetPassword", "dc1:CreatePrimaryDC", "dc1:AskDnsIp", "dc2:JoinDomain", "dc2:CreateSecondaryDC", "web1:JoinDomain"),
                controllers.steps().stream().filter(step -> step.kind() == PlannedStep.Kind.AGENT).map(PlannedStep::id).collect(Collectors.toSet()));
        assertEquals(List.of("domain-anew"), controllers.findings().stream().map(Problem::rule).toList(), "the web server trusts a domain that is gone");
    }

    @Test
    void stepsOfOneUnitNeverOverlap() {
        DeploymentPlan plan = full(Samples.everything());
        Map<String, Set<String>> before = closure(plan);
        for (PlannedStep a : plan.steps()) {
            for (PlannedStep b : plan.steps()) {
                assertTrue(a == b || a.unit().isEmpty() || !a.unit().equals(b.unit()) || before.get(a.id()).contains(b.id())
                        || before.get(b.id()).contains(a.id()), a.id() + " and " + b.id());
            }
        }
    }

    @Test
    void aTypeThatNobodyKnowsIsToldAndTheRestIsPlanned() {
        Environment odd = Samples.domainWithWeb().addService(new Service("odd", "odd", "odd", Map.of(Service.IMAGE, "x"),
                List.of(new Unit("u1", 1, "", Map.of()))));
        DeploymentPlan plan = full(odd);
        assertFalse(plan.runnable());
        assertEquals(List.of("type-unknown"), plan.findings().stream().map(f -> f.rule()).toList());
        assertTrue(plan.step("dc1:CreatePrimaryDC").isPresent());
    }

    @Test
    void withoutADomainNothingJoins() {
        Environment environment = Samples.domainWithWeb();
        Service web = environment.services().getLast();
        assertTrue(full(environment.setDomain(web.id(), "")).steps().stream().noneMatch(step -> step.id().equals("web1:JoinDomain")));
    }

    @Test
    void theJsonHasTheAgreedKeysAndTheCriticalPathIsTheLongestChain() {
        DeploymentPlan plan = full(Samples.domainWithWeb());
        JsonObject first = JsonParser.parseString(plan.toJson()).getAsJsonObject().getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals(Set.of("id", "service", "unit", "kind", "template", "functions", "after", "expectedSeconds", "arguments"), first.keySet());
        // heat 60, probe 180, SetPassword 15, CreatePrimaryDC 600, AskDnsIp 10, JoinDomain 120, CreateSecondaryDC 600
        assertEquals(1585, plan.criticalPathSeconds());
    }
}
