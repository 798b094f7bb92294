package org.campanile.core.deploy.conductor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * One environment sent the whole way that deployments by conductors go: ordered over the broker, taken by a worker of this process (or another one that is
 * quicker), deployed, told, and in the end deleted with its queues. For the proof of a lab that was set up. Blocks; worker threads only.
 */
public final class ProofDeployment {

    private static final int MOST_ORDERS = 1000;
    private static final String AGAIN = "Mend what is named and try this step again. The proof's own stack is deleted; to look into one that stays, deploy an environment.";
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final LabSession session;
    private final ServiceTypes types;
    private final Environment environment;

    /** @param session whose broker orders and agents go over */
    public ProofDeployment(LabSession session, ServiceTypes types, Environment environment) {
        this.session = session;
        this.types = types;
        this.environment = environment;
    }

    /** What is done with the log that a worker keeps; who proves a lab is told all of it and needs none. */
    private interface WithAudit<T> {
        T run(AuditLog audit) throws FailureException;
    }

    private static <T> T withAudit(WithAudit<T> work) throws FailureException {
        Path file;
        try {
            file = Files.createTempFile("campanile-proof", ".log");
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("proving the lab", Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e), e);
        }
        try {
            return work.run(AuditLog.of(file));
        } finally {
            file.toFile().delete();
        }
    }

    /** Why no network can be chosen for the units when none is named; empty when one can. */
    public static Optional<Failure> withoutNetwork(LabSession session, Task task) throws FailureException {
        try {
            LabDeployments.onlyNetwork(session, task);
            return Optional.empty();
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.BAD_INPUT) {
                throw e;
            }
            return Optional.of(e.failure());
        }
    }

    /**
     * Sends it and follows it to its end.
     *
     * @param network of the units; empty for the project's only one
     * @param limit for all of it
     * @param log takes a line for all that happens
     */
    public void run(String network, AgentExpectation agents, Duration limit, Consumer<String> log, Task task) throws FailureException {
        Task working = Task.unwatched();
        AtomicReference<Failure> broken = new AtomicReference<>();
        try (Task.Registration cancel = task.onCancel(working::cancel); Messaging messaging = session.messaging(task)) {
            Orders orders = new Orders(messaging);
            String order = orders.submit(environment, types, network, agents, task);
            log.accept("Order " + order + " is in queue " + DeploymentOrder.QUEUE + " on virtual host " + session.broker().vhost() + ".");
            Thread worker = Thread.ofVirtual().name("proof of a lab").start(() -> work(limit, log, broken, working));
            try {
                Orders.Told end = follow(orders, order, limit, log, broken, task);
                if (!end.good()) {
                    throw new FailureException(new Failure(Failure.Kind.REMOTE, "proving the lab", environment.name(), end.text(), "The environment did not come up.",
                            AGAIN));
                }
            } finally {
                working.cancel();
                join(worker);
            }
        }
    }

    private void work(Duration limit, Consumer<String> log, AtomicReference<Failure> broken, Task working) {
        try {
            withAudit(audit -> {
                new DeploymentWorker(session, types, audit, ConductorSettings.usual().withFirstContact(limit.multipliedBy(3).dividedBy(4)), "Campanile's proof", log, Optional.empty()).run(working);
                return null;
            });
        } catch (FailureException e) {
            broken.set(e.failure());
        }
    }

    /** Whoever cleans up afterwards needs the worker's lock, so its end is waited for although this thread may be interrupted. */
    private static void join(Thread worker) {
        Instant end = Instant.now().plus(LAST_WORDS);
        boolean interrupted = false;
        while (worker.isAlive() && Instant.now().isBefore(end)) {
            try {
                worker.join(Duration.between(Instant.now(), end));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Orders.Told follow(Orders orders, String order, Duration limit, Consumer<String> log, AtomicReference<Failure> broken, Task task) throws FailureException {
        Instant end = Instant.now().plus(limit);
        String last = "";
        while (true) {
            Optional<Orders.Told> told = orders.told(environment, task).filter(t -> t.order().equals(order));
            if (told.isPresent() && !told.get().text().equals(last)) {
                last = told.get().text();
                log.accept(last);
                task.progress(last, 0, -1);
            }
            if (told.isPresent() && told.get().ended()) {
                return told.get();
            }
            if (broken.get() != null && broken.get().kind() != Failure.Kind.CANCELLED) {
                throw new FailureException(broken.get());
            }
            if (Instant.now().isAfter(end)) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, "proving the lab", environment.name(), last, "It was not ended within "
                        + limit.toMinutes() + " min.", AGAIN));
            }
            pause(task);
        }
    }

    private static void pause(Task task) throws FailureException {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Task.Registration registration = task.onCancel(cancelled::countDown)) {
            cancelled.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("proving the lab");
        }
        task.checkCancelled("proving the lab");
    }

    /** Takes orders for the environment away, which the next worker would follow; those of others are put back. */
    private void withdraw(Messaging messaging, Task task) throws FailureException {
        new Orders(messaging).declare(task);
        for (String queue : List.of(DeploymentOrder.QUEUE, DeploymentOrder.LATER)) {
            List<Delivery> others = new ArrayList<>();
            Optional<Delivery> next = messaging.get(queue, task);
            while (next.isPresent()) {
                if (next.get().message().text().contains(environment.id())) {
                    next.get().ack();
                } else {
                    others.add(next.get());
                }
                next = others.size() < MOST_ORDERS ? messaging.get(queue, task) : Optional.empty();
            }
            for (Delivery other : others) {
                other.reject(true);
            }
        }
    }

    /** Deletes orders, stack and queues of the environment, as far as they are there. */
    public void delete(String network, Task task) throws FailureException {
        withAudit(audit -> {
            try (Messaging messaging = session.messaging(task)) {
                withdraw(messaging, task);
                BrokerStore store = new BrokerStore(messaging, types, "", task);
                LabDeployments deployments = LabDeployments.of(session, types, audit, Optional.of(session.messaging(task)), store, ConductorSettings.usual(),
                        Optional.of(new BrokerLock(session, "proof of a lab")), task);
                try (deployments) {
                    DeploymentSettings settings = DeploymentSettings.usual(network, AgentExpectation.NONE, Optional.empty());
                    DeploymentResult result = deployments.deployments().delete(environment, settings, now -> task.progress("Deleting the proof", 0, -1), task);
                    if (result instanceof DeploymentResult.Failed failed) {
                        throw new FailureException(failed.failure());
                    }
                }
                for (String queue : List.of("run", "state", "status")) {
                    messaging.deleteQueue("campanile-" + queue + "-" + environment.id().toLowerCase(Locale.ROOT), task);
                }
            }
            return null;
        });
    }
}
