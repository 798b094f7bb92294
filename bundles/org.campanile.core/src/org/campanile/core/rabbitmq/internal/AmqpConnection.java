package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.ShutdownSignalException;

import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One AMQP connection with automatic recovery, whose socket can be closed under whatever blocks on it. Thread-safe; its threads end when it
 * is closed.
 */
public final class AmqpConnection implements AutoCloseable {

    /** Work on a channel of its own. */
    @FunctionalInterface
    public interface Work<T> {
        /** Does it. */
        T on(Channel channel) throws IOException, TimeoutException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AmqpConnection.class);

    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;

    private final BrokerProfile profile;
    private final BrokerLimits limits;
    private final ExecutorService workers;
    private final Connection connection;
    private final Socket[] socket;
    private final Quiet quiet;
    private volatile String blocked = "";
    private final Comeback comeback = new Comeback();
    private final ReentrantLock confirming = new ReentrantLock();
    private Confirms confirms;

    private AmqpConnection(BrokerProfile profile, BrokerLimits limits, ExecutorService workers, Connection connection, Socket[] socket, Quiet quiet) {
        this.quiet = quiet;
        this.profile = profile;
        this.limits = limits;
        this.workers = workers;
        this.connection = connection;
        this.socket = socket;
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                blocked = reason == null ? "blocked" : reason;
            }

