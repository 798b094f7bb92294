package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.campanile.core.ask.Questions;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.LabChecks;
import org.campanile.core.setup.LabSetup;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole set-up on the real lab, under names of its own: plan, run, second run, undo. Others may use the lab meanwhile. */
class LabSetupTest {

    private static final int SIZE = 8 << 20;

    @TempDir
    Path folder;

    private final String own = "campanile-" + UUID.randomUUID();
    private final Task task = Task.unwatched();
    private LabSession session;
    private SetupRequest request;

    private static String env(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    @BeforeEach
    void connect() throws Exception {
        CloudProfile cloud = CloudProfile.password("real-lab", env("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), env("OS_USERNAME", "admin"),
                env("OS_PROJECT_NAME", "admin")).withRegion(env("OS_REGION_NAME", "RegionOne"));
        BrokerProfile broker = new BrokerProfile(env("RABBIT_HOST", "127.0.0.1"), Integer.parseInt(env("RABBIT_PORT", "5672")), false, null, true,
                env("RABBIT_USER", "guest"), "/", env("RABBIT_MANAGEMENT", "http://127.0.0.1:15672"));
        Lab lab = new Lab("Real lab", Lab.DEFAULT_COLOUR, Guard.NORMAL, Optional.of(cloud), Optional.of(broker), List.of(), List.of(), "", Map.of());
        MemorySecrets secrets = new MemorySecrets();
        secrets.store(lab.cloudKey(), Secret.of(env("OS_PASSWORD", "admin-secret")));
        secrets.store(lab.brokerKey(), Secret.of(env("RABBIT_PASSWORD", "guest")));
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
        byte[] bytes = new byte[SIZE];
        new Random(3).nextBytes(bytes);
        Path image = Files.write(folder.resolve("windows.raw"), bytes);
        // A type of its own, so that a Murano service that the lab may have is left as it is.
        request = new SetupRequest(Optional.of(new SetupRequest.Rabbit(own, own, Secret.of("s3cret"), List.of("administrator"))),
                Optional.of(new SetupRequest.Murano(own, own, "made by a test", "RegionOne", "http://127.0.0.1:8082")),
                Optional.of(new SetupRequest.Image(image, own, "raw", "public", new ImageInfo("windows.2022", own))));
    }

    @AfterEach
    void disconnect() throws FailureException {
        LabSetup setup = setup(SetupRequest.nothing());
        boolean more = setup.undoable().isPresent();
        while (more) {
            more = setup.undo(task, RunListener.nobody()).ok() && setup.undoable().isPresent();
        }
        session.close();
    }

    private LabSetup setup(SetupRequest what) {
        return new LabSetup(session, what, new Runs(folder.resolve("runs"), Clock.systemUTC()), new GuardCheck(Questions.nobody()));
    }

    /** Everything in the lab that bears our name. */
    private List<String> ours() throws FailureException {
        List<String> all = new ArrayList<>();
        session.management(task).vhosts(task).stream().filter(v -> v.name().equals(own)).forEach(v -> all.add("virtual host"));
        session.management(task).users(task).stream().filter(u -> u.name().equals(own)).forEach(u -> all.add("user " + u.tags()));
        session.management(task).permissions(task).stream().filter(p -> p.vhost().equals(own) && p.user().equals(own))
                .forEach(p -> all.add("permissions " + p.isFull()));
        var identity = session.cloud(task).identity();
        List<String> services = identity.services(task).stream().filter(s -> s.type().equals(own)).map(s -> s.id()).toList();
        services.forEach(s -> all.add("service"));
        identity.endpoints(task).stream().filter(e -> services.contains(e.serviceId())).forEach(e -> all.add(e.interfaceName() + " " + e.url()));
        session.cloud(task).images().named(own, task).forEach(i -> all.add("image " + i.status() + " " + i.size() + " " + i.properties()
                .get(ImageInfo.PROPERTY)));
        return all.stream().sorted().toList();
    }

    @Test
    void plansRunsHasNothingMoreToDoAndUndoes() throws FailureException {
        PlanReport plan = setup(request).preview(task);
        assertEquals(9, plan.count(PlanReport.Verdict.MAKE), plan.text());
        assertEquals(List.of(), ours(), "a plan makes nothing");

        RunResult result = setup(request).run(task, RunListener.nobody());
        assertTrue(result.ok(), () -> result.failures().toString());
        assertEquals(List.of("admin http://127.0.0.1:8082", "image active " + SIZE + " {\"type\":\"windows.2022\",\"title\":\"" + own + "\"}",
                "internal http://127.0.0.1:8082", "permissions true", "public http://127.0.0.1:8082", "service", "user [administrator]",
                "virtual host"), ours());

        PlanReport second = setup(request).preview(task);
        assertTrue(second.nothingToDo(), second.text());

        RunResult undone = setup(SetupRequest.nothing()).undo(task, RunListener.nobody());
        assertTrue(undone.ok(), () -> undone.failures().toString());
        assertEquals(List.of(), ours());
        assertTrue(setup(SetupRequest.nothing()).undoable().isEmpty());
    }

    @Test
    void allPartsAreLookedAtInOneRun() throws FailureException {
        CheckReport report = new CheckEngine().run("Real lab", LabChecks.withMurano(session, own, own), task);
        assertTrue(report.complete());
        assertEquals(12, report.timings().size());
        for (String rule : new String[] { "cloud.login", "cloud.catalogue", "cloud.heat", "cloud.glance", "cloud.nova", "cloud.neutron",
                "cloud.quotas", "broker.messages", "broker.management" }) {
            assertTrue(report.of(rule).stream().noneMatch(f -> f.severity().isFailure()), () -> report.of(rule).toString());
        }
        assertFalse(report.of(LabChecks.RABBITMQ).isEmpty());
        assertTrue(report.of(LabChecks.RABBITMQ).getFirst().evidence().contains(own));
    }
}
