package org.campanile.core.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Agents behind a RabbitMQ broker. Owns its connection. */
public final class BrokerAgentChannel implements AgentChannel {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerAgentChannel.class);
    /** Answers are taken one by one; more would only be in memory, and each may be as large as the broker allows. */
    private static final int PREFETCH = 4;
    /** Enough to see that it is too long. */
    private static final int MOST_BYTES = AgentResult.MAX_CHARACTERS * 3 + 1;
    /** A broker misses a dead connection after two heartbeats of a minute at the latest. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LAST_ANSWER = Duration.ofSeconds(2);

    private final Messaging messaging;

    /** Works through that connection and closes it in the end. */
    public BrokerAgentChannel(Messaging messaging) {
        this.messaging = Objects.requireNonNull(messaging);
    }

    @Override
    public void declare(List<String> queues, Task task) throws FailureException {
        messaging.declareQueues(queues, task);
    }

    @Override
    public void delete(String queue, Task task) throws FailureException {
        messaging.deleteQueue(queue, task);
    }

    @Override
    public int consumers(String queue, Task task) throws FailureException {
        try {
            return messaging.count(queue, task).consumers();
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                return -1;
            }
            throw e;
        }
    }

    @Override
    public CompletableFuture<Void> send(String queue, String messageId, String json, Task task) {
        return messaging.publishLater(queue, Message.json(messageId, json), task);
    }

    @Override
    public Listening listen(String queue, Predicate<AgentMessage> handler, Consumer<String> ended, Task task) throws FailureException {
        ReentrantLock handling = new ReentrantLock();
        var consumer = messaging.consumeAlone(queue, PREFETCH, PATIENCE, delivery -> {
            handling.lock();
            try {
                if (handler.test(new AgentMessage(delivery.message().id(), delivery.message().text(MOST_BYTES)))) {
                    acknowledge(delivery);
                }
            } finally {
                handling.unlock();
            }
        }, ended, task);
        return () -> end(consumer, handling);
    }

    /** After the message in hand is acknowledged, or it would come again although it was taken. */
    private static void end(Messaging.AutoCloseableConsumer consumer, ReentrantLock handling) {
        boolean held = false;
        try {
            held = handling.tryLock(LAST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            consumer.close();
            if (held) {
                handling.unlock();
            }
        }
    }

    private static void acknowledge(Delivery delivery) {
        try {
            delivery.ack();
        } catch (FailureException e) {
            LOG.warn("An answer could not be acknowledged and may come again: {}", e.failure().headline());
        }
    }

    @Override
    public void close() {
        messaging.close();
    }
}
