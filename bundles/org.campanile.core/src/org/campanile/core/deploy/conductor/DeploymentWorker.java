package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Finding;
import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A worker: takes orders from the broker and deploys them, one at a time. Any number may run on any hosts. An order is put back at once and offered again
 * every few seconds; who works on it holds the environment's lock, as windows and command lines do. When a worker dies its connection and the lock end,
 * the next one gets the lock and goes on with the run's log, so that the deployment ends once and each step runs once. Blocks until its task is cancelled.
 */
public final class DeploymentWorker {

    private static final Duration RECONNECT = Duration.ofSeconds(2);
    /** The round of work ends with its connection. */
    private static final String LOST = "the connection to the broker was lost; who has one first goes on with the order";

    private final LabSession session;
    private final ServiceTypes types;
    private final AuditLog audit;
    private final ConductorSettings settings;
    private final String name;
    private final Consumer<String> log;
    private final Optional<Home> home;

    /**
     * A worker for a lab.
     *
     * @param name shown in the broker's list of connections
     * @param log takes a line for everything that happens
     * @param home keeps each run that ended here, and what is deployed then, beside those of the window and the command line; empty to keep neither
     */
    public DeploymentWorker(LabSession session, ServiceTypes types, AuditLog audit, ConductorSettings settings, String name, Consumer<String> log,
            Optional<Home> home) {
        this.session = Objects.requireNonNull(session);
        this.types = Objects.requireNonNull(types);
        this.audit = Objects.requireNonNull(audit);
        this.settings = Objects.requireNonNull(settings);
        this.name = Objects.requireNonNull(name);
        this.log = Objects.requireNonNull(log);
        this.home = Objects.requireNonNull(home);
    }

    /**
     * Works until the task is cancelled; a broker that is away is tried again, which is told once. Fails when the broker has never taken the login, and when
     * what answers has never been this lab's broker.
     */
    public void run(Task task) throws FailureException {
        boolean known = false;
        String last = "";
        while (!task.isCancelled()) {
            Task round = Task.unwatched();
            try (Task.Registration stop = task.onCancel(round::cancel); Messaging messaging = session.messagingOnce(name, round::cancel, round)) {
                log.accept("connected to " + messaging.product());
                known = true;
                last = "";
                take(messaging, round);
            } catch (FailureException e) {
                if (hopeless(e.failure().kind(), known)) {
                    throw e;
                }
                String why = e.failure().kind() == Failure.Kind.CANCELLED ? LOST : e.failure().headline();
                if (!task.isCancelled() && !last.equals(why)) {
                    last = why;
                    log.accept(last);
                }
            }
            pause(task);
        }
    }

    /** Whether trying again cannot help. A broker that was there once may be behind a proxy that answers for it, or have neither virtual host nor users yet. */
    private static boolean hopeless(Failure.Kind kind, boolean known) {
        return switch (kind) {
            case BAD_INPUT -> true;
            case BAD_ANSWER, NOT_FOUND, UNTRUSTED, DENIED -> !known;
            default -> false;
        };
    }

