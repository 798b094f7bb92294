package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.campanile.core.check.Finding;
import org.campanile.core.deploy.conductor.ConductedWork;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Samples;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.Unit;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DeploymentsTest {

    private static final AgentBroker BROKER = new AgentBroker("10.0.0.2", 5672, "murano", Secret.of("brokerP@ss<&>'\""), "v", false, "");

    private final FakeLab lab = new FakeLab();
    private final MemorySecrets secrets = new MemorySecrets();
    private final List<String> audit = new ArrayList<>();
    private final List<DeploymentSnapshot> seen = new ArrayList<>();
    private Consent consent = change -> {
    };
    private DeploymentLock lock = DeploymentLock.NONE;

    @TempDir
    Path folder;

    private Deployments deployments() {
        UnitWork work = new ConductedWork(lab, Samples.TYPES, secrets, new FolderStore(folder, Samples.TYPES), ConductorSettings.usual());
        return new Deployments(Samples.TYPES, lab, Optional.of(lab), Optional.of(work), change -> consent.allow(change),
                (action, subject, command, result) -> audit.add(action + ": " + result), lock);
    }

    private static DeploymentSettings settings(AgentExpectation agents, Duration agentLimit) {
        return DeploymentSettings.usual("lab-net", agents, Optional.of(BROKER)).withTimes(Duration.ofMillis(2), Duration.ofMinutes(60), agentLimit);
    }

    private DeploymentResult deploy(AgentExpectation agents, Duration agentLimit) {
        return deployments().deploy(Samples.domainWithWeb(), settings(agents, agentLimit), seen::add, Task.unwatched());
    }

    private static Set<AgentState> agents(DeploymentResult result) {
        return result.snapshot().units().stream().map(UnitStatus::agent).collect(Collectors.toSet());
    }

    @Test
    void aStackIsMadeFollowedAndItsAgentsAnswer() {
        DeploymentResult result = deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        assertInstanceOf(DeploymentResult.Succeeded.class, result);
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, result.snapshot().phase());
        assertEquals("CREATE_COMPLETE", result.snapshot().stackStatus());
        assertEquals(Set.of(AgentState.ANSWERING), agents(result));
        assertTrue(result.snapshot().units().stream().allMatch(u -> u.serverUp() && u.address().startsWith("10.0.0.")));
        assertEquals(List.of("declare queues: done", "create stack: done"), audit);
        assertEquals(List.of(), result.snapshot().findings());
        assertEquals(List.of("campanile", "campanile-" + result.snapshot().environmentId()), lab.draft.tags());
    }

    @Test
    void queuesAreThereBeforeTheStackAndResultsFirst() {
        deploy(AgentExpectation.IF_PRESENT, Duration.ofSeconds(10));
        assertTrue(lab.calls.getFirst().startsWith("declare -execution-results-e"));
        assertEquals(4, lab.calls.indexOf("create"), lab.calls.toString());
        assertEquals(4, lab.calls.stream().filter(call -> call.startsWith("declare ")).count(), lab.calls.toString());
        assertTrue(lab.calls.get(5).startsWith("listen -execution-results-e"));
        assertTrue(lab.queues.keySet().stream().allMatch(queue -> queue.equals(queue.toLowerCase(java.util.Locale.ROOT))));
        assertEquals("end listening", lab.calls.getLast());
    }

    @Test
    void snapshotsGoForwardAndShowUnitsOneByOne() {
        deploy(AgentExpectation.IF_PRESENT, Duration.ofSeconds(10));
        List<DeploymentSnapshot.Phase> phases = seen.stream().map(DeploymentSnapshot::phase).distinct().toList();
        assertEquals(List.of(DeploymentSnapshot.Phase.PREPARING, DeploymentSnapshot.Phase.QUEUES, DeploymentSnapshot.Phase.STACK,
                DeploymentSnapshot.Phase.AGENTS, DeploymentSnapshot.Phase.DEPLOYED), phases);
        assertTrue(seen.stream().anyMatch(s -> s.units().get(0).serverUp() && !s.units().get(2).serverUp()), "first unit up before the last");
        assertTrue(seen.getLast().events().stream().anyMatch(e -> e.source().equals("agent")));
    }

    @Test
    void aSilentAgentIsAFindingUnlessItIsRequired() {
        lab.agent = (queue, plan) -> null;
        // Half of the limit is for looking why it is silent, which has to be known when it is given up.
        DeploymentResult result = deploy(AgentExpectation.IF_PRESENT, Duration.ofSeconds(3));
        assertInstanceOf(DeploymentResult.Succeeded.class, result);
        assertEquals(Set.of(AgentState.SILENT), agents(result));
        assertEquals(3, result.snapshot().findings().size());
        assertTrue(result.snapshot().findings().getFirst().cause().contains("Nobody has consumed the queue"));

        DeploymentResult required = deploy(AgentExpectation.REQUIRED, Duration.ofMillis(30));
        assertEquals(Failure.Kind.TIMED_OUT, assertInstanceOf(DeploymentResult.Failed.class, required).failure().kind());
    }

    @Test
    void garbageErrorsAndStrayAnswersAreToldAndDoNotBreakTheRun() {
        lab.agent = (queue, plan) -> {
            lab.stray("nobody-asked", "{\"IsException\":false,\"Result\":[]}");
            return new AgentChannel.AgentMessage(plan.id(), lab.queues.values().stream().mapToInt(List::size).sum() == 1 ? "<html>"
                    : "{\"IsException\":false,\"Result\":[{\"IsException\":true,\"Result\":[\"System.Exception\",\"Disk is full\",\"Get-X\",null]}]}");
        };
        DeploymentResult result = deploy(AgentExpectation.IF_PRESENT, Duration.ofSeconds(10));
        assertInstanceOf(DeploymentResult.Succeeded.class, result);
        assertEquals(Set.of(AgentState.FAILED), agents(result));
        assertTrue(result.snapshot().units().getLast().agentDetail().contains("Disk is full"));
    }

    @Test
    void aLateSecondAnswerIsDropped() {
        lab.agent = (queue, plan) -> {
            lab.stray(plan.id(), "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[]}]}");
            return new AgentChannel.AgentMessage(plan.id(), "garbage");
        };
        assertEquals(Set.of(AgentState.ANSWERING), agents(deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10))));
    }

    @Test
    void aFailedStackIsToldWithTheResourceAndHeatsOwnReason() {
        lab.failingResource = "dc2";
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, deploy(AgentExpectation.NONE, Duration.ZERO));
        assertEquals("dc2 (OS::Nova::Server)", failed.failure().subject());
        assertTrue(failed.failure().cameBack().endsWith(FakeLab.NAME_ERROR));
        assertEquals(DeploymentSnapshot.Phase.FAILED, failed.snapshot().phase());
        assertEquals(DeploymentSnapshot.Phase.FAILED, seen.getLast().phase());
    }

    @Test
    void deployingAgainUpdatesTheStackAndDeletingRemovesStackAndQueues() throws Exception {
        Environment environment = Samples.domainWithWeb();
        DeploymentSettings settings = settings(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        deployments().deploy(environment, settings, seen::add, Task.unwatched());
        DeploymentResult again = deployments().deploy(environment, settings, seen::add, Task.unwatched());
        assertInstanceOf(DeploymentResult.Succeeded.class, again);
        assertEquals("UPDATE_COMPLETE", again.snapshot().stackStatus());
        DeploymentSnapshot status = deployments().status(environment, Task.unwatched());
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, status.phase());
        assertEquals(AgentState.SILENT, status.units().getFirst().agent());

        DeploymentResult gone = deployments().delete(environment, settings, seen::add, Task.unwatched());
        assertEquals(DeploymentSnapshot.Phase.ABSENT, gone.snapshot().phase());
        assertTrue(gone.snapshot().units().stream().allMatch(u -> u.resourceStatus().isEmpty() && u.serverStatus().isEmpty()), "what was seen of a server that is gone is so no more");
        assertTrue(lab.queues.isEmpty());
        assertEquals(DeploymentSnapshot.Phase.ABSENT, deployments().status(environment, Task.unwatched()).phase());
        assertInstanceOf(DeploymentResult.Succeeded.class, deployments().delete(environment, settings, seen::add, Task.unwatched()));
    }

    @Test
    void aFarmWithoutABalancerIsTold() {
        Environment environment = Samples.domainWithWeb();
        Service farm = Samples.TYPES.newService(Samples.TYPES.find("webServerFarm").orElseThrow(), environment).with(Service.IMAGE, "ws-2022")
                .with("adminPassword", Secret.of("P@ssw0rd")).with(Service.PATTERN, "farm#");
        DeploymentResult result = deployments().deploy(environment.addService(farm), settings(AgentExpectation.NONE, Duration.ZERO), seen::add, Task.unwatched());
        assertInstanceOf(DeploymentResult.Succeeded.class, result, () -> String.valueOf(result));
        assertEquals(List.of("The farm " + farm.name() + " gets no load balancer."), result.snapshot().findings().stream().map(f -> f.evidence()).toList());
        assertFalse(lab.draft.template().contains("OS::Octavia::"));
    }

    @Test
    void aFarmGetsABalancerWhereTheCloudHasOctavia() {
        lab.octavia = true;
        Environment environment = Samples.domainWithWeb();
        Service farm = Samples.TYPES.newService(Samples.TYPES.find("webServerFarm").orElseThrow(), environment).with(Service.IMAGE, "ws-2022")
                .with("adminPassword", Secret.of("P@ssw0rd")).with(Service.PATTERN, "farm#");
        DeploymentResult result = deployments().deploy(environment.addService(farm), settings(AgentExpectation.NONE, Duration.ZERO), seen::add, Task.unwatched());
        assertInstanceOf(DeploymentResult.Succeeded.class, result, () -> String.valueOf(result));
        assertEquals(List.of(), result.snapshot().findings());
        assertTrue(lab.draft.template().contains("OS::Octavia::LoadBalancer"));
    }

    @Test
    void refusedConsentChangesNothing() {
        consent = change -> {
            throw new FailureException(new Failure(Failure.Kind.GUARDED, "changing lab x", change, "", "The lab is read-only.", ""));
        };
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(1)));
        assertEquals(Failure.Kind.GUARDED, failed.failure().kind());
        assertTrue(failed.failure().subject().contains("Creates stack e5c5c"));
        assertEquals(List.of(), lab.calls);
    }

    @Test
    void aDocumentWithErrorsOrWithoutNetworkIsRefusedBeforeAnything() {
        Environment broken = Samples.domainWithWeb();
        broken = broken.setField(broken.services().getLast().id(), Service.DOMAIN, "ghost.local");
        DeploymentSettings settings = settings(AgentExpectation.NONE, Duration.ZERO);
        for (DeploymentResult result : List.of(deployments().deploy(broken, settings, seen::add, Task.unwatched()),
                deployments().deploy(Samples.domainWithWeb(), DeploymentSettings.usual("", AgentExpectation.NONE, Optional.empty()), seen::add,
                        Task.unwatched()),
                deployments().deploy(Environment.create("x"), settings, seen::add, Task.unwatched()),
                deployments().deploy(Samples.domainWithWeb(), DeploymentSettings.usual("n", AgentExpectation.REQUIRED, Optional.empty()), seen::add,
                        Task.unwatched()))) {
            assertEquals(Failure.Kind.BAD_INPUT, assertInstanceOf(DeploymentResult.Failed.class, result).failure().kind());
        }
        assertEquals(List.of(), lab.calls);
    }

    @Test
    void cancellingEndsTheRunAtOnce() {
        Task task = Task.unwatched();
        lab.agent = (queue, plan) -> {
            task.cancel();
            return null;
        };
        DeploymentResult result = deployments().deploy(Samples.domainWithWeb(), settings(AgentExpectation.REQUIRED, Duration.ofHours(1)), seen::add, task);
        assertInstanceOf(DeploymentResult.Cancelled.class, result);
        assertEquals(DeploymentSnapshot.Phase.STOPPED, result.snapshot().phase());
    }

    @Test
    void aStackThatTakesTooLongIsGivenUp() {
        DeploymentSettings hasty = settings(AgentExpectation.NONE, Duration.ZERO).withTimes(Duration.ofMillis(2), Duration.ZERO, Duration.ZERO);
        DeploymentResult result = deployments().deploy(Samples.domainWithWeb(), hasty, seen::add, Task.unwatched());
        assertEquals(Failure.Kind.TIMED_OUT, assertInstanceOf(DeploymentResult.Failed.class, result).failure().kind());
    }

    private Set<String> servers() {
        return lab.draft.template().lines().filter(line -> line.matches("  \\w+_port:")).map(line -> line.strip().replace("_port:", "")).collect(Collectors.toSet());
    }

    @Test
    void whoeverWasDeployedKeepsItsNameSinceAnotherOneWouldReplaceTheServer() throws Exception {
        Environment environment = Samples.domainWithWeb();
        Service ad = Samples.service(environment, "activeDirectory");
        DeploymentSettings settings = settings(AgentExpectation.IF_PRESENT, Duration.ofSeconds(10));
        deployments().deploy(environment, settings, seen::add, Task.unwatched());
        assertEquals(Set.of("dc1", "dc2", "web1"), servers());
        Environment other = environment.setField(ad.id(), Service.PATTERN, "ctl#").addUnit(ad.id(), Samples.TYPES);
        for (int again = 0; again < 2; again++) {
            DeploymentResult result = deployments().deploy(other, settings, seen::add, Task.unwatched());
            assertEquals(Set.of("dc1", "dc2", "ctl3", "web1"), servers(), "deployment " + again);
            assertEquals(List.of("dc1", "dc2", "ctl3", "web1"), result.snapshot().units().stream().map(UnitStatus::hostName).toList());
            assertTrue(result.snapshot().units().stream().allMatch(UnitStatus::serverUp), result.toString());
        }
        assertEquals(List.of("dc1", "dc2", "ctl3", "web1"), deployments().status(other, Task.unwatched()).units().stream().map(UnitStatus::hostName).toList());
        assertTrue(deployments().template(other, settings, Task.unwatched()).text().contains("  dc2_port:"));

        Environment taken = other.setField(Samples.service(other, "webServer").id(), Service.PATTERN, "DC#").addUnit(Samples.service(other, "webServer").id(), Samples.TYPES);
        Failure refused = assertInstanceOf(DeploymentResult.Failed.class, deployments().deploy(taken, settings, seen::add, Task.unwatched())).failure();
        assertTrue(refused.details().contains("DC2"), refused.details());
        assertEquals(Set.of("dc1", "dc2", "ctl3", "web1"), servers(), "nothing was sent");
    }

    @Test
    void whatThePlanHasToSayIsToldWhenItIsDeployed() throws Exception {
        lab.agent = (queue, plan) -> new AgentChannel.AgentMessage(plan.id(), "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.0.0.5\"]},{\"IsException\":false,\"Result\":[]}]}");
        Environment environment = Samples.domainWithWeb();
        Service ad = Samples.service(environment, "activeDirectory");
        Service web = Samples.service(environment, "webServer");
        environment = environment.setDomain(web.id(), ad.name());
        for (Service service : environment.services()) {
            environment = environment.setField(service.id(), "adminPassword", Secret.of("P@ssw0rd"));
            for (Unit unit : service.units()) {
                environment = service.id().equals(ad.id()) ? environment.setUnitField(unit.id(), "recoveryPassword", Secret.of("P@ssw0rd")) : environment;
            }
        }
        environment = EnvironmentSecrets.keep(environment, secrets);
        DeploymentSettings settings = settings(AgentExpectation.REQUIRED, Duration.ofSeconds(10)).withExtent(Planner.Extent.FULL);
        DeploymentResult first = deployments().deploy(environment, settings, seen::add, Task.unwatched());
        assertEquals(List.of(), assertInstanceOf(DeploymentResult.Succeeded.class, first, first::toString).snapshot().findings());
        DeploymentResult second = deployments().deploy(environment.setField(ad.id(), Service.ZONE, "elsewhere"), settings, seen::add, Task.unwatched());
        assertEquals(List.of("domain-anew"), second.snapshot().findings().stream().map(Finding::rule).toList());
    }

    @Test
    void noSecretIsInSnapshotsTemplateOrAudit() throws Exception {
        deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        StackTemplate template = deployments().template(Samples.domainWithWeb(), settings(AgentExpectation.REQUIRED, Duration.ZERO), Task.unwatched());
        String all = seen + audit.toString() + template + template.text();
        assertFalse(all.contains("brokerP@ss"));
    }

    @Test
    void whoLosesTheLockStopsAndSaysWhy() {
        AtomicReference<DeploymentLock.Watch> lost = new AtomicReference<>();
        List<String> held = new ArrayList<>();
        lock = (environment, doing, whenLost, task) -> {
            held.add(doing);
            lost.set(whenLost);
            return () -> held.add("freed");
        };
        Failure taken = new Failure(Failure.Kind.CONFLICT, "holding the lock of a deployment", "e", "", "Another took over.", "Wait.");
        lab.onLook = () -> {
            if (lab.calls.contains("create")) {
                lost.get().lost(taken);
            }
        };
        DeploymentResult result = deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        assertEquals(taken, assertInstanceOf(DeploymentResult.Failed.class, result).failure());
        assertEquals(DeploymentSnapshot.Phase.FAILED, result.snapshot().phase());
        assertEquals(List.of("deploying", "freed"), held);
        assertFalse(lab.calls.stream().anyMatch(call -> call.startsWith("listen")), "no agent is asked any more");
        assertFalse(DeploymentLock.refused(result), "it had begun");
    }

    @Test
    void thatTheLocksConnectionIsCutIsToldUntilItIsBack() {
        List<String> heard = new ArrayList<>();
        lock = (environment, doing, watch, task) -> {
            lab.onLook = () -> {
                if (heard.isEmpty()) {
                    heard.add("cut");
                    watch.waiting("Cut.");
                } else {
                    watch.waiting("");
                }
            };
            return () -> watch.waiting("Cut when all is over.");
        };
        DeploymentResult result = deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        assertInstanceOf(DeploymentResult.Succeeded.class, result, result::toString);
        assertTrue(seen.stream().anyMatch(s -> s.waiting().equals("Cut.")), "told while it lasts");
        assertEquals("", result.snapshot().waiting());
        assertEquals(List.of("Cut.", DeploymentSnapshot.GOES_ON), result.snapshot().events().stream().filter(e -> e.source().equals("broker"))
                .map(DeploymentSnapshot.Event::text).limit(2).toList());
    }

    @Test
    void whoIsRefusedTheLockChangesNothingAndAsksNothing() throws Exception {
        Failure refusal = new Failure(Failure.Kind.CONFLICT, DeploymentLock.TAKING, "e", "", "Somebody has been deploying it.", "Wait.");
        lock = (environment, doing, whenLost, task) -> {
            throw new FailureException(refusal);
        };
        consent = change -> audit.add("asked");
        DeploymentResult result = deploy(AgentExpectation.REQUIRED, Duration.ofSeconds(10));
        assertTrue(DeploymentLock.refused(result), result::toString);
        DeploymentResult deletion = deployments().delete(Samples.domainWithWeb(), settings(AgentExpectation.NONE, Duration.ofSeconds(1)), seen::add, Task.unwatched());
        assertTrue(DeploymentLock.refused(deletion), deletion::toString);
        assertEquals(List.of(), lab.calls);
        assertEquals(List.of(), audit);
    }
}
