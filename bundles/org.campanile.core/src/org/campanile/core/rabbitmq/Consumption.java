package org.campanile.core.rabbitmq;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import com.rabbitmq.client.Channel;

import org.campanile.core.rabbitmq.internal.AmqpConnection;
import org.campanile.core.rabbitmq.internal.Incoming;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The delivery of one queue's messages. A connection that recovers brings its consumers back by itself, but not those that the broker refuses: it may still
 * hold the connection that was cut, and with it the right to be the only one there, for alive. Those are tried again here.
 */
final class Consumption implements Messaging.AutoCloseableConsumer {

    private static final Duration AGAIN = Duration.ofMillis(100);

    /**
     * What is wanted.
     *
     * @param patience how long somebody else may hold the queue
     * @param ended told once when the broker ends the delivery, or does not give it back
     */
    record What(String queue, int prefetch, boolean alone, Duration patience, Consumer<Delivery> handler, Consumer<String> ended) {

        private String doing() {
            return "consuming from queue " + queue;
        }

        private String subject() {
            return "queue " + queue;
        }
    }

    private final AmqpConnection connection;
    private final What what;
    private final Runnable unwatch;
    private volatile Channel channel;
    private volatile boolean closed;
    private boolean resuming;

    Consumption(AmqpConnection connection, What what) {
        this.connection = connection;
        this.what = what;
        this.unwatch = connection.onIncompleteRecovery(this::look);
    }

    void begin(Task task) throws FailureException {
        try {
            patiently(task);
        } catch (FailureException e) {
            close();
            throw e;
        }
    }

    private void patiently(Task task) throws FailureException {
        long end = System.nanoTime() + what.patience().toNanos();
        while (true) {
            try {
                once(task);
                return;
            } catch (FailureException e) {
                boolean taken = e.failure().details().contains("xclusive");
                if (!taken || System.nanoTime() > end || task.isCancelled()) {
                    throw taken && !task.isCancelled() ? new FailureException(new Failure(Kind.CONFLICT, what.doing(), what.subject(), e.failure().cameBack(),
                            "Another program consumes the queue and lets nobody else.", "Stop the other one, or wait for it to end."), e) : e;
                }
                pause();
            }
        }
    }

    private void pause() throws FailureException {
        LockSupport.parkNanos(AGAIN.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            // it would not park any more, and ask the broker as fast as it can
            throw FailureException.cancelled(what.doing());
        }
    }

    private void once(Task task) throws FailureException {
        task.checkCancelled(what.doing());
        Channel next = connection.channel(what.doing(), what.subject(), task);
        try {
            connection.on(next, what.doing(), what.subject(), task, c -> {
                c.basicQos(what.prefetch());
                return c.basicConsume(what.queue(), false, "", false, what.alone(), null,
                        (tag, d) -> what.handler().accept(new Incoming(connection, c, what.queue(), d.getEnvelope(), d.getProperties(), d.getBody())),
                        tag -> what.ended().accept("The broker ended the delivery from queue " + what.queue() + "."));
            });
        } catch (FailureException e) {
            AmqpConnection.abort(next);
            throw e;
        }
        channel = next;
        if (closed) {
            AmqpConnection.abort(next);
        }
    }

    /** On a thread of the connection, which must go on. A channel that the broker closed does not come back by itself. */
    private synchronized void look() {
        Channel now = channel;
        if (!closed && !resuming && now != null && !now.isOpen()) {
            resuming = true;
            Thread.ofVirtual().name("consuming again").start(this::resume);
        }
    }

    private void resume() {
        // Or the next recovery of the connection would bring the old one back beside the new one.
        AmqpConnection.abort(channel);
        try {
            while (!closed && !resumed()) {
                pause();
            }
        } catch (FailureException e) {
            what.ended().accept(e.failure().headline());
        } finally {
            synchronized (this) {
                resuming = false;
            }
        }
    }

    /** False when the connection was cut once more. */
    private boolean resumed() throws FailureException {
        try {
            patiently(Task.unwatched());
            return true;
        } catch (FailureException e) {
            if (connection.isOpen() && e.failure().kind() != Kind.UNREACHABLE && e.failure().kind() != Kind.TIMED_OUT) {
                throw e;
            }
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        unwatch.run();
        AmqpConnection.abort(channel);
    }
}
