package org.campanile.demolab.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

import javax.net.ssl.SSLContext;

/** The AMQP ports clients see, one plain and one inside TLS. Takes connections on loopback and keeps count of them. Thread-safe. */
final class Gateway implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Gateway.class.getName());
    private static final int BACKLOG = 128;

    private final ServerSocket server;
    private final ServerSocket secure;
    private final int innerPort;
    private final Handshake handshake;
    private final Guard guard;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<GatewayConnection> all = ConcurrentHashMap.newKeySet();
    private final Set<GatewayConnection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;

    /** @param tls what the second port shows to its clients */
    Gateway(int port, int securePort, SSLContext tls, int innerPort, Handshake handshake, Guard guard) throws IOException {
        this.server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        ServerSocket second = null;
        try {
            second = tls.getServerSocketFactory().createServerSocket(securePort, BACKLOG, InetAddress.getLoopbackAddress());
        } finally {
            if (second == null) {
                server.close();
            }
        }
        this.secure = second;
        this.innerPort = innerPort;
        this.handshake = handshake;
        this.guard = guard;
        threads.execute(() -> accept(server));
        threads.execute(() -> accept(secure));
    }

    private void accept(ServerSocket from) {
        while (!from.isClosed()) {
            try {
                serve(from.accept());
            } catch (IOException e) {
                LOG.log(Level.FINE, "no connection was taken", e);
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (refusing) {
            socket.setSoLinger(true, 0);
            socket.close();
            return;
        }
        try {
            GatewayConnection connection = new GatewayConnection(this, socket);
            all.add(connection);
            threads.execute(connection);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    void start(Runnable work) {
        threads.execute(work);
    }

    void opened(GatewayConnection connection) {
        open.add(connection);
    }

    /** It is closed for its client, if not cut yet. */
    void left(GatewayConnection connection) {
        open.remove(connection);
    }

    void closed(GatewayConnection connection) {
        left(connection);
        all.remove(connection);
    }

    /** Tells all consumers of a queue that it was deleted. */
    void queueGone(Accounts.Vhost vhost, String queue) {
        open.stream().filter(c -> c.opened().vhost().inner().equals(vhost.inner())).forEach(c -> c.queueGone(queue));
    }

    /**
     * Whether a new consumer has to be refused since one of the two wants the queue for itself. Broker-J would refuse it as well, and does so for those that
     * come at the same instant, but with words of its own and as an error in its log.
     */
    boolean taken(Accounts.Vhost vhost, String queue, boolean alone) {
        return open.stream().filter(c -> c.opened().vhost().inner().equals(vhost.inner())).flatMap(c -> c.channels().values().stream())
                .flatMap(track -> track.consumers().values().stream()).anyMatch(one -> one.queue().equals(queue) && (alone || one.exclusive()));
    }

    /** The clients' connections, oldest first, without the management API's own. */
    List<GatewayConnection> connections() {
        return open.stream().filter(c -> !c.hidden()).sorted(Comparator.comparing(GatewayConnection::since)).toList();
    }

    /** Whether new connections are cut at once; those that are open stay. */
    void refuse(boolean refuse) {
        refusing = refuse;
    }

    /** Cuts every connection without a word. */
    void cut() {
        all.forEach(GatewayConnection::cut);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The port for clients that speak TLS. */
    int securePort() {
        return secure.getLocalPort();
    }

    int innerPort() {
        return innerPort;
    }

    Handshake handshake() {
        return handshake;
    }

    Guard guard() {
        return guard;
    }

    @Override
    public void close() {
        try {
            server.close();
            secure.close();
        } catch (IOException e) {
            LOG.log(Level.FINE, "the port could not be closed", e);
        }
        cut();
        threads.shutdownNow();
    }
}
