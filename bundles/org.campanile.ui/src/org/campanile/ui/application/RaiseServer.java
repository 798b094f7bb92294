package org.campanile.ui.application;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Listens on a loopback port for a later start that shows the token and wants the window. One request at a time, one second each. */
final class RaiseServer implements AutoCloseable {

    private static final int LIMIT_MS = 1000;
    private static final String DONE = "raised";

    private final ServerSocket socket;
    private final byte[] token;
    private final Runnable raise;

    private RaiseServer(ServerSocket socket, String token, Runnable raise) {
        this.socket = socket;
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.raise = raise;
    }

    static RaiseServer start(String token, Runnable raise) throws IOException {
        RaiseServer server = new RaiseServer(new ServerSocket(0, 4, InetAddress.getLoopbackAddress()), token, raise);
        Thread.ofPlatform().name("campanile-raise").daemon().start(server::serve);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.setSoTimeout(LIMIT_MS);
                byte[] shown = client.getInputStream().readNBytes(token.length);
                if (MessageDigest.isEqual(shown, token)) {
                    raise.run();
                    client.getOutputStream().write(DONE.getBytes(StandardCharsets.US_ASCII));
                }
            } catch (IOException | IllegalStateException e) {
                // a client that went away, or we are closing: the loop's condition tells which
                continue;
            }
        }
    }

    /** Asks the program behind {@code port} to raise its window; false when it is not there or does not know the token. */
    static boolean raise(int port, String token) {
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MS);
            client.setSoTimeout(2 * LIMIT_MS);
            client.getOutputStream().write(token.getBytes(StandardCharsets.US_ASCII));
            InputStream in = client.getInputStream();
            return DONE.equals(new String(in.readNBytes(DONE.length()), StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
