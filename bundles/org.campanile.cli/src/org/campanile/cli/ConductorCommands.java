package org.campanile.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.DeploymentWorker;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.deploy.conductor.Orders;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile conductor} and {@code campanile environment submit}: deployments by workers on any number of hosts. */
final class ConductorCommands {

    private static final long LOOK_MILLIS = 1000;

    private ConductorCommands() {
    }

    /** {@code conductor}. */
    @Command(name = "conductor", description = { "Work as a conductor: take deployments from the lab's broker until interrupted.",
            "Any number may run on any hosts; one that dies is taken over by another.",
            "Who ends a run keeps it in its own home: campanile environment runs lists it there, and so does the window." })
    static final class Work extends EnvironmentCommands.OnTypes {
        @Mixin
        LabOptions lab;

        @Option(names = { "-y", "--yes" }, description = "Agree beforehand. A critical lab still asks for its name.")
        boolean yes;

        @Option(names = "--name", paramLabel = "NAME", defaultValue = "", description = "Name in the broker's list of connections (default: one made up).")
        String name;

        @Override
        int run() throws FailureException {
            LabSession session = lab.open(this, yes);
            new GuardCheck(session.questions()).allow(session.lab(), "Deploys what the conductors of " + session.lab().name() + " are asked to.");
            String own = name.isEmpty() ? "conductor " + UUID.randomUUID().toString().substring(0, 8) : name;
            new DeploymentWorker(session, types(), cli.audit(), ConductorSettings.usual(), own,
                    line -> cli.progress().line(own + ": " + line), Optional.of(cli.home())).run(cli.task());
            return GOOD;
        }
    }

    /** {@code environment submit}. */
    @Command(name = "submit", description = "Ask the conductors of the lab to deploy the environment.")
    static final class Submit extends EnvironmentCommands.OnFile {
        @Mixin
        LabOptions lab;

        @Mixin
        ActOptions act;

        @Option(names = "--network", paramLabel = "NETWORK", defaultValue = "", description = "Network of the units, when the file names none.")
        String network;

        @Option(names = "--agents", defaultValue = "required", paramLabel = "WHETHER",
                description = "none (not asked), if-present (a silent one is a finding) or required (a silent one is a failure).")
        String agents;

        @Option(names = "--wait", description = "Follow the order until it is ended.")
        boolean wait;

        @Override
        int run() throws FailureException {
            AgentExpectation expected = DeploymentCommands.expectation(this, agents);
            Environment environment = environment();
            LabSession session = lab.open(this, act.yes);
            if (act.dryRun) {
                cli.tell("Would ask the conductors of " + session.lab().name() + " to deploy " + environment.name() + " with " + environment.unitCount() + " servers.");
                output().thing(new LinkedHashMap<>(Map.of("environment", environment.name(), "submitted", false)));
                return GOOD;
            }
            new GuardCheck(session.questions()).allow(session.lab(), "Lets the conductors deploy " + environment.name() + ".");
            agree(session.questions(), "submitting a deployment", "Let the conductors of " + session.lab().name() + " deploy " + environment.name() + "?");
            try (Messaging messaging = session.messaging(cli.task())) {
                Orders orders = new Orders(messaging);
                orders.handOver(environment, types(), FolderStore.of(cli.home(), session.lab(), types()).state(environment), cli.task());
                String order = orders.submit(environment, types(), network, expected, cli.task());
                if (!wait) {
                    return end(order, Optional.empty());
                }
                Optional<Orders.Told> told = Optional.empty();
                String last = "";
                while (told.isEmpty() || !told.get().ended()) {
                    pause(cli.task());
                    String text;
                    try {
                        told = orders.told(environment, cli.task()).filter(t -> t.order().equals(order));
                        text = told.map(Orders.Told::text).orElse("");
                    } catch (FailureException e) {
                        text = away(e);
                    }
                    if (!text.equals(last)) {
                        last = text;
                        cli.progress().line(text);
                    }
                }
                return end(order, told);
            }
        }

        /** The order outlives the connection of who follows it, and a broker's restart. */
        private String away(FailureException e) throws FailureException {
            cli.task().checkCancelled("following an order");
            if (e.failure().kind() != Failure.Kind.UNREACHABLE && e.failure().kind() != Failure.Kind.TIMED_OUT) {
                throw e;
            }
            return "The broker cannot be reached; the order is followed on when it is back.";
        }

        private static void pause(Task task) throws FailureException {
            task.checkCancelled("following an order");
            CountDownLatch woken = new CountDownLatch(1);
            try (Task.Registration cancel = task.onCancel(woken::countDown)) {
                woken.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled("following an order");
            }
            task.checkCancelled("following an order");
        }

        private int end(String order, Optional<Orders.Told> told) {
            cli.progress().clear();
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("order", order);
            document.put("ended", told.map(Orders.Told::ended).orElse(false));
            document.put("good", told.map(Orders.Told::good).orElse(false));
            document.put("text", told.map(Orders.Told::text).orElse("Submitted."));
            output().thing(document);
            return told.isEmpty() || told.get().good() ? GOOD : BAD;
        }
    }
}
