package org.campanile.core.rabbitmq;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;

import org.campanile.core.rabbitmq.internal.AmqpConnection;
import org.campanile.core.rabbitmq.internal.Incoming;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/**
 * A connection to a broker over AMQP 0-9-1. It recovers by itself when it is cut: queues stay declared, consumers go on, and what was not
 * acknowledged is delivered again. Thread-safe; every call blocks, ends within the limits, and cancelling its task closes the socket under
 * it. Close it to end its threads.
 */
public final class Messaging implements AutoCloseable {

    private static final int PERSISTENT = 2;

    private final AmqpConnection connection;
    private final ReentrantLock gets = new ReentrantLock();
    private Channel getting;

    private Messaging(AmqpConnection connection) {
        this.connection = connection;
    }

    /** Connects and logs in with the usual limits, asking nobody about certificates; {@code clientName} is what the broker's connection list shows. */
    public static Messaging open(BrokerProfile profile, Secret password, String clientName, Task task) throws FailureException {
        return open(profile, password, clientName, BrokerLimits.USUAL, task);
    }

    /** Connects and logs in, asking nobody about certificates. */
    public static Messaging open(BrokerProfile profile, Secret password, String clientName, BrokerLimits limits, Task task)
            throws FailureException {
        return open(profile, password, CertificateTrust.nobody(), clientName, limits, task);
    }

    /**
     * Connects and logs in: denied, unreachable, untrusted, timed out or not found (the virtual host) when that fails.
     *
     * @param certificates asks when the broker's certificate is not trusted
     * @param clientName what the broker's connection list shows
     */
    public static Messaging open(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName, BrokerLimits limits,
            Task task) throws FailureException {
        return new Messaging(AmqpConnection.open(profile, password, certificates, clientName, limits, task));
    }

    /**
     * Connects and logs in once: when this connection is cut it stays cut, {@code lost} is told, and every later call fails. For those who hold
     * something only as long as they are connected, such as a queue that they alone consume.
     *
     * @param lost told once, on a thread of the connection, when it ends other than by {@link #close}
     */
    public static Messaging openOnce(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName, BrokerLimits limits,
            Runnable lost, Task task) throws FailureException {
        return new Messaging(AmqpConnection.openOnce(profile, password, certificates, clientName, limits, lost, task));
    }

    /** What the broker calls itself, with its version. */
    public String product() {
        return connection.product();
    }

    /** Whether it is connected now; false while it recovers. */
    public boolean isConnected() {
        return connection.isOpen();
    }

    /** Declares a durable queue; nothing happens when the same exists, conflict when it exists in another form. */
    public QueueCount declareQueue(String queue, Task task) throws FailureException {
        return declareQueue(queue, Map.of(), task);
    }

    /** Declares durable queues in their order on one channel; conflict as for one. */
    public void declareQueues(List<String> queues, Task task) throws FailureException {
        connection.with("declaring " + queues.size() + " queues", queues.isEmpty() ? "" : "queue " + queues.getFirst(), task, channel -> {
            for (String queue : queues) {
                channel.queueDeclare(queue, true, false, false, null);
            }
            return null;
        });
    }

    /** Declares a durable queue with arguments, such as {@code x-queue-type}. */
    public QueueCount declareQueue(String queue, Map<String, Object> arguments, Task task) throws FailureException {
        return connection.with("declaring queue " + queue, "queue " + queue, task, channel -> {
            var ok = channel.queueDeclare(queue, true, false, false, new HashMap<>(arguments));
            return new QueueCount(ok.getQueue(), ok.getMessageCount(), ok.getConsumerCount());
        });
    }

    /** Counts a queue without declaring it; not found when there is none. */
    public QueueCount count(String queue, Task task) throws FailureException {
        return connection.with("looking at queue " + queue, "queue " + queue, task, channel -> {
            var ok = channel.queueDeclarePassive(queue);
            return new QueueCount(ok.getQueue(), ok.getMessageCount(), ok.getConsumerCount());
        });
    }

    /** Deletes a queue with its messages; nothing happens when there is none. */
    public void deleteQueue(String queue, Task task) throws FailureException {
        connection.with("deleting queue " + queue, "queue " + queue, task, channel -> channel.queueDelete(queue));
    }

    /** Publishes a persistent message straight to a queue, as {@link #publish(String, String, Message, Task)}. */
    public void publish(String queue, Message message, Task task) throws FailureException {
        publish("", queue, message, task);
    }

    /**
     * Publishes a persistent message and returns when the broker has confirmed it. Not found when no queue takes it; unreachable or timed
     * out when it is not known whether the broker has it.
     */
    public void publish(String exchange, String routingKey, Message message, Task task) throws FailureException {
        connection.publish(exchange, routingKey, properties(message), message.body(), task);
    }

    /**
     * Publishes a persistent message straight to a queue without waiting for the broker: many are under way at once, in their order. Blocks only while the
     * broker takes nothing in.
     *
     * @return ends as {@link #publish(String, Message, Task)} would, failures as {@link FailureException}; on a thread of the connection
     */
    public CompletableFuture<Void> publishLater(String queue, Message message, Task task) {
        return connection.publishLater(queue, properties(message), message.body(), task);
    }

    private static BasicProperties properties(Message message) {
        if (message.id().isEmpty()) {
            throw new IllegalArgumentException("a published message has an id");
        }
        return new BasicProperties.Builder().messageId(message.id()).deliveryMode(PERSISTENT)
                .correlationId(orNull(message.correlationId())).contentType(orNull(message.contentType()))
                .replyTo(orNull(message.replyTo())).headers(message.headers().isEmpty() ? null : new HashMap<>(message.headers())).build();
    }

