package org.campanile.core.trust;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Answers each request with 200 and closes, on loopback, with a certificate that can be changed; without one it speaks no TLS. */
final class TlsServer implements AutoCloseable {

    /** First byte of a TLS client (RFC 8446, section 5.1); plain servers answer it as what it is, a bad request. */
    private static final int HANDSHAKE = 22;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private volatile SSLContext context;

    /** @param context or {@code null} for plain HTTP */
    TlsServer(SSLContext context) throws IOException {
        this.context = context;
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (SocketException closed) {
                    return;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    void use(SSLContext other) {
        context = other;
    }

    int port() {
        return server.getLocalPort();
    }

    /** Requests that came through, whole. */
    int requests() {
        return requests.get();
    }

    private void serve(Socket plain) {
        SSLContext now = context;
        try (plain; Socket socket = now == null ? plain : tls(plain, now)) {
            InputStream in = socket.getInputStream();
            int newlines = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
                if (newlines == 2) {
                    requests.incrementAndGet();
                    break;
                }
                if (c == HANDSHAKE) {
                    break;
                }
            }
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            // A socket that is closed with something unread sends a reset, which may overtake the answer.
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SSLException | SocketException refused) {
            // A client that does not trust us leaves in the middle of the handshake: that is what is tested.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLSocket tls(Socket plain, SSLContext with) throws IOException {
        SSLSocket socket = (SSLSocket) with.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
