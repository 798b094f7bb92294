package org.campanile.demolab.murano;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;

/**
 * The connection of one of Murano's services to the broker: declares what section 2.2 of the protocol document lists, and is made anew for ever when
 * it is lost. Messages go out transient and with a message id, as Murano's do.
 */
final class MuranoLink implements AutoCloseable {

    static final String TASKS = "tasks";
    static final String RESULTS = "task-results";
    static final String REPORTS = "task-reports";
    private static final Logger LOG = Logger.getLogger(MuranoLink.class.getName());
    private static final int LIMIT_MS = 10_000;
    private static final long AGAIN_MS = 500;

    /** What a service does on each new channel. */
    interface Opening {
        void on(Channel channel) throws IOException;
    }

    private final String name;
    private final Supplier<MuranoBroker> login;
    private final Opening opening;
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock sending = new ReentrantLock();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Connection connection;
    private volatile Channel channel;

    MuranoLink(String name, Supplier<MuranoBroker> login, Opening opening) {
        this.name = name;
        this.login = login;
        this.opening = opening;
        Thread.ofVirtual().name(name).start(this::keep);
    }

    private void keep() {
        try {
            do {
                try {
                    connect();
                } catch (IOException | TimeoutException | AlreadyClosedException e) {
                    LOG.log(Level.FINE, name + " has no broker", e);
                }
            } while (!closed.await(AGAIN_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws IOException, TimeoutException, InterruptedException {
        MuranoBroker to = login.get();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(to.host());
        factory.setPort(to.port());
        factory.setUsername(to.user());
        factory.setPassword(to.password());
        factory.setVirtualHost(to.vhost());
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(LIMIT_MS);
        factory.setChannelRpcTimeout(LIMIT_MS);
        factory.setThreadFactory(Thread.ofVirtual().name(name + "-", 0).factory());
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            factory.setSharedExecutor(workers);
            Connection open = factory.newConnection(name);
            try {
                CountDownLatch ended = new CountDownLatch(1);
                open.addShutdownListener(e -> ended.countDown());
                Channel made = open.createChannel();
                made.addShutdownListener(e -> ended.countDown());
                made.exchangeDeclare(TASKS, "direct", true);
                for (String queue : new String[] {TASKS, RESULTS, REPORTS}) {
                    made.queueDeclare(queue, true, false, false, null);
                }
                made.queueBind(TASKS, TASKS, TASKS);
                connection = open;
                opening.on(made);
                channel = made;
                opened.countDown();
                if (closed.getCount() > 0) {
                    ended.await();
                }
            } finally {
                channel = null;
                open.abort(LIMIT_MS);
            }
        }
    }

    /** Sends a message; fails when there is no connection now. */
    void send(String exchange, String key, String id, String json) throws IOException {
        Channel open = channel;
        if (open == null) {
            throw new IOException(name + " has no connection to the broker");
        }
        try {
            sending.lock();
            try {
                open.basicPublish(exchange, key, new AMQP.BasicProperties.Builder().messageId(id).build(), json.getBytes(StandardCharsets.UTF_8));
            } finally {
                sending.unlock();
            }
        } catch (AlreadyClosedException e) {
            throw new IOException(e);
        }
    }

    /** Waits until it is connected for the first time; false when it is not after {@code limit}. */
    boolean awaitOpen(Duration limit) throws InterruptedException {
        return opened.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isOpen() {
        Channel open = channel;
        return open != null && open.isOpen();
    }

    /** Makes the connection anew, as after a change of the login. */
    void again() {
        Connection open = connection;
        if (open != null) {
            open.abort(LIMIT_MS);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        again();
    }
}
