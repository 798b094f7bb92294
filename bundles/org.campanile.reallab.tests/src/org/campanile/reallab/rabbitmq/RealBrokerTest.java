package org.campanile.reallab.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerNode;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.rabbitmq.QueuePage;
import org.campanile.core.rabbitmq.QueueQuery;
import org.campanile.core.rabbitmq.RoundTrip;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RabbitMQ of the real lab: RABBIT_HOST, RABBIT_PORT, RABBIT_MANAGEMENT, RABBIT_USER and RABBIT_PASSWORD say where, with the lab's defaults. */
class RealBrokerTest {

    private static final Secret PASSWORD = Secret.of(env("RABBIT_PASSWORD", "guest"));
    private static final Secret OWN = Secret.of("p@s/s:w%r#d?x");

    private final String name = "campanile/test " + UUID.randomUUID();
    private final BrokerProfile guest = new BrokerProfile(env("RABBIT_HOST", "127.0.0.1"), Integer.parseInt(env("RABBIT_PORT", "5672")), false,
            null, true, env("RABBIT_USER", "guest"), "/", env("RABBIT_MANAGEMENT", "http://127.0.0.1:15672"));
    private final BrokerProfile own = guest.as(name, name);
    private final Task task = Task.unwatched();
    private BrokerManagement management;