    private static void pause(Task task) throws FailureException {
        BlockingQueue<Boolean> wake = new LinkedBlockingQueue<>();
        try (Task.Registration cancel = task.onCancel(() -> wake.add(true))) {
            wake.poll(RECONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("waiting for the broker");
        }
    }

    private void take(Messaging messaging, Task round) throws FailureException {
        Orders orders = new Orders(messaging);
        orders.declare(round);
        BlockingQueue<Optional<Delivery>> deliveries = new LinkedBlockingQueue<>();
        try (Messaging.AutoCloseableConsumer consumer = messaging.consume(DeploymentOrder.QUEUE, 1, delivery -> deliveries.add(Optional.of(delivery)),
                reason -> round.cancel(), round); Task.Registration cancel = round.onCancel(() -> deliveries.add(Optional.empty()))) {
            while (!round.isCancelled()) {
                Optional<Delivery> delivery = deliveries.take();
                if (delivery.isPresent()) {
                    handle(messaging, orders, delivery.get(), round);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("taking orders");
        }
    }

    private void handle(Messaging messaging, Orders orders, Delivery delivery, Task round) throws FailureException {
        DeploymentOrder order;
        Environment environment;
        try {
            order = DeploymentOrder.read(delivery.message().text());
            environment = new EnvironmentFile(types).parse("order " + order.id(), order.document());
        } catch (FailureException e) {
            log.accept(e.failure().headline());
            delivery.ack();
            return;
        }
        LockQueue lock = new LockQueue(messaging, environment, LockHolder.here("conductor " + name, true, "deploying"));
        try {
            lock.take(Duration.ZERO, reason -> round.cancel(), round);
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.CONFLICT) {
                throw e;
            }
            tellWaiting(orders, order, environment, lock.holder(round), round);
            orders.later(order, round);
            delivery.ack();
            return;
        }
        try {
            BrokerStore store = new BrokerStore(messaging, types, order.id(), round);
            if (store.lastOrder(environment).equals(order.id())) {
                delivery.ack();
                return;
            }
            orders.later(order, round);
            delivery.ack();
            deploy(messaging, orders, order, environment, store, round);
        } finally {
            lock.free();
        }
    }

    /** A worker that has the lock tells of its own order; others tell nothing, and whoever follows the order would wait in the dark. */
    private void tellWaiting(Orders orders, DeploymentOrder order, Environment environment, Optional<LockHolder> holder, Task round) {
        if (holder.isPresent() && !holder.get().worker()) {
            tell(orders, environment, new Orders.Told(order.id(), false, false, "Waiting: " + holder.get().words()), round);
        }
    }

    private void deploy(Messaging messaging, Orders orders, DeploymentOrder order, Environment environment, BrokerStore store, Task round) throws FailureException {
        log.accept("deploying " + environment.name() + " (order " + order.id() + ")");
        String[] last = { "" };
        Instant began = Instant.now();
        DeploymentResult result;
        try {
            LabDeployments deployments = LabDeployments.of(session, types, audit, Optional.of(messaging), store, settings, Optional.empty(), round);
            result = deployments.deployments().deploy(environment, deployments.settings(environment, order.network(), order.agents(), round), now -> {
                String text = words(now);
                if (!text.equals(last[0])) {
                    last[0] = text;
                    tell(orders, environment, new Orders.Told(order.id(), false, false, text), round);
                }
            }, round);
        } catch (FailureException e) {
            round.checkCancelled("deploying");
            end(orders, order, environment, store, false, e.failure().headline(), round);
            return;
        }
        // A connection that was lost means that another worker goes on; only what is known for sure is told.
        round.checkCancelled("deploying");
        keep(environment, store, began, result);
        boolean good = result instanceof DeploymentResult.Succeeded;
        String text = result instanceof DeploymentResult.Failed failed ? failed.failure().headline() : ended(result.snapshot());
        end(orders, order, environment, store, good, text, round);
    }

    /** That a run could not be kept must not hide how it ended. */
    private void keep(Environment environment, BrokerStore store, Instant began, DeploymentResult result) {
        try {
            if (home.isPresent()) {
                FolderStore.of(home.get(), session.lab(), types).save(environment, store.state(environment));
                RunHistory.of(home.get(), session.lab(), types).keep(environment, RunHistory.worker(name), began, result);
            }
        } catch (FailureException e) {
            log.accept("The run could not be kept: " + e.failure().headline());
        }
    }

    private void end(Orders orders, DeploymentOrder order, Environment environment, BrokerStore store, boolean good, String text, Task round)
            throws FailureException {
        store.end(environment);
        tell(orders, environment, new Orders.Told(order.id(), true, good, text), round);
        log.accept(environment.name() + ": " + text);
    }

    private void tell(Orders orders, Environment environment, Orders.Told told, Task round) {
        try {
            orders.tell(environment, told, round);
        } catch (FailureException e) {
            if (!round.isCancelled()) {
                log.accept("What happens could not be told: " + e.failure().headline());
            }
        }
    }

    private String words(DeploymentSnapshot now) {
        long ended = now.steps().stream().filter(s -> s.state().ended()).count();
        return waiting(now).orElse(now.phase().label()) + (now.steps().isEmpty() ? "" : ", " + ended + " of " + now.steps().size() + " steps") + " (" + name + ")";
    }

    /** An agent may take long to answer, and who follows the order should know that nothing else is waited for. */
    private Optional<String> waiting(DeploymentSnapshot now) {
        List<String> asked = now.units().stream().filter(u -> u.agent() == AgentState.ASKED || u.agent() == AgentState.SILENT).map(UnitStatus::hostName).toList();
        return asked.isEmpty() || now.phase().isEnd() ? Optional.empty() : Optional.of("Waiting up to " + Math.max(1, settings.firstContact().toMinutes())
                + " min for " + (asked.size() == 1 ? "the agent of " + asked.getFirst() : asked.size() + " agents"));
    }

    /** What it is, and what somebody should know although nothing failed. */
    private String ended(DeploymentSnapshot end) {
        return Stream.concat(Stream.of(words(end)), end.findings().stream().filter(f -> f.severity().isProblem()).map(Finding::evidence)).collect(Collectors.joining(". "));
    }
}