            @Override
            public void handleUnblocked() {
                blocked = "";
            }
        });
        if (connection instanceof Recoverable recovers) {
            recovers.addRecoveryListener(comeback);
        }
    }

    /** Connects and logs in; once more after the user accepted the broker's certificate. */
    public static AmqpConnection open(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName,
            BrokerLimits limits, Task task) throws FailureException {
        return open(profile, password, certificates, clientName, limits, true, task);
    }

    /** The same without automatic recovery. @param lost told when the connection ends other than by {@link #close} */
    public static AmqpConnection openOnce(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName, BrokerLimits limits,
            Runnable lost, Task task) throws FailureException {
        AmqpConnection once = open(profile, password, certificates, clientName, limits, false, task);
        once.connection.addShutdownListener(why -> {
            if (!why.isInitiatedByApplication()) {
                lost.run();
            }
        });
        return once;
    }

    private static AmqpConnection open(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName, BrokerLimits limits,
            boolean recovering, Task task) throws FailureException {
        String doing = "logging in to the broker as " + profile.user();
        String subject = profile.address() + ", virtual host " + profile.vhost();
        for (int attempt = 1;; attempt++) {
            task.checkCancelled(doing);
            try {
                return once(profile, password, certificates, clientName, limits, recovering, task);
            } catch (IOException | TimeoutException | ShutdownSignalException e) {
                task.checkCancelled(doing);
                if (attempt == ATTEMPTS || !CertificateTrust.nowTrusted(e, doing, task)) {
                    throw password.hiddenIn(new FailureException(AmqpFailures.failure(e, doing, subject), e));
                }
            }
        }
    }

    private static AmqpConnection once(BrokerProfile profile, Secret password, CertificateTrust certificates, String clientName,
            BrokerLimits limits, boolean recovering, Task task) throws FailureException, IOException, TimeoutException {
        Socket[] socket = new Socket[1];
        AtomicBoolean opening = new AtomicBoolean(true);
        Quiet quiet = new Quiet();
        ConnectionFactory factory = factory(profile, password, limits);
        factory.setExceptionHandler(quiet);
        factory.setAutomaticRecoveryEnabled(recovering);
        factory.setTopologyRecoveryEnabled(recovering);
        factory.setSocketConfigurator(s -> {
            s.setTcpNoDelay(true);
            s.setSoTimeout((int) limits.connect().toMillis());
            synchronized (socket) {
                socket[0] = s;
            }
            // Sockets that recovery makes later have nothing to do with the task that opened the first one, which may be cancelled by then.
            if (opening.get() && task.isCancelled()) {
                s.close();
            }
        });
        if (profile.tls()) {
            factory.useSslProtocol(certificates.context(profile.caFile(), profile.verify()));
            if (profile.verify()) {
                factory.enableHostnameVerification();
            }
        }
        ExecutorService workers = workers();
        boolean open = false;
        try (Task.Registration cancel = task.onCancel(() -> cut(socket))) {
            AmqpConnection connected = new AmqpConnection(profile, limits, workers, factory.newConnection(workers, clientName), socket, quiet);
            open = true;
            return connected;
        } finally {
            opening.set(false);
            if (!open) {
                workers.shutdownNow();
            }
        }
    }

    /**
     * Virtual threads for handlers. The client tells consumers of the end of a connection on them even after they were ended, when a broker that hangs is cut
     * off last; were that refused, the client's own thread would break.
     */
    private static ExecutorService workers() {
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 0, TimeUnit.SECONDS, new SynchronousQueue<>(), Thread.ofVirtual().factory(),
                (late, ended) -> Thread.startVirtualThread(late));
    }

    private static ConnectionFactory factory(BrokerProfile profile, Secret password, BrokerLimits limits) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(profile.host());
        factory.setPort(profile.port());
        factory.setUsername(profile.user());
        factory.setPassword(password.reveal());
        factory.setVirtualHost(profile.vhost());
        factory.setConnectionTimeout((int) limits.connect().toMillis());
        factory.setHandshakeTimeout((int) limits.connect().toMillis());
        factory.setChannelRpcTimeout((int) limits.answer().toMillis());
        factory.setShutdownTimeout((int) limits.connect().toMillis());
        factory.setRequestedHeartbeat(20);
        // The most that RabbitMQ takes (before 4.0): a message that the client refuses ends its connection, and comes again on the next one, for ever.
        factory.setMaxInboundMessageBodySize(128 << 20);
        factory.setNetworkRecoveryInterval(1000);
        factory.setThreadFactory(Thread.ofPlatform().daemon().name("broker " + profile.host() + " ", 0).factory());
        return factory;
    }

    /** The broker's name and version as it told them at the login. */
    public String product() {
        var told = connection.getServerProperties();
        return (told.getOrDefault("product", "unknown broker") + " " + told.getOrDefault("version", "")).strip();
    }

    /** Whether it is connected now; false while it recovers. */
    public boolean isOpen() {
        return connection.isOpen();
    }

    /**
     * Tells of recoveries that left something behind, such as a consumer that the broker refused.
     *
     * @return ends it
     */
    public Runnable onIncompleteRecovery(Runnable look) {
        return quiet.onIncompleteRecovery(look);
    }

    /** A channel for long use, such as a consumer. */
    public Channel channel(String doing, String subject, Task task) throws FailureException {
        comeback.await(doing, limits.connect(), task);
        try {
            return created();
        } catch (IOException | ShutdownSignalException e) {
            throw failed(e, doing, subject);
        }
    }

    private Channel created() throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no further channel");
        }
        return channel;
    }

    /** Does something on a channel of its own, since the broker closes a channel on every error. */
    public <T> T with(String doing, String subject, Task task, Work<T> work) throws FailureException {
        comeback.await(doing, limits.connect(), task);
        Channel channel = on(null, doing, subject, task, none -> created());
        try {
            return on(channel, doing, subject, task, work);
        } finally {
            abort(channel);
        }
    }

    /** Does something on a channel that is open already; cancelling the task closes the socket under it. */
    public <T> T on(Channel channel, String doing, String subject, Task task, Work<T> work) throws FailureException {
        task.checkCancelled(doing);
        try (Task.Registration cancel = task.onCancel(this::cutForNow)) {
            return work.on(channel);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            task.checkCancelled(doing);
            throw failed(e, doing, subject);
        }
    }

    /** Cuts what a cancelled task blocks on; whoever comes next waits until the connection is there again. */
    private void cutForNow() {
        if (connection instanceof Recoverable && connection.isOpen()) {
            comeback.expect();
        }
        cut(socket);
    }

    /** Ends a channel whatever its state: one that is down with its connection would come back with it. */
    public static void abort(Channel channel) {
        try {
            if (channel != null) {
                channel.abort();
            }
        } catch (IOException | ShutdownSignalException e) {
            LOG.debug("A channel was gone before it was closed", e);
        }
    }

    /** Publishes a message that must reach a queue, and waits until the broker has it. */
    public void publish(String exchange, String routingKey, BasicProperties properties, byte[] body, Task task) throws FailureException {
        String doing = "publishing message " + properties.getMessageId();
        String subject = exchange.isEmpty() ? "queue " + routingKey : "exchange " + exchange + ", key " + routingKey;
        comeback.await(doing, limits.connect(), task);
        AtomicBoolean writing = new AtomicBoolean(true);
        CompletableFuture<Confirms.Outcome> stop = new CompletableFuture<>();
        try (Task.Registration cancel = task.onCancel(() -> {
            stop.cancel(false);
            if (writing.get()) {
                cutForNow();
            }
        })) {
            CompletableFuture<Confirms.Outcome> outcome = confirms().publish(exchange, routingKey, properties, body);
            writing.set(false);
            CompletableFuture.anyOf(outcome, stop).get(limits.answer().toMillis(), TimeUnit.MILLISECONDS);
            told(outcome.get(), doing, subject);
        } catch (TimeoutException e) {
            throw late(e, doing, subject);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } catch (ExecutionException | CancellationException | IOException | ShutdownSignalException e) {
            task.checkCancelled(doing);
            throw failed(e, doing, subject);
        }
    }

    private FailureException late(TimeoutException e, String doing, String subject) {
        return new FailureException(new Failure(Kind.TIMED_OUT, doing, subject, blocked.isEmpty() ? "" : "connection.blocked: " + blocked,
                blocked.isEmpty() ? "The broker did not confirm the message in time; it may or may not have it."
                        : "The broker takes no messages because of a resource alarm.",
                blocked.isEmpty() ? "Look into the queue before publishing it again." : "Free memory or disk space on the broker."), e);
    }

    /** Publishes to a queue as {@link #publish} does, but returns once the message is written; what came of it is in the answer. */
    public CompletableFuture<Void> publishLater(String queue, BasicProperties properties, byte[] body, Task task) {
        String doing = "publishing message " + properties.getMessageId();
        String subject = "queue " + queue;
        CompletableFuture<Void> told = new CompletableFuture<>();
        try {
            comeback.await(doing, limits.connect(), task);
            CompletableFuture<Confirms.Outcome> outcome;
            try (Task.Registration cancel = task.onCancel(this::cutForNow)) {
                outcome = confirms().publish("", queue, properties, body);
            } catch (IOException | ShutdownSignalException e) {
                task.checkCancelled(doing);
                throw failed(e, doing, subject);
            }
            outcome.orTimeout(limits.answer().toMillis(), TimeUnit.MILLISECONDS).whenComplete((came, thrown) -> {
                try {
                    if (thrown != null) {
                        throw thrown instanceof TimeoutException late ? late(late, doing, subject) : failed(thrown, doing, subject);
                    }
                    told(came, doing, subject);
                    told.complete(null);
                } catch (FailureException e) {
                    told.completeExceptionally(e);
                }
            });
        } catch (FailureException e) {
            told.completeExceptionally(e);
        }
        return told;
    }

    private static void told(Confirms.Outcome outcome, String doing, String subject) throws FailureException {
        switch (outcome) {
            case CONFIRMED -> {
                return;
            }
            case UNROUTABLE -> throw new FailureException(new Failure(Kind.NOT_FOUND, doing, subject, "312 NO_ROUTE",
                    "No queue takes this message.", "Declare the queue first, or correct its name."));
            case REFUSED -> throw new FailureException(new Failure(Kind.REMOTE, doing, subject, "basic.nack",
                    "The broker could not keep the message.", "Look into the broker's log; the queue may be full."));
            case UNKNOWN -> throw new FailureException(new Failure(Kind.UNREACHABLE, doing, subject, "",
                    "The channel was closed before the broker confirmed the message; it may or may not have it.",
                    "Look into the queue before publishing it again."));
        }
    }

    private Confirms confirms() throws IOException {
        confirming.lock();
        try {
            if (confirms == null || !confirms.isOpen()) {
                confirms = new Confirms(created());
            }
            return confirms;
        } finally {
            confirming.unlock();
        }
    }

    /** The failure for what the client threw. */
    public FailureException failed(Throwable thrown, String doing, String subject) {
        return new FailureException(AmqpFailures.failure(thrown, doing, subject + " at " + profile.address()), thrown);
    }

    @Override
    public void close() {
        comeback.over();
        connection.abort((int) Math.min(3000, limits.connect().toMillis()));
        workers.shutdownNow();
    }

    private static void cut(Socket[] socket) {
        Socket s;
        synchronized (socket) {
            s = socket[0];
        }
        try {
            if (s != null) {
                s.close();
            }
        } catch (IOException e) {
            LOG.debug("A socket was closed already", e);
        }
    }
}
