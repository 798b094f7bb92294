package org.campanile.demolab.kinds;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.check.Finding;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.recipe.CheckSpec;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.recipe.StepSpec;
import org.campanile.core.recipe.Values;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;

/** A demo lab on which single kinds are previewed, run twice and undone. */
final class KindBench implements AutoCloseable {

    final Task task = Task.unwatched();
    final DemoLab demo = DemoLab.start(DemoLabOptions.defaults().withMuranoListed(false).withTimeScale(0.02));
    final MemorySecrets secrets = new MemorySecrets();
    final LabSession session;
    private final Path folder;
    private Plan plan;
    private Journal journal;

    KindBench(Path folder, boolean tls) throws FailureException {
        this.folder = folder;
        Map<String, String> at = demo.endpoints();
        URI amqp = URI.create(at.get(tls ? "amqps" : "amqp"));
        Path authority = folder.resolve("broker-ca.pem");
        org.campanile.core.file.SafeFiles.write(authority, demo.broker().authority().getBytes(java.nio.charset.StandardCharsets.UTF_8), "writing");
        Lab lab = new Lab("Bench", Lab.DEFAULT_COLOUR, Guard.NORMAL,
                Optional.of(CloudProfile.password("demo-lab", at.get("identity"), "admin", "admin").withRegion("RegionOne")),
                Optional.of(new BrokerProfile(amqp.getHost(), amqp.getPort(), tls, tls ? authority : null, true, "guest", "/", at.get("rabbitmq"))),
                List.of(), List.of(), "", Map.of());
        secrets.store(lab.cloudKey(), Secret.of("admin-secret"));
        secrets.store(lab.brokerKey(), Secret.of("guest"));
        session = new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
    }

    /** A value for a kind's secret. */
    SecretValue secret(String user, String password) {
        SecretKey key = new SecretKey("Bench", "user/" + user, user);
        secrets.store(key, Secret.of(password));
        return new SecretValue(key, "PASSWORD");
    }

    void kind(String id, Map<String, ?> with) throws FailureException {
        Ground ground = new Ground(session);
        plan = Plan.of("bench/" + id, id, SetupKinds.all().step(id).orElseThrow().create(StepSpec.of("it", Values.of(with, secrets)), ground));
    }

    PlanReport preview() throws FailureException {
        return new Runner(2).preview(plan, task);
    }

    RunResult run() throws FailureException {
        if (journal != null) {
            journal.close();
        }
        journal = new Runs(folder.resolve("runs"), Clock.systemUTC()).begin(plan.id());
        return new Runner(2).run(plan, journal, task, RunListener.nobody());
    }

    RunResult undo() throws FailureException {
        return new Runner(2).undo(plan, journal, task, RunListener.nobody());
    }

    List<Finding> check(String id, Map<String, ?> with) throws FailureException {
        return SetupKinds.all().check(id).orElseThrow().create(new CheckSpec("it", "", "Bench", Values.of(with, secrets)), new Ground(session))
                .getFirst().run(task);
    }

    @Override
    public void close() throws FailureException {
        if (journal != null) {
            journal.close();
        }
        session.close();
        demo.close();
    }
}
