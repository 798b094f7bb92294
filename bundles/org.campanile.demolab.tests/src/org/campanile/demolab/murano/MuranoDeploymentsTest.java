package org.campanile.demolab.murano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.ask.Questions;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.http.ResourceFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A document deployed by the demo lab's Murano 0.2: draft, reports, states that are kept, another who is quicker, and the end. */
@Timeout(120)
class MuranoDeploymentsTest {

    private static final MuranoDeployments.Pace PACE = new MuranoDeployments.Pace(Duration.ofMillis(50), Duration.ofSeconds(60));
    private static DemoLab demo;

    @TempDir
    Path folder;

    private final Task task = Task.unwatched();
    private final MemorySecrets secrets = new MemorySecrets();
    private final ServiceTypes types = ServiceTypes.shipped();
    private final List<String> changes = new ArrayList<>();
    private LabSession session;
    private MuranoApi api;
    private Environment document;

    @BeforeAll
    static void start() throws FailureException {
        demo = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02));
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @BeforeEach
    void connect() throws FailureException {
        until("Murano is connected to its broker", demo.murano().services()::connected);
        Lab lab = Lab.named("Demo").withCloud(CloudProfile.password("demo-lab", demo.endpoints().get("identity"), "admin", "admin").withRegion("RegionOne"));
        secrets.store(lab.cloudKey(), Secret.of("admin-secret"));
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
        api = session.murano(task);
        Environment filled = new EnvironmentTemplates(types).find("domain-and-web").orElseThrow().fill().apply(Environment.create("office"));
        EnvironmentSecrets.makeUp(filled, EnvironmentSecrets.references(filled), secrets);
        for (Service s : filled.services()) {
            filled = filled.setField(s.id(), Service.IMAGE, "demo-windows");
        }
        document = filled;
    }

    @AfterEach
    void clean() throws FailureException {
        demo.faults().clear();
        demo.murano().services().startConductor();
        for (var e : api.environments(task)) {
            api.delete(e.id(), task);
        }
        session.close();
    }

    private MuranoDeployments murano() {
        return new MuranoDeployments(api, types, secrets, folder, changes::add, (action, subject, command, result) -> {
        }, PACE);
    }

    private DeploymentSnapshot deployed(Environment what) {
        DeploymentResult made = murano().deploy(what, s -> {
        }, task);
        return assertInstanceOf(DeploymentResult.Succeeded.class, made, made.toString()).snapshot();
    }

    @Test
    void aDocumentIsDeployedAndItsReportsAreItsUnits() throws FailureException {
        assertEquals(Generation.FIRST, api.generation());
        List<DeploymentSnapshot> seen = new ArrayList<>();
        // It begins when it was seen that it is under way; otherwise it might have ended before anybody looked.
        demo.murano().services().stopConductor();
        DeploymentResult made = murano().deploy(document, now -> {
            seen.add(now);
            if (now.phase() == DeploymentSnapshot.Phase.STEPS) {
                demo.murano().services().startConductor();
            }
        }, task);
        DeploymentSnapshot end = assertInstanceOf(DeploymentResult.Succeeded.class, made, made.toString()).snapshot();
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, end.phase());
        assertTrue(seen.stream().anyMatch(s -> s.phase() == DeploymentSnapshot.Phase.STEPS));
        assertEquals(document.unitCount(), end.units().size());
        assertTrue(end.units().stream().allMatch(u -> u.resourceStatus().equals("deployed") && !u.agentDetail().isEmpty()), end.units().toString());
        assertEquals("Deployment scheduled", end.events().getFirst().text());
        assertEquals("e" + end.stackId(), end.stackName());
        assertTrue(session.cloud(task).orchestration().find(end.stackName(), task).isPresent(), "Murano made servers of the image that the document names");
        assertEquals(document.services().stream().map(Service::id).toList(), api.environment(end.stackId(), task).components().stream().map(c -> c.id()).toList());
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, murano().status(document, task).phase());
        assertTrue(changes.getFirst().contains("adds "), changes.toString());
    }

    @Test
    void aSecondDeploymentChangesOnlyWhatChangedAndTakesAwayWhatIsGone() throws FailureException {
        String id = deployed(document).stackId();
        assertTrue(murano().preview(document, task).nothing(), murano().preview(document, task).words());
        Service last = document.services().getLast();
        Environment fewer = document.removeService(last.id());
        assertEquals("removes " + last.name(), murano().preview(fewer, task).words());
        assertEquals(id, deployed(fewer).stackId(), "the same environment of Murano");
        assertEquals(fewer.services().size(), api.environment(id, task).components().size());
        assertEquals(2, api.deployments(id, task).size());
    }

    @Test
    void anErrorOfOneServiceIsAFindingAndAFailure() {
        demo.faults().add(ResourceFault.of("Murano::Service", document.services().getFirst().name(), "no valid host was found", 1));
        DeploymentResult ended = murano().deploy(document, s -> {
        }, task);
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, ended, ended.toString());
        assertTrue(failed.failure().cameBack().contains("no valid host"), failed.failure().details());
        assertTrue(failed.snapshot().findings().stream().anyMatch(f -> f.evidence().contains("no valid host")), failed.snapshot().findings().toString());
        assertTrue(failed.snapshot().units().stream().anyMatch(u -> u.resourceStatus().equals("deploy failure")), failed.snapshot().units().toString());
    }

    @Test
    void nothingIsDeployedOverWorkUnderWayAndADraftThatWasOvertakenIsOver() throws FailureException {
        String id = deployed(document).stackId();
        MuranoDraft draft = api.configure(id, task);
        assertTrue(api.draft(id, draft.id(), task).isPresent());
        deployed(document.setField(document.services().getLast().id(), "flavor", "m1.small"));
        assertFalse(api.draft(id, draft.id(), task).isPresent(), "somebody else's deployment has ended it");
        demo.murano().services().stopConductor();
        try {
            MuranoDraft next = api.configure(id, task);
            api.deploy(id, next.id(), task);
            DeploymentResult refused = murano().deploy(document, s -> {
            }, task);
            assertEquals(Kind.CONFLICT, assertInstanceOf(DeploymentResult.Failed.class, refused).failure().kind());
        } finally {
            demo.murano().services().startConductor();
        }
        // what waited for the conductor would else take the fault that the next test sets
        until("the deployment that waited has ended", () -> ended(id));
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "waited for: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private boolean ended(String environment) {
        try {
            return api.deployments(environment, task).stream().allMatch(d -> d.finished().isPresent());
        } catch (FailureException e) {
            throw new AssertionError(e.failure().details(), e);
        }
    }

    @Test
    void aDocumentIsFoundByItsNameWhenNothingIsRemembered() throws FailureException {
        String id = deployed(document).stackId();
        MuranoDeployments elsewhere = new MuranoDeployments(api, types, secrets, folder.resolve("other"), changes::add, (a, b, c, d) -> {
        }, PACE);
        assertEquals(id, elsewhere.find(document, task).orElseThrow().id());
        elsewhere.deploy(document, s -> {
        }, task);
        assertTrue(changes.getLast().contains("it is taken over"), changes.getLast());
        api.create(document.name(), task);
        assertEquals(id, murano().find(document, task).orElseThrow().id(), "the id is remembered");
        DeploymentResult unsure = new MuranoDeployments(api, types, secrets, folder.resolve("third"), changes::add, (a, b, c, d) -> {
        }, PACE).deploy(document, s -> {
        }, task);
        assertEquals(Kind.CONFLICT, assertInstanceOf(DeploymentResult.Failed.class, unsure).failure().kind());
    }

    @Test
    void deletingTakesItAwayAndAbandoningIsNotForThisRelease() throws FailureException {
        deployed(document);
        DeploymentResult abandoned = murano().abandon(document, s -> {
        }, task);
        assertEquals(Kind.BAD_INPUT, assertInstanceOf(DeploymentResult.Failed.class, abandoned).failure().kind());
        assertInstanceOf(DeploymentResult.Succeeded.class, murano().delete(document, s -> {
        }, task));
        assertEquals(DeploymentSnapshot.Phase.ABSENT, murano().status(document, task).phase());
        assertEquals(Optional.empty(), murano().find(document, task));
    }
}
