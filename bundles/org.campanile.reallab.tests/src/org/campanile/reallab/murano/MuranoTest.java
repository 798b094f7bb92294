package org.campanile.reallab.murano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.campanile.core.ask.Questions;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.MuranoForm;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.Generation;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoDeployment;
import org.campanile.core.murano.MuranoDraft;
import org.campanile.core.murano.MuranoPackage;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our way with a Murano service, tried on the real murano-api and engine (release 14). Everything is made under a name of its own and deleted. */
@Timeout(300)
class MuranoTest {

    private static final MuranoDeployments.Pace PACE = new MuranoDeployments.Pace(Duration.ofMillis(500), Duration.ofMinutes(4));

    @TempDir
    Path folder;

    private final Task task = Task.unwatched();
    private final String name = "campanile-murano-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<String> changes = new ArrayList<>();
    private LabSession session;
    private MuranoApi api;

    @BeforeEach
    void connect() throws FailureException {
        Lab lab = Lab.named("Real lab").withCloud(RealLab.cloud());
        MemorySecrets secrets = new MemorySecrets();
        secrets.store(lab.cloudKey(), RealLab.cloudPassword());
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
        api = session.murano(task);
    }

    @AfterEach
    void clean() throws FailureException {
        for (var e : api.environments(task)) {
            if (e.name().equals(name) && !e.status().equals("deleting")) {
                api.delete(e.id(), task);
            }
        }
        session.close();
    }

    private MuranoDeployments murano(ServiceTypes types) {
        return new MuranoDeployments(api, types, session.secrets(), folder, changes::add, (action, subject, command, result) -> {
        }, PACE);
    }

    private ServiceTypes types() throws FailureException {
        MuranoPackage hello = api.findPackage("lab.hello", task);
        MuranoForm form = MuranoForm.read("form", api.form(hello, task).orElseThrow());
        assertEquals(List.of(), form.notes());
        return ServiceTypes.shipped().plus("lab.hello.yaml", form.typeFile(hello.title(), hello.description()));
    }

    private Environment document(ServiceTypes types) {
        Environment empty = Environment.create(name);
        return empty.addService(types.newService(types.find("lab.hello").orElseThrow(), empty).withName("greeting"));
    }

    @Test
    void anEnvironmentLivesFromItsPackageToItsDeletion() throws FailureException {
        assertEquals(Generation.LATER, api.generation());
        ServiceTypes types = types();
        Environment document = document(types);
        MuranoDeployments murano = murano(types);
        List<DeploymentSnapshot> seen = new ArrayList<>();
        DeploymentResult made = murano.deploy(document, seen::add, task);
        assertInstanceOf(DeploymentResult.Succeeded.class, made, made.toString());
        assertEquals(DeploymentSnapshot.Phase.DEPLOYED, made.snapshot().phase());
        assertTrue(seen.stream().anyMatch(s -> s.phase() == DeploymentSnapshot.Phase.STEPS), "it was followed");
        assertEquals("Deployment finished", made.snapshot().events().getLast().text());
        assertEquals(List.of("ready"), api.environment(made.snapshot().stackId(), task).components().stream().map(c -> c.status()).toList());

        assertTrue(murano.preview(document, task).nothing(), murano.preview(document, task).words());
        Environment longer = document.setField(document.services().getFirst().id(), "length", 30L);
        assertInstanceOf(DeploymentResult.Succeeded.class, murano.deploy(longer, seen::add, task));
        assertEquals("changes greeting", murano.preview(document, task).words());
        assertTrue(changes.getLast().contains("changes greeting"), changes.toString());
        assertEquals(2, api.deployments(made.snapshot().stackId(), task).size());
        assertEquals(30, api.environment(made.snapshot().stackId(), task).components().getFirst().json().get("length").getAsInt());

        assertInstanceOf(DeploymentResult.Succeeded.class, murano.delete(document, seen::add, task));
        assertEquals(Optional.empty(), murano.find(document, task));
        assertEquals(DeploymentSnapshot.Phase.ABSENT, murano.status(document, task).phase());
    }

    @Test
    void whatTheEngineRefusesIsToldInItsWords() throws FailureException {
        ServiceTypes types = types();
        Environment document = document(types);
        Environment wrong = document.editService(document.services().getFirst().id(), s -> s.with("model", Map.of("name", "x", "length", "many")));
        DeploymentResult ended = murano(types).deploy(wrong, s -> {
        }, task);
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, ended, ended.toString());
        assertEquals(Kind.REMOTE, failed.failure().kind());
        assertTrue(failed.failure().cameBack().contains("length") || failed.failure().cameBack().contains("int"), failed.failure().details());
        assertEquals(DeploymentSnapshot.Phase.FAILED, failed.snapshot().phase());
        assertEquals("deploy failure", failed.snapshot().stackStatus());
        assertTrue(failed.snapshot().findings().stream().anyMatch(f -> f.severity().isFailure()), failed.snapshot().findings().toString());
        assertEquals(DeploymentSnapshot.Phase.FAILED, murano(types).status(wrong, task).phase());
        assertTrue(api.deployments(failed.snapshot().stackId(), task).getFirst().failed());
    }

    @Test
    void aDraftThatSomebodyElseOvertookIsOver() throws FailureException {
        String id = api.create(name, task).id();
        MuranoDraft mine = api.configure(id, task);
        assertTrue(mine.open());
        MuranoDraft theirs = api.configure(id, task);
        assertTrue(api.draft(id, mine.id(), task).isPresent());
        api.deploy(id, theirs.id(), task);
        long end = System.nanoTime() + 60_000_000_000L;
        while (api.deployments(id, task).stream().anyMatch(MuranoDeployment::running) || api.environment(id, task).busy()) {
            assertTrue(System.nanoTime() < end, "waited for the engine to deploy nothing");
            Thread.onSpinWait();
        }
        assertEquals(Optional.empty(), api.draft(id, mine.id(), task));
        assertEquals(Kind.CONFLICT, assertThrows(FailureException.class, () -> api.deploy(id, mine.id(), task)).failure().kind());
        api.abandon(id, task);
        assertEquals(Kind.NOT_FOUND, assertThrows(FailureException.class, () -> api.environment(id, task)).failure().kind());
    }

    @Test
    void windowsServicesAreNotForThisMurano() throws FailureException {
        ServiceTypes types = ServiceTypes.shipped();
        Environment document = Environment.create(name).addService(new Service(Environment.newId(), "webServer", "web", Map.of(), List.of()));
        DeploymentResult.Failed failed = assertInstanceOf(DeploymentResult.Failed.class, murano(types).deploy(document, s -> {
        }, task));
        assertTrue(failed.failure().meaning().contains("packages only"), failed.failure().details());
        assertEquals(List.of(), changes, "nobody was asked, since nothing could be done");
        assertTrue(api.environments(task).stream().noneMatch(e -> e.name().equals(name)));
    }
}
