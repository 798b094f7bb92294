package org.campanile.demolab.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.campanile.demolab.http.Faults;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;

/** The demo broker as RabbitMQ's own client sees it. */
@Timeout(60)
class DemoBrokerTest {

    private static DemoBroker broker;
    private final List<Connection> opened = new java.util.ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        broker = new DemoBroker(0, 0, new Faults());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @AfterEach
    void disconnect() {
        opened.forEach(Connection::abort);
    }

    private Connection connect(String user, String password, String vhost) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(broker.amqpPort());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        opened.add(connection);
        return connection;
    }

    private Channel guest() throws Exception {
        return connect("guest", "guest", "/").createChannel();
    }

    private static AMQP.Channel.Close channelClose(IOException e) {
        return (AMQP.Channel.Close) ((ShutdownSignalException) e.getCause()).getReason();
    }

    private static AMQP.Connection.Close connectionClose(IOException e) {
        return (AMQP.Connection.Close) ((ShutdownSignalException) e.getCause()).getReason();
    }

    @Test
    void persistentMessagesWithConfirmsComeBackInOrder() throws Exception {
        Channel channel = guest();
        channel.queueDeclare("e1-dc-dc01", true, false, false, null);
        channel.confirmSelect();
        for (int i = 0; i < 1000; i++) {
            channel.basicPublish("", "e1-dc-dc01", MessageProperties.PERSISTENT_TEXT_PLAIN.builder().messageId("m" + i).build(), ("p" + i).getBytes(UTF_8));
        }
        assertTrue(channel.waitForConfirms(20_000));
        assertEquals(1000, channel.messageCount("e1-dc-dc01"));
        for (int i = 0; i < 1000; i++) {
            GetResponse got = channel.basicGet("e1-dc-dc01", true);
            assertEquals("m" + i, got.getProps().getMessageId());
            assertEquals(2, got.getProps().getDeliveryMode());
            assertArrayEquals(("p" + i).getBytes(UTF_8), got.getBody());
        }
        assertNull(channel.basicGet("e1-dc-dc01", true));
        channel.queueDelete("e1-dc-dc01");
    }

    @Test
    void aLargeMessagePassesWhole() throws Exception {
        Channel channel = guest();
        String queue = channel.queueDeclare().getQueue();
        assertTrue(queue.startsWith("amq.gen-"), queue);
        byte[] body = new byte[5_000_000];
        java.util.Arrays.fill(body, (byte) 'x');
        channel.basicPublish("", queue, null, body);
        GetResponse got = null;
        for (long until = System.nanoTime() + 30_000_000_000L; got == null && System.nanoTime() < until;) {
            got = channel.basicGet(queue, true);
        }
        assertEquals(body.length, got.getBody().length);
    }

    @Test
    void aConsumerHoldsOnlyItsPrefetchAndUnackedComesAgain() throws Exception {
        Channel channel = guest();
        channel.queueDeclare("prefetch", true, false, false, null);
        for (int i = 0; i < 3; i++) {
            channel.basicPublish("", "prefetch", null, new byte[] {(byte) i});
        }
        Channel second = connect("guest", "guest", "/").createChannel();
        second.basicQos(1);
        BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
        second.basicConsume("prefetch", false, (tag, d) -> deliveries.add(d), tag -> { });
        Delivery first = deliveries.poll(20, TimeUnit.SECONDS);
        assertEquals(0, first.getBody()[0]);
        assertNull(deliveries.poll(200, TimeUnit.MILLISECONDS), "a second one before the ack");
        second.basicAck(first.getEnvelope().getDeliveryTag(), false);
        assertEquals(1, deliveries.poll(20, TimeUnit.SECONDS).getBody()[0]);
        second.getConnection().close();
        // What a client that has gone did not take comes back when the broker has noticed that it has.
        for (long until = System.nanoTime() + 20_000_000_000L; channel.messageCount("prefetch") != 2 && System.nanoTime() < until;) {
            LockSupport.parkNanos(5_000_000);
        }
        GetResponse again = channel.basicGet("prefetch", true);
        assertEquals(1, again.getBody()[0]);
        assertTrue(again.getEnvelope().isRedeliver());
        assertEquals(1, channel.queuePurge("prefetch").getMessageCount());
        channel.queueDelete("prefetch");
    }

    @Test
    void exchangesRouteByTheirType() throws Exception {
        Channel channel = guest();
        for (String queue : List.of("ra", "rb")) {
            channel.queueDeclare(queue, true, false, false, null);
        }
        channel.exchangeDeclare("d", "direct", true);
        channel.exchangeDeclare("f", "fanout", true);
        channel.exchangeDeclare("t", "topic", true);
        channel.queueBind("ra", "d", "a");
        channel.queueBind("ra", "f", "");
        channel.queueBind("rb", "f", "");
        channel.queueBind("rb", "t", "x.#");
        channel.confirmSelect();
        channel.basicPublish("d", "a", null, new byte[1]);
        channel.basicPublish("f", "", null, new byte[1]);
        channel.basicPublish("t", "x.y.z", null, new byte[1]);
        channel.basicPublish("t", "y", null, new byte[1]);
        assertTrue(channel.waitForConfirms(20_000));
        assertEquals(2, channel.messageCount("ra"));
        assertEquals(2, channel.messageCount("rb"));
        channel.queueUnbind("rb", "f", "");
        channel.basicPublish("f", "", null, new byte[1]);
        assertTrue(channel.waitForConfirms(20_000));
        assertEquals(2, channel.messageCount("rb"));
        for (String exchange : List.of("d", "f", "t")) {
            channel.exchangeDelete(exchange);
        }
        channel.queueDelete("ra");
        channel.queueDelete("rb");
    }

    @Test
    void aMandatoryMessageWithoutQueueIsReturned() throws Exception {
        Channel channel = guest();
        BlockingQueue<String> returned = new LinkedBlockingQueue<>();
        channel.addReturnListener(r -> returned.add(r.getReplyText()));
        channel.confirmSelect();
        channel.basicPublish("", "nobody-here", true, null, new byte[1]);
        channel.waitForConfirms(20_000);
        assertTrue(returned.poll(20, TimeUnit.SECONDS) != null);
        channel.basicPublish("", "nobody-here", false, null, new byte[1]);
        assertTrue(channel.waitForConfirms(20_000), "an unroutable one that is not mandatory is confirmed and dropped");
    }

    @Test
    void loginsAreRefusedAsRabbitRefusesThem() throws Exception {
        assertThrows(AuthenticationFailureException.class, () -> connect("guest", "wrong", "/"));
        assertThrows(AuthenticationFailureException.class, () -> connect("nobody", "guest", "/"));
        IOException unknown = assertThrows(IOException.class, () -> connect("guest", "guest", "nix"));
        assertEquals(530, connectionClose(unknown).getReplyCode());
        assertEquals("NOT_ALLOWED - vhost nix not found", connectionClose(unknown).getReplyText());
        broker.putUser("stranger", "p@s/s:w%", List.of());
        IOException denied = assertThrows(IOException.class, () -> connect("stranger", "p@s/s:w%", "/"));
        assertEquals("NOT_ALLOWED - access to vhost '/' refused for user 'stranger'", connectionClose(denied).getReplyText());
        broker.deleteUser("stranger");
    }

    @Test
    void virtualHostsComeAndGoAndKeepThingsApart() throws Exception {
        assertTrue(broker.putVhost("lab/one ü"));
        assertFalse(broker.putVhost("lab/one ü"));
        broker.grant("lab/one ü", "guest", Permission.ALL);
        Connection inside = connect("guest", "guest", "lab/one ü");
        Channel channel = inside.createChannel();
        channel.queueDeclare("only-here", true, false, false, null);
        IOException missing = assertThrows(IOException.class, () -> guest().queueDeclarePassive("only-here"));
        assertEquals("NOT_FOUND - no queue 'only-here' in vhost '/'", channelClose(missing).getReplyText());
        BlockingQueue<ShutdownSignalException> ended = new LinkedBlockingQueue<>();
        inside.addShutdownListener(ended::add);
        assertTrue(broker.deleteVhost("lab/one ü"));
        assertEquals(320, ((AMQP.Connection.Close) ended.poll(20, TimeUnit.SECONDS).getReason()).getReplyCode());
        assertThrows(IOException.class, () -> connect("guest", "guest", "lab/one ü"));
    }

    @Test
    void permissionsAreHeldToPerName() throws Exception {
        broker.putUser("agent", "secret", List.of());
        broker.grant("/", "agent", new Permission("^$", "^amq\\.default$", "^in-"));
        Channel admin = guest();
        admin.queueDeclare("in-1", true, false, false, null);
        admin.queueDeclare("out-1", true, false, false, null);
        Connection connection = connect("agent", "secret", "/");
        AMQP.Channel.Close refused = channelClose(assertThrows(IOException.class,
                () -> connection.createChannel().queueDeclare("in-2", true, false, false, null)));
        assertEquals(403, refused.getReplyCode());
        assertEquals("ACCESS_REFUSED - access to queue 'in-2' in vhost '/' refused for user 'agent'", refused.getReplyText());
        assertThrows(IOException.class, () -> connection.createChannel().basicGet("out-1", true));
        assertThrows(IOException.class, () -> connection.createChannel().queueBind("in-1", "amq.direct", "k"));
        Channel publisher = connection.createChannel();
        BlockingQueue<ShutdownSignalException> ended = new LinkedBlockingQueue<>();
        publisher.addShutdownListener(ended::add);
        publisher.basicPublish("amq.direct", "k", null, new byte[200_000]);
        assertEquals(403, ((AMQP.Channel.Close) ended.poll(20, TimeUnit.SECONDS).getReason()).getReplyCode());
        Channel good = connection.createChannel();
        good.confirmSelect();
        good.basicPublish("", "out-1", null, "ok".getBytes(UTF_8));
        assertTrue(good.waitForConfirms(20_000), "the connection goes on after refused channels");
        assertEquals(1, admin.messageCount("out-1"));
        admin.queueDelete("in-1");
        admin.queueDelete("out-1");
        broker.deleteUser("agent");
    }

    @Test
    void aDifferingDeclarationIsAPreconditionFailure() throws Exception {
        Channel channel = guest();
        Map<String, Object> expires = new HashMap<>(Map.of("x-expires", 86_400_000));
        channel.queueDeclare("kept", true, false, false, expires);
        channel.queueDeclare("kept", true, false, false, expires);
        AMQP.Channel.Close close = channelClose(assertThrows(IOException.class, () -> channel.queueDeclare("kept", true, false, false, null)));
        assertEquals(406, close.getReplyCode());
        assertEquals("PRECONDITION_FAILED - inequivalent arg 'x-expires' for queue 'kept' in vhost '/': received none but current is "
                + "the value '86400000' of type 'signedint'", close.getReplyText());
        Channel other = channel.getConnection().createChannel();
        assertEquals(406, channelClose(assertThrows(IOException.class, () -> other.queueDeclare("kept", false, false, false, expires))).getReplyCode());
        Channel third = other.getConnection().createChannel();
        third.queueDelete("kept");
        assertEquals(0, third.queueDelete("kept").getMessageCount(), "deleting what is not there is no error");
    }

    @Test
    void anExclusiveQueueBelongsToItsConnection() throws Exception {
        Connection mine = connect("guest", "guest", "/");
        mine.createChannel().queueDeclare("mine", true, true, false, null);
        assertEquals(405, channelClose(assertThrows(IOException.class, () -> guest().basicGet("mine", true))).getReplyCode());
        mine.close();
        Channel after = guest();
        after.queueDeclare("mine", true, false, false, null);
        after.queueDelete("mine");
    }

    @Test
    void missingThingsCloseTheChannelOnly() throws Exception {
        Connection connection = connect("guest", "guest", "/");
        assertEquals(404, channelClose(assertThrows(IOException.class, () -> connection.createChannel().basicGet("nix", true))).getReplyCode());
        assertEquals(404, channelClose(assertThrows(IOException.class,
                () -> connection.createChannel().basicConsume("nix", (tag, d) -> { }, tag -> { }))).getReplyCode());
        assertEquals(404, channelClose(assertThrows(IOException.class, () -> connection.createChannel().exchangeDeclarePassive("nix"))).getReplyCode());
        assertTrue(connection.isOpen());
    }

    @Test
    void connectionsCanBeCutAndRefused() throws Exception {
        Connection connection = connect("guest", "guest", "/");
        BlockingQueue<ShutdownSignalException> ended = new LinkedBlockingQueue<>();
        connection.addShutdownListener(ended::add);
        broker.refuseConnections(true);
        try {
            broker.cutConnections();
            assertFalse(ended.poll(20, TimeUnit.SECONDS).isInitiatedByApplication());
            assertThrows(IOException.class, () -> connect("guest", "guest", "/"));
        } finally {
            broker.refuseConnections(false);
        }
        assertTrue(connect("guest", "guest", "/").isOpen());
    }

    @Test
    void closesWithoutLeavingThreadsThatKeepTheProcess() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        DemoBroker other = new DemoBroker(0, 0, new Faults());
        assertTrue(keeping(before).size() > 0, "a running broker keeps the process");
        other.close();
        for (long until = System.nanoTime() + 10_000_000_000L; !keeping(before).isEmpty() && System.nanoTime() < until;) {
            LockSupport.parkNanos(1_000_000);
        }
        assertEquals(List.of(), keeping(before));
    }

    private static List<String> keeping(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream().filter(t -> !t.isDaemon() && t.isAlive() && !before.contains(t))
                .map(Thread::getName).toList();
    }

    /** What looks takes it for a moment, as those do who read a queue that holds the last word on something. */
    @Test
    void ofAFullQueueTheNewestStaysAlsoWhileSomebodyLooks() throws Exception {
        Channel writer = guest();
        Channel reader = guest();
        writer.confirmSelect();
        writer.queueDeclare("last-word", true, false, false, Map.of("x-max-length", 1));
        for (int i = 0; i < 5; i++) {
            GetResponse looked = i == 0 ? null : reader.basicGet("last-word", false);
            writer.basicPublish("", "last-word", null, ("word " + i).getBytes(UTF_8));
            writer.waitForConfirmsOrDie(20_000);
            if (looked != null) {
                assertEquals("word " + (i - 1), new String(looked.getBody(), UTF_8));
                reader.basicReject(looked.getEnvelope().getDeliveryTag(), true);
            }
        }
        assertEquals("word 4", new String(reader.basicGet("last-word", true).getBody(), UTF_8));
        assertNull(reader.basicGet("last-word", true));
        writer.queueDelete("last-word");
    }

    @Test
    void whatExpiresGoesToTheQueueThatWasNamedForIt() throws Exception {
        Channel channel = guest();
        channel.queueDeclare("again", true, false, false, null);
        channel.queueDeclare("later", true, false, false, Map.of("x-message-ttl", 200, "x-dead-letter-exchange", "", "x-dead-letter-routing-key", "again"));
        BlockingQueue<String> came = new LinkedBlockingQueue<>();
        channel.basicConsume("again", true, (tag, d) -> came.add(new String(d.getBody(), UTF_8)), tag -> { });
        channel.basicPublish("", "later", MessageProperties.PERSISTENT_BASIC, "patience".getBytes(UTF_8));
        assertEquals("patience", came.poll(20, TimeUnit.SECONDS));
        channel.queueDelete("later");
        channel.queueDelete("again");
    }
}
