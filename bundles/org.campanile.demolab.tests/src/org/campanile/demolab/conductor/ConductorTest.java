package org.campanile.demolab.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentPlan;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.ConductorSnapshot;
import org.campanile.core.deploy.conductor.FileRunLog;
import org.campanile.core.deploy.conductor.RunEntry;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.agents.AgentFault;
import org.campanile.demolab.agents.AgentFaults;
import org.campanile.demolab.agents.AgentPace;
import org.campanile.demolab.agents.DemoAgents;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The conductor with simulated agents behind the demo broker, well and with every trouble that agents have. */
@Timeout(60)
class ConductorTest {

    private static final ConductorSettings SETTINGS = new ConductorSettings(Duration.ofMillis(500), 2, Duration.ofMillis(1500), Duration.ofSeconds(8),
            Duration.ofSeconds(8), 3);

    @TempDir
    Path folder;
    private final AgentFaults faults = new AgentFaults();
    private final DemoAgents agents = new DemoAgents(new AgentPace(0.0005, 7), faults);
    private DemoBroker broker;
    private BrokerAgentChannel channel;

    @BeforeEach
    void start() throws Exception {
        broker = new DemoBroker(0, 0, new Faults());
        channel = Plans.channel(broker);
    }

    @AfterEach
    void stop() {
        agents.close();
        channel.close();
        broker.close();
    }

    private void boot(DeploymentPlan plan) {
        Plans.boot(plan, agents, broker.amqpPort());
    }

    private ConductorSnapshot run(DeploymentPlan plan, List<ConductorSnapshot> seen) throws FailureException {
        return run(plan, SETTINGS, seen);
    }

    private ConductorSnapshot run(DeploymentPlan plan, ConductorSettings settings, List<ConductorSnapshot> seen) throws FailureException {
        channel.declare(Plans.queues(plan), Task.unwatched());
        try (FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            return new Conductor(channel, settings).run(Plans.work(plan), log, seen::add, Task.unwatched());
        }
    }

    private static Map<String, State> states(ConductorSnapshot snapshot) {
        Map<String, State> states = new java.util.TreeMap<>();
        snapshot.steps().forEach(s -> states.put(s.step().id(), s.state()));
        return states;
    }

    private List<RunEntry.Kind> kinds(String step) throws FailureException {
        try (FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            return log.entries().stream().filter(e -> e.step().equals(step)).map(RunEntry::kind).toList();
        }
    }

    @Test
    void everyStepIsDoneOnceInItsOrderAndWhatOneFindsOutTheNextIsTold() throws Exception {
        DeploymentPlan plan = Plans.domain(5);
        boot(plan);
        List<ConductorSnapshot> seen = new ArrayList<>();
        ConductorSnapshot end = run(plan, seen);
        assertTrue(end.good(), () -> states(end).toString());
        for (StepProgress step : end.steps()) {
            assertTrue(step.attempts() <= 1, step.step().id());
            for (String need : step.step().after()) {
                StepProgress before = end.step(need).orElseThrow();
                assertTrue(need.equals("heat") || !before.ended().orElseThrow().isAfter(step.began().orElseThrow()), step.step().id() + " after " + need);
            }
        }
        assertEquals(List.of("10.0.0.5"), end.step("dc:AskDnsIp").orElseThrow().values());
        assertEquals(List.of(RunEntry.Kind.SENT, RunEntry.Kind.DONE), kinds("m5:JoinDomain"));
        assertTrue(seen.size() > 5, "progress was told " + seen.size() + " times");
        assertTrue(run(plan, seen).good(), "a second run finds nothing to do");
        assertEquals(List.of(RunEntry.Kind.SENT, RunEntry.Kind.DONE), kinds("m5:JoinDomain"));
    }

    @Test
    void aFailureStopsWhatNeedsItAndNothingElseAndSaysTheAgentsOwnWords() throws Exception {
        DeploymentPlan plan = Plans.domain(2);
        boot(plan);
        faults.add(new AgentFault(AgentFault.Kind.FAIL, "Install-WebServer", "m1", 1));
        ConductorSnapshot end = run(plan, new ArrayList<>());
        assertEquals(State.FAILED, end.step("m1:InstallIIS").orElseThrow().state());
        assertTrue(end.step("m1:InstallIIS").orElseThrow().message().contains("Install-WebServer failed on m1"));
        assertEquals(State.SKIPPED, end.step("m1:JoinDomain").orElseThrow().state());
        assertEquals("It needs InstallIIS on m1, which failed.", end.step("m1:JoinDomain").orElseThrow().message());
        assertEquals(State.DONE, end.step("m2:JoinDomain").orElseThrow().state());
    }

    @Test
    void anAgentThatAnswersTwiceOrLateOrGarbageDisturbsNobodyElse() throws Exception {
        DeploymentPlan plan = Plans.domain(2);
        boot(plan);
        faults.add(new AgentFault(AgentFault.Kind.TWICE, "*", "m1", -1));
        faults.add(new AgentFault(AgentFault.Kind.GARBAGE, "Install-WebServer", "m2", 1));
        ConductorSnapshot end = run(plan, new ArrayList<>());
        assertEquals(State.DONE, end.step("m1:JoinDomain").orElseThrow().state());
        assertEquals(State.FAILED, end.step("m2:InstallIIS").orElseThrow().state());
        assertTrue(end.step("m2:InstallIIS").orElseThrow().message().contains("not understood"));
    }

