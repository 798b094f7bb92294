package org.campanile.demolab.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.campanile.core.ask.Questions;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.DeploymentWorker;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.deploy.conductor.Orders;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.agents.AgentFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole deployments of a domain with a web server on the demo lab: stack, agents, steps, and what is remembered of them. */
@Timeout(120)
class ConductedDeploymentTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final String PASSWORD = "adm1n/P@ss";

    @TempDir
    Path folder;
    private final MemorySecrets secrets = new MemorySecrets();
    private DemoLab demo;
    private LabSession session;
    private LabDeployments deployments;
    private Environment environment;

    @BeforeEach
    void start() throws Exception {
        demo = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.005));
        Map<String, String> at = demo.endpoints();
        URI amqp = URI.create(at.get("amqp"));
        Lab lab = new Lab("Bench", Lab.DEFAULT_COLOUR, Guard.NORMAL,
                Optional.of(CloudProfile.password("demo-lab", at.get("identity"), "admin", "admin").withRegion("RegionOne")),
                Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), false, null, true, "guest", "/", at.get("rabbitmq"))), List.of(), List.of(),
                "", Map.of());
        secrets.store(lab.cloudKey(), Secret.of("admin-secret"));
        secrets.store(lab.brokerKey(), Secret.of("guest"));
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
        deployments = LabDeployments.open(session, TYPES, AuditLog.of(folder.resolve("audit.log")), new Home(folder), "window", Task.unwatched());
        environment = EnvironmentSecrets.keep(domainWithWeb(), secrets);
    }

    @AfterEach
    void stop() {
        deployments.close();
        session.close();
        demo.close();
    }

    private static Environment domainWithWeb() {
        Environment empty = Environment.create("conducted");
        Environment domain = empty.addService(passwords(TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty).withName("acme.local")));
        Environment two = domain.addUnit(domain.services().getFirst().id(), TYPES);
        Service ad = two.services().getFirst();
        Environment ready = two.editService(ad.id(), ConductedDeploymentTest::passwords);
        return ready.addService(passwords(TYPES.newService(TYPES.find("webServer").orElseThrow(), ready)));
    }

    private static Service passwords(Service service) {
        Service changed = service.with(Service.IMAGE, "demo-windows").with("adminPassword", Secret.of(PASSWORD));
        for (Unit unit : service.units()) {
            if (unit.fields().containsKey("recoveryPassword")) {
                Map<String, Object> fields = new java.util.LinkedHashMap<>(unit.fields());
                fields.put("recoveryPassword", Secret.of(PASSWORD));
                changed = changed.withUnit(new Unit(unit.id(), unit.number(), unit.name(), fields));
            }
        }
        return changed;
    }

    /** One more domain controller. */
    private Environment grown() throws Exception {
        Environment more = environment.addUnit(environment.services().getFirst().id(), TYPES);
        return EnvironmentSecrets.keep(more.editService(more.services().getFirst().id(), ConductedDeploymentTest::passwords), secrets);
    }

    /** Has a worker deploy, whose home is this one, and returns when it has told the end. */
    private void deployByWorker() throws Exception {
        Task working = Task.unwatched();
        List<String> said = new CopyOnWriteArrayList<>();
        Thread worker = Thread.ofVirtual().start(() -> {
            try {
                new DeploymentWorker(session, TYPES, AuditLog.of(folder.resolve("audit.log")), ConductorSettings.usual(), "w1", said::add, Optional.of(new Home(folder)))
                        .run(working);
            } catch (FailureException e) {
                said.add(e.failure().details());
            }
        });
        try (Messaging messaging = session.messaging(Task.unwatched())) {
            Orders orders = new Orders(messaging);
            orders.handOver(environment, TYPES, FolderStore.of(new Home(folder), session.lab(), TYPES).state(environment), Task.unwatched());
            String order = orders.submit(environment, TYPES, "", AgentExpectation.REQUIRED, Task.unwatched());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (orders.told(environment, Task.unwatched()).filter(t -> t.order().equals(order) && t.ended()).isEmpty()) {
                assertTrue(System.nanoTime() < end, said::toString);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        } finally {
            working.cancel();
            worker.join();
        }
    }

    @Test
    void aWorkerDoesNothingAgainThatTheConsoleHasDone() throws Exception {
        assertInstanceOf(DeploymentResult.Succeeded.class, deploy(environment, new ArrayList<>()));
        deployByWorker();
        RunRecord run = RunHistory.of(new Home(folder), session.lab(), TYPES).find(environment.id(), "last");
        assertEquals(RunRecord.Outcome.DEPLOYED, run.outcome());
        assertEquals(List.of(), run.lines().stream().filter(l -> !l.step().isEmpty()).toList());
    }

    /** They are listed together: by the command line with the same home, and in the window. */
    @Test
    void aRunOfAWorkerIsKeptBesideThoseOfTheConsole() throws Exception {
        RunHistory history = RunHistory.of(new Home(folder), session.lab(), TYPES);
        deployByWorker();
        RunRecord run = history.find(environment.id(), "last");
        assertEquals(RunRecord.Outcome.DEPLOYED, run.outcome(), run::toString);
        assertEquals("Conductor (w1)", run.by());
        assertEquals(environment, history.document(run));
        assertTrue(run.lines().stream().anyMatch(l -> l.step().equals("CreatePrimaryDC") && l.state().equals("done")), () -> run.lines().toString());
        assertEquals(1, history.runs(environment.id()).size());
        assertEquals(List.of(), deploy(environment, new ArrayList<>()).snapshot().steps(), "the console does nothing again that a worker has done");
        // Nor does a console on another machine, which knows of it from the broker alone.
        try (LabDeployments elsewhere = LabDeployments.open(session, TYPES, AuditLog.of(folder.resolve("audit.log")), new Home(folder.resolve("elsewhere")), "window", Task.unwatched())) {
            assertEquals(List.of(), elsewhere.deployments().deploy(environment, elsewhere.settings(environment, "", AgentExpectation.REQUIRED, Task.unwatched()), now -> { },
                    Task.unwatched()).snapshot().steps());
        }
    }

    private DeploymentResult deploy(Environment document, List<DeploymentSnapshot> seen) throws Exception {
        return deployments.deployments().deploy(document, deployments.settings(document, "", AgentExpectation.REQUIRED, Task.unwatched())
                .withTimes(Duration.ofMillis(50), Duration.ofMinutes(2), Duration.ofMinutes(2)), seen::add, Task.unwatched());
    }

    private static List<String> templates(DeploymentSnapshot snapshot, String host) {
        return snapshot.steps().stream().map(StepProgress::step).filter(s -> s.hostName().equals(host)).map(PlannedStep::template).toList();
    }

    @Test
    void aDomainIsBuiltAndOnlyWhatIsNewIsDoneTheNextTime() throws Exception {
        List<DeploymentSnapshot> seen = new ArrayList<>();
        DeploymentResult built = deploy(environment, seen);
        assertInstanceOf(DeploymentResult.Succeeded.class, built, () -> String.valueOf(built));
        DeploymentSnapshot end = built.snapshot();
        assertTrue(end.steps().stream().allMatch(s -> s.state() == State.DONE), () -> end.steps().toString());
        assertEquals(List.of("probe", "SetPassword", "CreatePrimaryDC", "AskDnsIp"), templates(end, "dc1"));
        assertEquals(List.of("probe", "JoinDomain", "CreateSecondaryDC"), templates(end, "dc2"));
        assertTrue(templates(end, "web1").contains("InstallIIS") && templates(end, "web1").contains("JoinDomain"), templates(end, "web1").toString());
        assertTrue(end.units().stream().allMatch(u -> u.agent() == AgentState.ANSWERING), end.units().toString());
        assertTrue(seen.stream().map(DeploymentSnapshot::phase).toList().contains(DeploymentSnapshot.Phase.STEPS));
        assertEquals(List.of(), filesWith(PASSWORD), "no password in any file");

        DeploymentSnapshot again = deploy(environment, new ArrayList<>()).snapshot();
        assertEquals(List.of(), again.steps(), "nothing changed, so nothing is to be done");

        Environment more = grown();
        DeploymentResult grown = deploy(more, new ArrayList<>());
        assertInstanceOf(DeploymentResult.Succeeded.class, grown, () -> String.valueOf(grown));
        assertEquals(List.of("dc3"), grown.snapshot().steps().stream().map(s -> s.step().hostName()).filter(h -> !h.isEmpty()).distinct().toList());

        deployments.deployments().delete(more, deployments.settings(more, "", AgentExpectation.REQUIRED, Task.unwatched()), s -> { }, Task.unwatched());
        assertFalse(deploy(environment, new ArrayList<>()).snapshot().steps().isEmpty(), "after a deletion everything is to be done");
    }

    @Test
    void aFailedStepFailsTheDeploymentAndDeployingAgainGoesOnFromThere() throws Exception {
        demo.agents().faults().add(new AgentFault(AgentFault.Kind.FAIL, "Install-WebServer", "web1", 1));
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, deploy(environment, new ArrayList<>()));
        assertEquals("web1", failed.failure().subject());
        assertTrue(failed.failure().cameBack().contains("this failure was asked for"), failed.failure().details());
        assertTrue(failed.snapshot().findings().stream().anyMatch(f -> f.evidence().contains("InstallIIS on web1 failed")));

        DeploymentResult mended = deploy(environment, new ArrayList<>());
        assertInstanceOf(DeploymentResult.Succeeded.class, mended, () -> String.valueOf(mended));
        List<String> steps = mended.snapshot().steps().stream().map(s -> s.step().id()).filter(id -> !id.endsWith(":probe")).toList();
        assertTrue(steps.stream().allMatch(id -> id.startsWith("web1:")), steps.toString());
    }

    @Test
    void anInterruptedRunIsGoneOnWithAndOneOfAnotherDocumentIsRemembered() throws Exception {
        Task task = Task.unwatched();
        DeploymentResult cut = deployments.deployments().deploy(environment, deployments.settings(environment, "", AgentExpectation.REQUIRED, Task.unwatched())
                .withTimes(Duration.ofMillis(50), Duration.ofMinutes(2), Duration.ofMinutes(2)), s -> {
                    if (s.steps().stream().anyMatch(p -> p.step().template().equals("CreatePrimaryDC") && p.state() == State.DONE)) {
                        task.cancel();
                    }
                }, task);
        assertInstanceOf(DeploymentResult.Cancelled.class, cut);
        Environment more = grown();
        DeploymentResult end = deploy(more, new ArrayList<>());
        assertInstanceOf(DeploymentResult.Succeeded.class, end, () -> String.valueOf(end));
        assertFalse(templates(end.snapshot(), "dc1").contains("CreatePrimaryDC"), "what the run before did is not done again");
        assertEquals(4, end.snapshot().units().stream().map(UnitStatus::hostName).distinct().count());
    }

    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
