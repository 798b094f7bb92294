package org.campanile.reallab.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hands connections on to a server of this machine, and breaks them when it is told to. */
final class Relay implements AutoCloseable {

    private record Pair(Socket client, Socket server) {
    }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int to;
    private final List<Pair> open = new CopyOnWriteArrayList<>();
    private final List<Socket> stranded = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    Relay(int to) throws IOException {
        this.to = to;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                if (away) {
                    quietly(client);
                    continue;
                }
                Pair pair = new Pair(client, new Socket(InetAddress.getLoopbackAddress(), to));
                open.add(pair);
                Thread.ofVirtual().start(() -> pump(client, pair.server(), pair));
                Thread.ofVirtual().start(() -> pump(pair.server(), client, pair));
            } catch (IOException closed) {
                quietly(listening);
            }
        }
    }

    private void pump(Socket from, Socket into, Pair pair) {
        try {
            from.getInputStream().transferTo(into.getOutputStream());
        } catch (IOException broken) {
            open.remove(pair);
        } finally {
            if (!stranded.contains(pair.server())) {
                quietly(from);
                quietly(into);
            }
        }
    }

    private static void quietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** How many connections there are now. */
    int connections() {
        return open.size();
    }

    /** Cuts all connections; how many there were. */
    int cut() {
        List<Pair> now = List.copyOf(open);
        open.removeAll(now);
        now.forEach(pair -> {
            quietly(pair.client());
            quietly(pair.server());
        });
        return now.size();
    }

    /** Cuts all connections and lets nobody in, until it is back. */
    void away(boolean now) {
        away = now;
        cut();
    }

    /** The clients see their connections end and the server does not, as when a cable is pulled; how many there were. */
    int strand() {
        List<Pair> now = List.copyOf(open);
        open.removeAll(now);
        now.forEach(pair -> {
            stranded.add(pair.server());
            quietly(pair.client());
        });
        return now.size();
    }

    /** The server sees the end of connections that {@link #strand} left it. */
    void end() {
        stranded.forEach(Relay::quietly);
        stranded.clear();
    }

    @Override
    public void close() {
        quietly(listening);
        cut();
        end();
    }
}