    private static String env(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    private static Failure failure(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(FailureException.class, call).failure();
    }

    @BeforeEach
    void makeOwnVirtualHost() throws FailureException {
        management = new BrokerManagement(guest, PASSWORD);
        management.createVhost(name, task);
        management.putUser(name, OWN, List.of(BrokerUser.ADMINISTRATOR), task);
        management.setPermission(Permission.full(name, name), task);
    }

    @AfterEach
    void removeIt() throws FailureException {
        try (BrokerManagement closing = management) {
            closing.deleteUser(name, task);
            closing.deleteVhost(name, task);
        }
    }

    @Test
    void overviewNodesAndWhoAmI() throws FailureException {
        assertTrue(management.overview(task).version().matches("\\d+\\.\\d+.*"));
        List<BrokerNode> nodes = management.nodes(task);
        assertEquals(1, nodes.size());
        assertTrue(nodes.getFirst().healthy());
        assertTrue(nodes.getFirst().memoryLimit() > 0);
        assertEquals(guest.user(), management.whoAmI(task).name());
        assertTrue(management.whoAmI(task).tags().contains(BrokerUser.ADMINISTRATOR));
    }

    @Test
    void virtualHostUserTagsAndPermissions() throws FailureException {
        assertTrue(management.vhosts(task).stream().anyMatch(v -> v.name().equals(name)));
        assertTrue(management.users(task).contains(new BrokerUser(name, List.of(BrokerUser.ADMINISTRATOR))));
        assertTrue(management.permissions(task).contains(Permission.full(name, name)));
        management.setPermission(new Permission(name, name, "c.*", "w.*", "r.*"), task);
        assertTrue(management.permissions(task).contains(new Permission(name, name, "c.*", "w.*", "r.*")));
        management.setTags(name, List.of("monitoring", "management"), task);
        assertEquals(Set.of("monitoring", "management"),
                Set.copyOf(management.users(task).stream().filter(u -> u.name().equals(name)).findFirst().orElseThrow().tags()));
        try (BrokerManagement theirs = new BrokerManagement(own, OWN)) {
            assertEquals(name, theirs.whoAmI(task).name());
            assertEquals(Kind.DENIED, failure(() -> theirs.deleteVhost(name, task)).kind());
        }
        management.clearPermission(name, name, task);
        assertFalse(management.permissions(task).stream().anyMatch(p -> p.user().equals(name)));
        management.createVhost(name, task);
        assertEquals(Kind.NOT_FOUND, failure(() -> management.deleteVhost(name + "x", task)).kind());
        assertEquals(Kind.NOT_FOUND, failure(() -> management.deleteUser(name + "x", task)).kind());
    }

    @Test
    void aWrongPasswordIsDeniedWithTheBrokersWords() throws FailureException {
        Failure amqp = failure(() -> Messaging.open(guest, Secret.of("wr0ng"), "test", task));
        assertEquals(Kind.DENIED, amqp.kind());
        assertTrue(amqp.cameBack().contains("ACCESS_REFUSED"), amqp.details());
        assertFalse(amqp.details().contains("wr0ng"));
        try (BrokerManagement wrong = new BrokerManagement(guest, Secret.of("wr0ng"))) {
            Failure http = failure(() -> wrong.overview(task));
            assertEquals(Kind.DENIED, http.kind());
            assertTrue(http.cameBack().contains("401"), http.details());
        }
        assertEquals(Kind.NOT_FOUND, failure(() -> Messaging.open(guest.as(guest.user(), name + "x"), PASSWORD, "test", task)).kind());
        management.clearPermission(name, name, task);
        assertEquals(Kind.DENIED, failure(() -> Messaging.open(own, OWN, "test", task)).kind());
    }

    @Test
    void theRoundTripIsProvenAndLeavesNothingBehind() throws FailureException {
        Set<Thread> before = brokerThreads();
        RoundTrip proof = Messaging.proveRoundTrip(own, OWN, BrokerLimits.USUAL, task);
        assertTrue(proof.product().startsWith("RabbitMQ"), proof.product());
        assertTrue(proof.message().compareTo(Duration.ofSeconds(10)) < 0);
        assertEquals(0, management.queues(QueueQuery.first(name, 10), task).total());
        Set<Thread> after = brokerThreads();
        after.removeAll(before);
        after.forEach(thread -> {
            try {
                thread.join(5000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(after.stream().noneMatch(Thread::isAlive), after.toString());
    }

    private static Set<Thread> brokerThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> t.getName().startsWith("broker ") || t.getName().startsWith("AMQP"))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void messagesAreKeptConfirmedTakenAndGivenBack() throws Exception {
        try (Messaging messaging = Messaging.open(own, OWN, "test", task)) {
            messaging.declareQueue("plans", task);
            assertEquals(Kind.CONFLICT, failure(() -> messaging.declareQueue("plans", Map.of("x-max-length", 3), task)).kind());
            Message sent = new Message("id-1", "corr", "application/json", "results", Map.of("k", "v"), "{}".getBytes());
            messaging.publish("plans", sent, task);
            assertEquals(1, messaging.count("plans", task).messagesReady());
            Delivery first = messaging.get("plans", task).orElseThrow();
            assertEquals(sent, first.message());
            first.reject(true);
            Delivery again = messaging.get("plans", task).orElseThrow();
            assertTrue(again.redelivered());
            again.ack();
            assertEquals(Optional.empty(), messaging.get("plans", task));
            assertEquals(Kind.NOT_FOUND, failure(() -> messaging.publish("nobody", sent, task)).kind());
            assertEquals(Kind.NOT_FOUND, failure(() -> messaging.publish("no-exchange", "k", sent, task)).kind());
            assertEquals(Kind.NOT_FOUND, failure(() -> messaging.get("nobody", task)).kind());
            messaging.publish("plans", sent, task);
            messaging.deleteQueue("plans", task);
            assertEquals(Kind.NOT_FOUND, failure(() -> messaging.count("plans", task)).kind());
        }
    }

    @Test
    void aConsumerSurvivesACutConnection() throws Exception {
        LinkedBlockingQueue<String> got = new LinkedBlockingQueue<>();
        CompletableFuture<String> ended = new CompletableFuture<>();
        Task opening = Task.unwatched();
        try (Messaging messaging = Messaging.open(own, OWN, "test", opening); Messaging other = Messaging.open(own, OWN, "other", task)) {
            opening.cancel();
            messaging.declareQueue("results", task);
            try (var consumer = messaging.consume("results", 10, delivery -> {
                try {
                    delivery.ack();
                    got.add(delivery.message().id());
                } catch (FailureException e) {
                    got.add(e.getMessage());
                }
            }, ended::complete, task)) {
                other.publish("results", Message.json("before", "1"), task);
                assertEquals("before", got.poll(10, TimeUnit.SECONDS));
                Task cut = Task.unwatched();
                CompletableFuture<FailureException> cancelled = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> {
                    try {
                        while (true) {
                            messaging.count("results", cut);
                        }
                    } catch (FailureException e) {
                        cancelled.complete(e);
                    }
                });
                cut.cancel();
                assertEquals(Kind.CANCELLED, cancelled.get(10, TimeUnit.SECONDS).failure().kind());
                other.publish("results", Message.json("after", "2"), task);
                assertEquals("after", got.poll(20, TimeUnit.SECONDS));
                other.deleteQueue("results", task);
                assertTrue(ended.get(10, TimeUnit.SECONDS).contains("results"));
            }
        }
    }

    @Test
    void queuesComeInPagesWithLightColumns() throws Exception {
        try (Messaging messaging = Messaging.open(own, OWN, "test", task)) {
            for (int i = 0; i < 12; i++) {
                messaging.declareQueue("murano/queue #" + i, task);
            }
        }
        QueuePage first = management.queues(QueueQuery.first(name, 5), task);
        assertEquals(5, first.queues().size());
        assertEquals(3, first.pageCount());
        assertEquals(12, first.total());
        assertTrue(first.queues().getFirst().durable());
        QueuePage last = management.queues(QueueQuery.first(name, 5).next().next(), task);
        assertEquals(2, last.queues().size());
        QueuePage found = management.queues(QueueQuery.first(name, 5).containing("#11"), task);
        assertEquals(List.of("murano/queue #11"), found.queues().stream().map(q -> q.name()).toList());
        assertEquals(1, found.filtered());
        assertEquals("classic", management.queue(name, "murano/queue #11", task).summary().type());
        assertTrue(management.bindings(name, task).stream().anyMatch(b -> b.toQueue() && b.destination().equals("murano/queue #11")));
        try (Messaging messaging = Messaging.open(own, OWN, "test", task)) {
            messaging.publish("murano/queue #11", Message.json("dropped", "1"), task);
            management.purgeQueue(name, "murano/queue #11", task);
            assertEquals(0, messaging.count("murano/queue #11", task).messagesReady());
        }
        management.deleteQueue(name, "murano/queue #11", task);
        assertEquals(Kind.NOT_FOUND, failure(() -> management.queue(name, "murano/queue #11", task)).kind());
    }

    @Test
    void definitionsGoOutAndComeBack() throws Exception {
        try (Messaging messaging = Messaging.open(own, OWN, "test", task)) {
            messaging.declareQueue("kept", task);
            String text = management.exportDefinitions(name, task);
            assertTrue(text.contains("\"kept\""), text);
            messaging.deleteQueue("kept", task);
            management.importDefinitions(name, text, task);
            assertEquals(0, messaging.count("kept", task).messagesReady());
        }
        assertEquals(Kind.BAD_INPUT, failure(() -> management.importDefinitions(name, "{\"queues\":[{\"nme\":1}]}", task)).kind());
    }
}
