package org.campanile.reallab.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.ask.Questions;
import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.conductor.BrokerLock;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.rabbitmq.QueueCount;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lock of a deployment in the real RabbitMQ: the connection of who has it is cut, and somebody else comes meanwhile or does not. */
@Timeout(60)
class LockTest {

    private static final Secret PASSWORD = RealLab.brokerPassword();

    private final String vhost = "campanile-lock-" + UUID.randomUUID();
    private final BrokerProfile broker = new BrokerProfile("127.0.0.1", BrokerProfile.PORT, false, null, true, "guest", "/", "http://127.0.0.1:15672");
    private final Task task = Task.unwatched();
    private final Environment environment = Environment.create("campanile-lock");
    private final List<Failure> lost = new CopyOnWriteArrayList<>();
    private final AtomicInteger takenAgain = new AtomicInteger();
    private BrokerManagement management;
    private Relay relay;
    private LabSession direct;
    private LabSession relayed;
    private Messaging look;
    private DeploymentLock.Held first;

    @BeforeEach
    void start() throws Exception {
        management = new BrokerManagement(broker, PASSWORD);
        management.createVhost(vhost, task);
        management.setPermission(Permission.full("guest", vhost), task);
        relay = new Relay(BrokerProfile.PORT);
        direct = session(BrokerProfile.PORT);
        relayed = session(relay.port());
        look = direct.messaging(task);
        first = new BrokerLock(relayed, "first").take(environment, "deploying", new DeploymentLock.Watch() {
            @Override
            public void lost(Failure why) {
                lost.add(why);
            }

            @Override
            public void waiting(String why) {
                if (why.isEmpty()) {
                    takenAgain.incrementAndGet();
                }
            }
        }, task);
    }

    private LabSession session(int port) {
        Lab lab = new Lab("Bench", Lab.DEFAULT_COLOUR, Guard.NORMAL, Optional.empty(),
                Optional.of(new BrokerProfile("127.0.0.1", port, false, null, true, "guest", vhost, "")), List.of(), List.of(), "", Map.of());
        MemorySecrets secrets = new MemorySecrets();
        secrets.store(lab.brokerKey(), PASSWORD);
        return new LabSession(lab, secrets, Questions.nobody(), CloudConnector.create());
    }

    @AfterEach
    void clean() throws Exception {
        first.close();
        look.close();
        direct.close();
        relayed.close();
        relay.close();
        try (BrokerManagement closing = management) {
            closing.deleteVhost(vhost, task);
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** How many have the lock, which is 0 or 1; -1 when its queue is not there. */
    private int holders() {
        try {
            QueueCount count = look.count("campanile-lock-" + environment.id(), task);
            return count.consumers();
        } catch (FailureException e) {
            assertEquals(Failure.Kind.NOT_FOUND, e.failure().kind(), e.failure().details());
            return -1;
        }
    }

    private DeploymentLock.Held second() throws FailureException {
        return new BrokerLock(direct, "second").take(environment, "deleting", lost::add, task);
    }

    private void refused(String holder) {
        Failure failure = assertThrows(FailureException.class, this::second).failure();
        assertEquals(Failure.Kind.CONFLICT, failure.kind(), failure.details());
        assertTrue(failure.meaning().contains("(" + holder + ", process "), failure.details());
    }

    @Test
    void itIsRefusedWhileItIsHeldAndLeavesNothingBehind() throws Exception {
        refused("first");
        first.close();
        assertEquals(-1, holders());
        second().close();
        assertEquals(-1, holders());
        assertEquals(List.of(), lost);
    }

    @Test
    void afterACutItIsTakenAgain() throws Exception {
        for (int i = 0; i < 5; i++) {
            int times = i + 1;
            assertTrue(relay.cut() > 0);
            // Not that somebody has it: that may be the connection that was cut, as long as the broker has not seen that.
            await(() -> takenAgain.get() == times, "it is not taken again");
            assertEquals(1, holders());
        }
        refused("first");
        assertEquals(List.of(), lost);
        first.close();
        await(() -> holders() == -1, "its queue stays");
    }

    @Test
    void takenByAnotherMeanwhileItIsLostAndTheOthersStays() throws Exception {
        relay.away(true);
        try (DeploymentLock.Held second = second()) {
            relay.away(false);
            await(() -> !lost.isEmpty(), "it is not told that it is lost");
            assertTrue(lost.getFirst().meaning().contains("has been deleting it since 20"), lost.getFirst().details());
            assertTrue(lost.getFirst().meaning().contains("(second, process "), lost.getFirst().details());
            first.close();
            refused("second");
        }
        assertEquals(1, lost.size());
    }

    @Test
    void takenAndFreedMeanwhileItIsLostAllTheSame() throws Exception {
        relay.away(true);
        second().close();
        assertEquals(-1, holders());
        relay.away(false);
        await(() -> !lost.isEmpty(), "it is not told that it is lost");
        assertEquals(Failure.Kind.CONFLICT, lost.getFirst().kind());
        await(() -> holders() <= 0, "it keeps what it has lost");
        second().close();
    }

    /** A machine whose cable was pulled has the lock until the broker misses it; when the cable is back, it was nobody else. */
    @Test
    void whereTheBrokerMissesTheCutItIsTakenWhenItHasSeenIt() throws Exception {
        assertTrue(relay.strand() > 0);
        await(() -> relay.connections() > 0, "nobody connects again");
        assertEquals(1, holders());
        refused("first");
        relay.end();
        long[] since = { System.nanoTime() };
        await(() -> {
            since[0] = relay.connections() == 1 ? since[0] : System.nanoTime();
            return System.nanoTime() - since[0] > TimeUnit.MILLISECONDS.toNanos(1500);
        }, "no connection is kept, as one that has the lock is");
        relay.away(true);
        await(() -> holders() == 0, "the lock is not with the new connection");
        relay.away(false);
        await(() -> holders() == 1, "it is not taken again");
        refused("first");
        assertEquals(List.of(), lost);
    }

    @Test
    void whenItsQueueIsDeletedByTheAdministratorItIsTakenAgain() throws Exception {
        look.deleteQueue("campanile-lock-" + environment.id(), task);
        await(() -> holders() == 1, "it is not taken again");
        assertEquals(List.of(), lost);
        first.close();
        // What was being taken again when it was closed is given back as soon as it is there.
        await(() -> holders() == -1, "its queue stays");
    }
}
