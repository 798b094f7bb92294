package org.campanile.demolab.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.ask.Questions;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.conductor.BrokerLock;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.DeploymentWorker;
import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.deploy.conductor.LabDeployments;
import org.campanile.core.deploy.conductor.Orders;
import org.campanile.core.environment.DeployedState;
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
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.http.ResourceFault;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two consoles, or a console and a worker, that want to change one deployment; and what each knows of what the other has deployed. */
@Timeout(90)
class DeploymentLockTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    @TempDir
    Path folder;
    private final MemorySecrets secrets = new MemorySecrets();
    private final Task task = Task.unwatched();
    private DemoLab demo;
    private Lab lab;
    private LabSession session;
    private Environment environment;

    @BeforeEach
    void start() throws Exception {
        demo = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.002));
        Map<String, String> at = demo.endpoints();
        lab = lab(URI.create(at.get("amqp")).getPort());
        session = session(lab);
        Environment empty = Environment.create("locked");
        Service domain = TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty).withName("acme.local").with(Service.IMAGE, "demo-windows")
                .with("adminPassword", Secret.of("P@ssw0rd1"));
        List<Unit> units = domain.units().stream().map(u -> u.with("recoveryPassword", Secret.of("P@ssw0rd2"))).toList();
        environment = EnvironmentSecrets.keep(empty.addService(domain.withUnits(units)), secrets);
    }

    private Lab lab(int brokerPort) {
        Map<String, String> at = demo.endpoints();
        return new Lab("Bench", Lab.DEFAULT_COLOUR, Guard.NORMAL,
                Optional.of(CloudProfile.password("demo-lab", at.get("identity"), "admin", "admin").withRegion("RegionOne")),
                Optional.of(new BrokerProfile("127.0.0.1", brokerPort, false, null, true, "guest", "/", at.get("rabbitmq"))), List.of(), List.of(), "", Map.of());
    }

    private LabSession session(Lab of) {
        secrets.store(of.cloudKey(), Secret.of("admin-secret"));
        secrets.store(of.brokerKey(), Secret.of("guest"));
        return new LabSession(of, secrets, Questions.nobody(), CloudConnector.create());
    }

    @AfterEach
    void stop() {
        session.close();
        demo.close();
    }

    private Home home(String machine) {
        return new Home(folder.resolve(machine));
    }

    private AuditLog audit() {
        return AuditLog.of(folder.resolve("audit.log"));
    }

    private LabDeployments open(String machine) throws FailureException {
        return LabDeployments.open(session, TYPES, audit(), home(machine), machine, task);
    }

    private DeploymentSettings settings(LabDeployments open) throws FailureException {
        return open.settings(environment, "", AgentExpectation.REQUIRED, task).withTimes(Duration.ofMillis(20), Duration.ofMinutes(1), Duration.ofMinutes(1));
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean there(String queue) {
        try (Messaging look = session.messaging(task)) {
            look.count(queue, task);
            return true;
        } catch (FailureException e) {
            assertEquals(Failure.Kind.NOT_FOUND, e.failure().kind(), e.failure().details());
            return false;
        }
    }

    /** How the second one fares while the first is at it. */
    private interface Second {
        DeploymentResult result(LabDeployments second) throws FailureException;
    }

    private List<DeploymentResult> meanwhile(List<Second> seconds) throws Exception {
        List<DeploymentResult> results = new ArrayList<>();
        AtomicReference<FailureException> broken = new AtomicReference<>();
        try (LabDeployments first = open("first"); LabDeployments second = open("second")) {
            DeploymentResult end = first.deployments().deploy(environment, settings(first), now -> {
                if (results.isEmpty() && now.phase() == DeploymentSnapshot.Phase.STEPS) {
                    try {
                        for (Second one : seconds) {
                            results.add(one.result(second));
                        }
                    } catch (FailureException e) {
                        broken.set(e);
                    }
                }
            }, task);
            assertEquals(null, broken.get());
            assertInstanceOf(DeploymentResult.Succeeded.class, end, end::toString);
        }
        return results;
    }

    @Test
    void whileOneDeploysTheOtherIsRefusedAndToldWhoItIs() throws Exception {
        List<DeploymentResult> results = meanwhile(List.of(second -> second.deployments().deploy(environment, settings(second), now -> { }, task),
                second -> second.deployments().delete(environment, settings(second), now -> { }, task)));
        assertEquals(2, results.size());
        for (DeploymentResult result : results) {
            assertTrue(DeploymentLock.refused(result), result::toString);
            Failure failure = assertInstanceOf(DeploymentResult.Failed.class, result).failure();
            assertTrue(failure.meaning().startsWith(AuditLog.user() + " has been deploying it since 20"), failure.details());
            assertTrue(failure.meaning().contains("(first, process " + ProcessHandle.current().pid() + ")"), failure.details());
            assertTrue(failure.next().startsWith("Wait for that to end"), failure.details());
        }
        assertFalse(there("campanile-lock-" + environment.id()), "the lock's queue goes with the end of the run");
        assertFalse(there("campanile-holder-" + environment.id()), "and so does the name of who had it");
        try (LabDeployments second = open("second")) {
            assertInstanceOf(DeploymentResult.Succeeded.class, second.deployments().delete(environment, settings(second), now -> { }, task));
        }
        assertFalse(there("campanile-lock-" + environment.id()), "a deletion frees it as well");
    }

    @Test
    void cancelledOrFailedTheLockIsFree() throws Exception {
        for (boolean fail : List.of(true, false)) {
            Task cancelled = Task.unwatched();
            try (LabDeployments first = open("first")) {
                if (fail) {
                    demo.faults().add(ResourceFault.of("OS::Nova::Server", ".*", "No valid host was found.", 1));
                }
                DeploymentResult end = first.deployments().deploy(environment, settings(first), now -> {
                    if (!fail && now.phase() == DeploymentSnapshot.Phase.STACK) {
                        cancelled.cancel();
                    }
                }, cancelled);
                assertEquals(fail ? DeploymentResult.Failed.class : DeploymentResult.Cancelled.class, end.getClass(), end::toString);
            }
            assertFalse(there("campanile-lock-" + environment.id()));
        }
    }

    @Test
    void aWorkerWaitsForAConsoleAndSaysSo() throws Exception {
        Task working = Task.unwatched();
        List<String> said = new CopyOnWriteArrayList<>();
        List<String> told = new CopyOnWriteArrayList<>();
        AtomicReference<String> order = new AtomicReference<>("");
        Thread worker = Thread.ofVirtual().unstarted(() -> {
            try {
                new DeploymentWorker(session, TYPES, audit(), ConductorSettings.usual(), "w1", said::add, Optional.empty()).run(working);
            } catch (FailureException e) {
                said.add(e.failure().details());
            }
        });
        try (LabDeployments first = open("first"); Messaging messaging = session.messaging(task)) {
            Orders orders = new Orders(messaging);
            DeploymentResult end = first.deployments().deploy(environment, settings(first), now -> {
                if (order.get().isEmpty() && now.phase() == DeploymentSnapshot.Phase.STEPS) {
                    try {
                        order.set(orders.submit(environment, TYPES, "", AgentExpectation.REQUIRED, task));
                        worker.start();
                        await(() -> told(orders, order.get()).startsWith("Waiting: " + AuditLog.user() + " has been deploying it"), "the worker does not say that it waits");
                        told.add(told(orders, order.get()));
                    } catch (FailureException e) {
                        said.add(e.failure().details());
                    }
                }
            }, task);
            assertInstanceOf(DeploymentResult.Succeeded.class, end, end::toString);
            assertEquals(1, told.size(), said::toString);
            await(() -> told(orders, order.get()).startsWith("Deployed"), "the worker does not take its turn: " + said);
        } finally {
            working.cancel();
            worker.join();
        }
    }

    private String told(Orders orders, String order) {
        try {
            return orders.told(environment, task).filter(t -> t.order().equals(order)).map(Orders.Told::text).orElse("");
        } catch (FailureException e) {
            return e.failure().details();
        }
    }

    @Test
    void whatOneMachineDeployedIsKnownOnAnotherAndWithoutTheBrokerThatIsSaid() throws Exception {
        try (LabDeployments first = open("first")) {
            assertInstanceOf(DeploymentResult.Succeeded.class, first.deployments().deploy(environment, settings(first), now -> { }, task));
            KeptState here = KeptState.read(session, home("first"), TYPES, environment, task);
            KeptState elsewhere = KeptState.read(session, home("second"), TYPES, environment, task);
            assertTrue(elsewhere.shared() && elsewhere.state().stack(), elsewhere::toString);
            assertEquals(here.state(), elsewhere.state());
            assertEquals(Optional.empty(), elsewhere.warning());
            try (LabSession away = session(lab(1))) {
                KeptState alone = KeptState.read(away, home("first"), TYPES, environment, task);
                assertFalse(alone.shared());
                assertEquals(here.state(), alone.state(), "what this machine knows is better than nothing");
                assertTrue(alone.warning().orElseThrow().startsWith("What is deployed is taken from this machine alone"), alone.warning()::toString);
            }
            try (LabSession nobody = new LabSession(lab, new MemorySecrets(), Questions.nobody(), CloudConnector.create())) {
                assertEquals(Failure.Kind.DENIED, KeptState.read(nobody, home("first"), TYPES, environment, task).unasked().orElseThrow().kind());
            }
            first.deployments().delete(environment, settings(first), now -> { }, task);
        }
        KeptState gone = KeptState.read(session, home("second"), TYPES, environment, task);
        assertEquals(DeployedState.NOTHING, gone.state());
        assertTrue(gone.shared(), "also on a machine that remembers it as deployed");
        assertFalse(there("campanile-state-" + environment.id()), "what was deployed need not be kept");
        assertTrue(there("campanile-gone-" + environment.id()));
        try (LabDeployments second = open("second")) {
            assertInstanceOf(DeploymentResult.Succeeded.class, second.deployments().deploy(environment, settings(second), now -> { }, task));
        }
        assertTrue(KeptState.read(session, home("first"), TYPES, environment, task).state().stack());
        assertFalse(there("campanile-gone-" + environment.id()), "it is there again");
    }

    /** The demo lab's broker keeps nothing; whoever had the lock then has it again, since nobody else has left a name. */
    @Test
    void aBrokerThatComesBackEmptyGivesTheLockBackToWhoHadIt() throws Exception {
        // Has the broker's port and does not listen there, so that nobody else can have it while the broker is away.
        try (Socket place = new Socket()) {
            place.setReuseAddress(true);
            place.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            comesBackEmpty(place.getLocalPort());
        }
    }

    private void comesBackEmpty(int port) throws Exception {
        DemoBroker broker = new DemoBroker(port, 0, new Faults());
        List<Failure> lost = new CopyOnWriteArrayList<>();
        try (LabSession alone = session(lab(broker.amqpPort())); DeploymentLock.Held held = new BrokerLock(alone, "first").take(environment, "deploying", lost::add, task)) {
            broker.close();
            broker = new DemoBroker(port, 0, new Faults());
            try (Messaging look = alone.messaging(task)) {
                await(() -> consumers(look) == 1, "the lock is not taken again");
            }
            FailureException refused = assertThrows(FailureException.class, () -> new BrokerLock(alone, "second").take(environment, "deploying", lost::add, task));
            assertTrue(refused.failure().meaning().contains("(first, process "), refused.failure().details());
            assertEquals(List.of(), lost);
        } finally {
            broker.close();
        }
    }

    private int consumers(Messaging look) {
        try {
            return look.count("campanile-lock-" + environment.id(), task).consumers();
        } catch (FailureException e) {
            return 0;
        }
    }
}
