package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

import com.sun.net.httpserver.HttpServer;

import org.campanile.core.inventory.Inventory;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Controllers that send the token back, or a page, or JSON without its list. */
class HostileControllerTest {

    private static final String TOKEN = "gAAAAA-token";

    private final Task task = Task.unwatched();
    private HttpServer server;
    private HttpClient http;
    private volatile int status = 200;
    private volatile String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", e -> {
            byte[] bytes = body.replace("TOKEN", String.valueOf(e.getRequestHeaders().getFirst("X-Auth-Token"))).getBytes(StandardCharsets.UTF_8);
            e.getResponseHeaders().set("Content-Type", "application/json");
            e.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = e.getResponseBody()) {
                out.write(bytes);
            }
        });
        server.start();
        http = ServiceManager.http(Limits.standard());
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    private Failure nodes() throws FailureException {
        return nodes("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Failure nodes(String url) throws FailureException {
        ServiceManager manager = new ServiceManager(new SystemProfile("lab", List.of(url), "", true), TokenSource.fixed(Secret.of(TOKEN)), http);
        return assertThrows(FailureException.class, () -> manager.nodes(task)).failure();
    }

    private Failure hosts() {
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        Inventory inventory = new Inventory(url, Optional.empty(), t -> Secret.of(TOKEN), http);
        return assertThrows(FailureException.class, () -> inventory.hosts(task)).failure();
    }

    @Test
    void aTokenThatIsSentBackIsNotTold() throws FailureException {
        status = 400;
        body = "{\"error_message\": \"bad header TOKEN\"}";
        for (Failure told : List.of(nodes(), hosts())) {
            assertTrue(told.details().contains("bad header ***"), told.details());
            assertFalse(told.details().contains(TOKEN), told.details());
        }
    }

    /** Also by a page with status 200, which is kept and shown as the answer that came back. */
    @Test
    void aTokenOnAPageThatIsNoAnswerIsNotTold() throws FailureException {
        body = "<html>you sent TOKEN</html>";
        Failure told = nodes();
        assertEquals(Kind.BAD_ANSWER, told.kind());
        assertTrue(told.details().contains("you sent ***"), told.details());
        assertFalse(told.details().contains(TOKEN), told.details());
    }

    /** A wrong port is not a controller that is away, as it is for a moment in a swact. */
    @Test
    void aServerOfAnotherProtocolIsNamedAsSuch() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = other.accept()) {
                    socket.getOutputStream().write("220 ProFTPD Server ready\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Failure told = nodes("http://127.0.0.1:" + other.getLocalPort());
            assertEquals(Kind.BAD_ANSWER, told.kind(), told.details());
            assertTrue(told.details().contains("not an answer of HTTP") && told.details().contains("ProFTPD"), told.details());
        }
        assertEquals(Kind.UNREACHABLE, nodes("http://no-such-host.invalid:7777").kind());
    }

    @Test
    void anInventoryThatAnswersSomethingElseIsToldInPlainWords() {
        for (String other : List.of("", "[]", "{}", "{\"ihosts\": null}", "{\"ihosts\": {}}", "{\"ihosts\": [", "[".repeat(10_000))) {
            body = other;
            Failure told = hosts();
            assertEquals(Kind.BAD_ANSWER, told.kind(), other);
            assertEquals("The answer has no list ihosts.", told.meaning());
            assertFalse(told.cameBack().contains("gson") || told.cameBack().length() > 220, told.cameBack());
        }
        body = "<html>It works</html>";
        assertEquals("A web page came where JSON should be.", hosts().meaning());
    }
}