    /** Takes the next message, which comes back to the queue unless it is acknowledged; empty when none is there. */
    public Optional<Delivery> get(String queue, Task task) throws FailureException {
        String doing = "taking a message from queue " + queue;
        task.checkCancelled(doing);
        // A delivery is acknowledged on the channel it came by, so this one stays open.
        gets.lock();
        try {
            if (getting == null || !getting.isOpen()) {
                getting = connection.channel(doing, "queue " + queue, task);
            }
            Channel channel = getting;
            GetResponse response = connection.on(channel, doing, "queue " + queue, task, c -> c.basicGet(queue, false));
            return Optional.ofNullable(response).map(r -> new Incoming(connection, channel, queue, r.getEnvelope(), r.getProps(), r.getBody()));
        } finally {
            gets.unlock();
        }
    }

    /**
     * Delivers the messages of a queue to {@code handler}, in order, on one worker thread at a time, until the answer is closed. The handler
     * acknowledges each; no more than {@code prefetch} wait for that.
     *
     * @param ended told once when the broker ends the delivery, as it does when the queue is deleted
     */
    public AutoCloseableConsumer consume(String queue, int prefetch, Consumer<Delivery> handler, Consumer<String> ended, Task task)
            throws FailureException {
        return consume(new Consumption.What(queue, prefetch, false, Duration.ZERO, handler, ended), task);
    }

    /**
     * As {@link #consume}, and nobody else may consume the queue meanwhile. While another one still does, it is tried again for {@code patience}: a
     * connection whose program was killed may live on in the broker until its heartbeat is missed, and so may this one's own when it was cut. When
     * this returns, all that such a connection had sent is in its queues and all that it had not acknowledged is back.
     */
    public AutoCloseableConsumer consumeAlone(String queue, int prefetch, Duration patience, Consumer<Delivery> handler, Consumer<String> ended, Task task)
            throws FailureException {
        return consume(new Consumption.What(queue, prefetch, true, patience, handler, ended), task);
    }

    private AutoCloseableConsumer consume(Consumption.What what, Task task) throws FailureException {
        Consumption consumption = new Consumption(connection, what);
        consumption.begin(task);
        return consumption;
    }

    /** Ends the delivery to a handler; what was not acknowledged goes back to the queue. */
    @FunctionalInterface
    public interface AutoCloseableConsumer extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Logs in, declares a queue that only this connection sees, publishes with confirm, consumes, compares, and leaves nothing behind: the
     * proof that AMQP works for this user on this virtual host. Asks nobody about certificates.
     */
    public static RoundTrip proveRoundTrip(BrokerProfile profile, Secret password, BrokerLimits limits, Task task) throws FailureException {
        return proveRoundTrip(profile, password, CertificateTrust.nobody(), limits, task);
    }

    /** The same, asking {@code certificates} when the broker's certificate is not trusted. */
    public static RoundTrip proveRoundTrip(BrokerProfile profile, Secret password, CertificateTrust certificates, BrokerLimits limits, Task task)
            throws FailureException {
        long start = System.nanoTime();
        try (Messaging messaging = open(profile, password, certificates, "Campanile proof", limits, task)) {
            Duration login = Duration.ofNanos(System.nanoTime() - start);
            String doing = "sending a message there and back";
            String queue = "campanile.proof." + UUID.randomUUID();
            Message sent = Message.json(UUID.randomUUID().toString(), "{\"proof\":\"" + UUID.randomUUID() + "\"}");
            Channel channel = messaging.connection.channel(doing, "queue " + queue, task);
            try {
                messaging.connection.on(channel, "declaring a temporary queue", "queue " + queue, task,
                        c -> c.queueDeclare(queue, false, true, true, null));
                CompletableFuture<Delivery> arrived = new CompletableFuture<>();
                messaging.connection.on(channel, doing, "queue " + queue, task, c -> c.basicConsume(queue, false,
                        (tag, d) -> arrived.complete(new Incoming(messaging.connection, c, queue, d.getEnvelope(), d.getProperties(), d.getBody())),
                        tag -> arrived.cancel(false)));
                long published = System.nanoTime();
                messaging.publish(queue, sent, task);
                Delivery back = await(arrived, limits, doing, profile, task);
                Duration trip = Duration.ofNanos(System.nanoTime() - published);
                if (!back.message().id().equals(sent.id()) || !Arrays.equals(back.message().body(), sent.body())) {
                    throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, profile.address(), "message " + back.message().id(),
                            "The message that came back is not the one that was sent.", "Look for a proxy or plug-in that changes messages."));
                }
                back.ack();
                return new RoundTrip(messaging.product(), login, trip);
            } finally {
                AmqpConnection.abort(channel);
            }
        }
    }

    private static Delivery await(CompletableFuture<Delivery> arrived, BrokerLimits limits, String doing, BrokerProfile profile, Task task)
            throws FailureException {
        try (Task.Registration cancel = task.onCancel(() -> arrived.cancel(false))) {
            return arrived.get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FailureException(new Failure(Kind.TIMED_OUT, doing, profile.address(), "confirmed, but not delivered",
                    "The broker took the message and did not deliver it in time.", "Look into the broker's log."), e);
        } catch (CancellationException | ExecutionException e) {
            task.checkCancelled(doing);
            throw new FailureException(new Failure(Kind.REMOTE, doing, profile.address(), "consumer cancelled",
                    "The broker ended the delivery.", "Look into the broker's log."), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
    }

    @Override
    public void close() {
        connection.close();
    }

    private static String orNull(String text) {
        return Objects.requireNonNull(text).isEmpty() ? null : text;
    }
}