    @Test
    void aPlanThatTheAgentHasLostIsSentAgain() throws Exception {
        DeploymentPlan plan = Plans.domain(1);
        boot(plan);
        faults.add(new AgentFault(AgentFault.Kind.SILENT, "Install-WebServer", "m1", 1));
        ConductorSnapshot end = run(plan, new ArrayList<>());
        assertTrue(end.good(), () -> states(end).toString());
        assertEquals(List.of(RunEntry.Kind.SENT, RunEntry.Kind.LOST, RunEntry.Kind.SENT, RunEntry.Kind.DONE), kinds("m1:InstallIIS"));
    }

    @Test
    void anAgentThatDiedIsNoticedAndNamedAndInTheEndGivenUp() throws Exception {
        DeploymentPlan plan = Plans.domain(2);
        boot(plan);
        faults.add(new AgentFault(AgentFault.Kind.DIES, "Install-WebServer", "m1", 1));
        List<ConductorSnapshot> seen = new ArrayList<>();
        ConductorSnapshot end = run(plan, seen);
        assertTrue(seen.stream().anyMatch(s -> s.silent().getOrDefault("m1", "").contains("Nobody") && !s.ended()), "silence is told while it lasts");
        StepProgress given = end.step("m1:InstallIIS").orElseThrow();
        assertEquals(State.FAILED, given.state());
        assertTrue(given.message().contains("No answer within 8 s") && given.message().contains("Nobody"), given.message());
        assertEquals(State.DONE, end.step("m2:JoinDomain").orElseThrow().state());
    }

    /** A step may take an hour; that its agent has died or lost the plan is not found out only then. */
    @Test
    @Tag("alone")
    void silenceIsToldLongBeforeTheTimeOfAStepIsOver() throws Exception {
        ConductorSettings patient = new ConductorSettings(Duration.ofSeconds(1), 2, Duration.ofHours(1), Duration.ofSeconds(12), Duration.ofSeconds(8), 3);
        DeploymentPlan plan = Plans.domain(2);
        boot(plan);
        faults.add(new AgentFault(AgentFault.Kind.DIES, "Join-Domain", "m1", 1));
        faults.add(new AgentFault(AgentFault.Kind.SILENT, "Join-Domain", "m2", 1));
        List<ConductorSnapshot> seen = new ArrayList<>();
        ConductorSnapshot end = run(plan, patient, seen);
        ConductorSnapshot told = seen.stream().filter(s -> s.step("m1:JoinDomain").orElseThrow().message().startsWith("No sign of life for 1 s. Nobody consumes the queue"))
                .findFirst().orElseThrow(() -> new AssertionError(seen.stream().map(s -> s.step("m1:JoinDomain").orElseThrow().message()).distinct().toList().toString()));
        assertEquals(State.RUNNING, told.step("m1:JoinDomain").orElseThrow().state());
        assertEquals(Map.of(), told.silent(), "the step has time yet");
        assertTrue(end.step("m1:JoinDomain").orElseThrow().message().matches("No answer within 12 s\\. No sign of life for 1[12] s\\. Nobody.*"),
                end.step("m1:JoinDomain").orElseThrow().message());
        assertEquals(State.DONE, end.step("m2:JoinDomain").orElseThrow().state());
        assertEquals(List.of(RunEntry.Kind.SENT, RunEntry.Kind.LOST, RunEntry.Kind.SENT, RunEntry.Kind.DONE), kinds("m2:JoinDomain"));
    }

    @Test
    void unitsWithoutAnyAgentAreSaidToHaveNone() throws Exception {
        DeploymentPlan plan = Plans.domain(0);
        ConductorSnapshot end = run(plan, new ArrayList<>());
        assertEquals(State.FAILED, end.step("dc:SetPassword").orElseThrow().state());
        assertTrue(end.step("dc:SetPassword").orElseThrow().message().contains("its image has no agent"), end.step("dc:SetPassword").orElseThrow().message());
        assertEquals(State.SKIPPED, end.step("dc:AskDnsIp").orElseThrow().state());
    }

    @Test
    void cancelLeavesWhatTheNextRunGoesOnWith() throws Exception {
        DeploymentPlan plan = Plans.domain(3);
        boot(plan);
        Task task = Task.unwatched();
        channel.declare(Plans.queues(plan), task);
        try (FileRunLog log = FileRunLog.open(folder.resolve("run.log"))) {
            new Conductor(channel, SETTINGS).run(Plans.work(plan), log, s -> {
                if (s.count(State.DONE) >= 3) {
                    task.cancel();
                }
            }, task);
        }
        ConductorSnapshot end = run(plan, new ArrayList<>());
        assertTrue(end.good(), () -> states(end).toString());
    }

    @Test
    void theLogOfAnotherPlanIsRefusedAndATornLastLineIsNot() throws Exception {
        boot(Plans.domain(1));
        run(Plans.domain(1), new ArrayList<>());
        Path log = folder.resolve("run.log");
        Files.writeString(log, Files.readString(log) + "{\"at\":\"2026-");
        assertTrue(run(Plans.domain(1), new ArrayList<>()).good());
        Failure other = assertThrows(FailureException.class, () -> run(Plans.domain(2), new ArrayList<>())).failure();
        assertEquals(Failure.Kind.CONFLICT, other.kind());
        Files.writeString(log, "rubbish\n" + Files.readString(log));
        assertEquals(Failure.Kind.BAD_INPUT, assertThrows(FailureException.class, () -> run(Plans.domain(1), new ArrayList<>())).failure().kind());
    }
}
