package org.campanile.core.rabbitmq;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A TCP server on loopback that accepts one connection after the other and answers each in an odd way. */
final class OddServer implements AutoCloseable {

    /** What is done with a connection; it is closed afterwards. */
    interface Behaviour {
        void with(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch accepted = new CountDownLatch(1);
    private final CountDownLatch peerGone = new CountDownLatch(1);

    OddServer(Behaviour behaviour) throws IOException {
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    accepted.countDown();
                    Thread.ofVirtual().start(() -> serve(socket, behaviour));
                }
            } catch (SocketException e) {
                closing.countDown();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Reads for ever and says nothing. */
    static OddServer silent() throws IOException {
        return new OddServer(socket -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()));
    }

    /** Answers any HTTP request with this body. */
    static OddServer http(String status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new OddServer(socket -> {
            readHead(socket);
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length
                    + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.flush();
        });
    }

    /** Answers with this many bytes of a JSON string that never ends. */
    static OddServer giant(long bytes) throws IOException {
        return new OddServer(socket -> {
            readHead(socket);
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + bytes + "\r\n\r\n\"")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            for (long sent = 1; sent < bytes; sent += block.length) {
                out.write(block);
            }
        });
    }

    static void readHead(Socket socket) throws IOException {
        int newlines = 0;
        while (newlines < 2) {
            int c = socket.getInputStream().read();
            if (c < 0) {
                return;
            }
            newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
        }
    }

    private void serve(Socket socket, Behaviour behaviour) {
        try (socket) {
            behaviour.with(socket);
            // A socket that is closed with something unread sends a reset, which may overtake the answer.
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            peerGone.countDown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        peerGone.countDown();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Waits until a client has connected. */
    boolean sawClient() throws InterruptedException {
        return accepted.await(20, TimeUnit.SECONDS);
    }

    /** Waits until a client has gone, that is, has closed its socket. */
    boolean sawClientLeave() throws InterruptedException {
        return peerGone.await(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
