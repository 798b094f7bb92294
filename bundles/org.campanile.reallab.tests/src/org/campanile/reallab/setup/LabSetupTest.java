package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

import org.campanile.core.ask.Questions;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.ImageInfo;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecipeUndo;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The set-up by a recipe on the real lab, under names of its own: plan, run with its proof, second run, undo. Others may use the lab meanwhile. */
@Timeout(300)
class LabSetupTest {

    private static final int SIZE = 8 << 20;

    @TempDir
    Path folder;

    private final String own = "campanile-" + UUID.randomUUID();
    private final Task task = Task.unwatched();
    private final MemorySecrets secrets = new MemorySecrets();
    private LabSession session;
    private SetupBooks books;
    private Map<String, String> answers;

    @BeforeEach
    void connect() throws Exception {
        Lab lab = new Lab("Real lab", Lab.DEFAULT_COLOUR, Guard.NORMAL, Optional.of(RealLab.cloud()), Optional.of(RealLab.broker("/")), List.of(), List.of(), "", Map.of());
        secrets.store(lab.cloudKey(), RealLab.cloudPassword());
        secrets.store(lab.brokerKey(), RealLab.brokerPassword());
        secrets.store(new SecretKey(lab.name(), "new user/" + own, own), Secret.of("s3cret"));
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
        books = new SetupBooks(SetupKinds.all(), new Runs(folder.resolve("runs"), Clock.systemUTC()), folder.resolve("recipes"));
        byte[] bytes = new byte[SIZE];
        new Random(3).nextBytes(bytes);
        Path image = Files.write(folder.resolve("windows.raw"), bytes);
        // A type of its own, so that the Murano service that the lab has is left as it is; the proof goes through that one.
        answers = Map.of("broker-vhost", own, "broker-user", own, "murano-type", own, "murano-name", own, "murano-url", "http://127.0.0.1:8082", "image-file",
                image.toString(), "image-name", own, "image-visibility", "public");
    }

    @AfterEach
    void disconnect() throws FailureException {
        while (undo().preview().isPresent() && undo().undo(task, RunListener.nobody()).ok()) {
            task.progress("taking back what the test has left", 0, -1);
        }
        session.close();
    }

    private RecipeSetup setup() throws FailureException {
        return new RecipeSetup(session, RecipeRequest.of(books.recipe("today"), answers), secrets, books, new GuardCheck(Questions.nobody()));
    }

    private RecipeUndo undo() {
        return new RecipeUndo(session, books, new GuardCheck(Questions.nobody()));
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
        session.murano(task).environments(task).stream().filter(e -> e.name().startsWith("campanile-proof-")).forEach(e -> all.add("environment " + e.name()));
        session.murano(task).packages(task).stream().filter(p -> p.name().startsWith("org.campanile.proof.")).forEach(p -> all.add("package " + p.name()));
        return all.stream().sorted().toList();
    }

    @Test
    void plansRunsProvesHasNothingMoreToDoAndUndoes() throws Exception {
        PlanReport plan = setup().preview(task);
        assertEquals(10, plan.count(PlanReport.Verdict.MAKE), plan.text());
        assertEquals(List.of(), ours(), "a plan makes nothing");

        RunResult result = setup().run(task, RunListener.nobody(), RunControl.ending()).result();
        assertTrue(result.ok(), () -> result.failures().toString());
        List<String> made = List.of("admin http://127.0.0.1:8082", "image active " + SIZE + " {\"type\":\"windows.2022\",\"title\":\"Windows Server 2022\"}",
                "internal http://127.0.0.1:8082", "permissions true", "public http://127.0.0.1:8082", "service", "user [administrator]", "virtual host");
        assertEquals(made, ours(), "what was asked for is there, and of the proof nothing is left");
        assertTrue(Tools.openstack("endpoint", "list", "--service", own, "-f", "value", "-c", "URL").contains("http://127.0.0.1:8082"));
        assertTrue(Tools.rabbit().run(List.of("rabbitmqctl", "-q", "authenticate_user", own, "s3cret"), "", task).exit() == 0, "rabbitmqctl takes the password");

        PlanReport second = setup().preview(task);
        assertTrue(second.nothingToDo(), second.text());
        assertEquals(10, second.count(PlanReport.Verdict.EXISTS), "the proof still counts: " + second.text());

        // What is changed behind the recipe's back is made again, and the proof with it.
        session.management(task).clearPermission(own, own, task);
        PlanReport third = setup().preview(task);
        assertEquals(2, third.count(PlanReport.Verdict.MAKE), third.text());
        assertTrue(third.rows().getLast().detail().startsWith("It is due again"), third.text());

        RunResult undone = undo().undo(task, RunListener.nobody());
        assertTrue(undone.ok(), () -> undone.failures().toString());
        assertEquals(List.of(), ours());
        assertTrue(undo().preview().isEmpty());
    }
}
