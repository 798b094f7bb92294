package org.campanile.demolab.conductor;

import java.nio.file.Path;
import java.time.Duration;

import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.conductor.Conductor;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.ConductorSnapshot;
import org.campanile.core.deploy.conductor.FileRunLog;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Task;

/** A conductor in a process of its own, to be killed: PORT LOG MEMBERS. */
public final class ConductorChild {

    private ConductorChild() {
    }

    static ConductorSettings impatient() {
        return new ConductorSettings(Duration.ofMillis(400), 2, Duration.ofMillis(400), Duration.ofSeconds(60), Duration.ofSeconds(60), 3);
    }

    /** Runs the plan; exit code 0 when all was done. */
    public static void main(String[] arguments) throws Exception {
        BrokerProfile broker = new BrokerProfile("127.0.0.1", Integer.parseInt(arguments[0]), false, null, true, "guest", "/", "");
        try (BrokerAgentChannel channel = new BrokerAgentChannel(Messaging.open(broker, Secret.of("guest"), "conductor", Task.unwatched()));
                FileRunLog log = FileRunLog.open(Path.of(arguments[1]))) {
            ConductorSnapshot end = new Conductor(channel, impatient()).run(Plans.work(Plans.domain(Integer.parseInt(arguments[2]))), log, s -> { }, Task.unwatched());
            end.steps().stream().filter(step -> !step.message().isEmpty()).forEach(step -> System.out.println(step.step().id() + ": " + step.message()));
            System.exit(end.good() ? 0 : 1);
        }
    }
}
