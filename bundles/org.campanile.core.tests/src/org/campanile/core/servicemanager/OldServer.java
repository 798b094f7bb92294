package org.campanile.core.servicemanager;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server as those of Python's library are: HTTP/1.0, announces no end of the connection and ends it after each answer, here when the next request comes on
 * it. Answers what it was given.
 */
final class OldServer implements AutoCloseable {

    /** PATCH requests that came. */
    final AtomicInteger commands = new AtomicInteger();
    /** Sent as {@code Date}; {@code null} for none. */
    volatile String date;

    private final Map<String, String> answers;
    private final ServerSocket server;

    /** @param answers JSON by path */
    OldServer(Map<String, String> answers) throws IOException {
        this.answers = answers;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> {
            while (!server.isClosed()) {
                try {
                    Socket one = server.accept();
                    Thread.startVirtualThread(() -> serve(one));
                } catch (IOException e) {
                    return; // closed at the end of the test
                }
            }
        });
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            String[] first = head.split(" ");
            if (first[0].equals("PATCH")) {
                commands.incrementAndGet();
                int length = head.lines().filter(l -> l.toLowerCase(Locale.ROOT).startsWith("content-length:")).findFirst()
                        .map(l -> Integer.parseInt(l.substring(15).strip())).orElse(0);
                in.readNBytes(length);
            }
            byte[] body = answers.get(first[1]).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(("HTTP/1.0 200 OK\r\n" + (date == null ? "" : "Date: " + date + "\r\n")
                    + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            in.read();
        } catch (IOException e) {
            return; // the client went first
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("no request");
            }
            head.append((char) c);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
