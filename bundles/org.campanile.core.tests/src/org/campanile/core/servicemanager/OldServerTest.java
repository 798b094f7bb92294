package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.inventory.Inventory;
import org.campanile.core.inventory.InventoryHost;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Servers of Python's library speak HTTP/1.0: they announce no end of the connection and end it after each answer (protocol document "Service Manager",
 * section 1). A command that takes the connection of an earlier reading meets that end, and nobody can say then whether it was heard.
 */
class OldServerTest {

    private static final Map<String, String> ANSWERS = Map.of("/v1/nodes", "{\"nodes\":[{\"id\":1,\"name\":\"c-0\"}]}", "/v1/ihosts", "{\"ihosts\":[]}",
            "/v1/servicenode/c-0", "{\"origin\":\"sm\",\"hostname\":\"c-0\",\"error_code\":\"0\"}", "/v1/ihosts/u", "{}");

    private final AtomicInteger commands = new AtomicInteger();
    private ServerSocket server;
    private HttpClient http;

    @BeforeEach
    void start() throws IOException {
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
        http = ServiceManager.http(Limits.standard());
    }

    @AfterEach
    void stop() throws IOException {
        http.shutdownNow();
        server.close();
    }

    /** Answers one request, and ends the connection when the next one comes on it. */
    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            String head = head(in);
            String[] first = head.split(" ");
            if (first[0].equals("PATCH")) {
                commands.incrementAndGet();
                int length = head.lines().filter(l -> l.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")).findFirst()
                        .map(l -> Integer.parseInt(l.substring(15).strip())).orElse(0);
                in.readNBytes(length);
            }
            byte[] body = ANSWERS.get(first[1]).getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream().write(("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
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

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    @Test
    void aCommandHasAConnectionOfItsOwn() throws FailureException {
        ServiceManager manager = new ServiceManager(new SystemProfile("old", List.of(url()), "", true), TokenSource.fixed(Secret.of("t")), http);
        assertEquals("c-0", manager.nodes(Task.unwatched()).get(0).name());
        assertInstanceOf(CommandResult.Accepted.class, manager.command("c-0", Command.swactPreCheck(), Task.unwatched()));
        assertInstanceOf(CommandResult.Accepted.class, manager.command("c-0", Command.swact("available"), Task.unwatched()));
        assertEquals(2, commands.get());
    }

    @Test
    void soHasAnActionOfTheInventory() throws FailureException {
        Inventory inventory = new Inventory(URI.create(url()), Optional.empty(), task -> Secret.of("t"), http);
        inventory.hosts(Task.unwatched());
        Inventory.Answer answer = inventory.act(new InventoryHost("u", "c-0", "controller", "", "", "", "", "", ""), "swact", Task.unwatched());
        assertEquals("200 ", answer.status() + " " + answer.trouble());
        assertEquals(1, commands.get());
    }
}
