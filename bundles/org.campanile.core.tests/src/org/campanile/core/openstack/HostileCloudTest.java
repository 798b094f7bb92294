package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Services that break the rules: they send the token back, page without end, speak no HTTP, or give a byte now and then. */
class HostileCloudTest {

    private static final String NO_IMAGES = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n"
            + "{\"images\": []}";

    private final Task task = Task.unwatched();
    private FakeCloud fake;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeCloud();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static Failure failure(Kind kind, Executable call) {
        FailureException failed = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> assertThrows(FailureException.class, call));
        assertEquals(kind, failed.failure().kind(), failed.failure().details());
        return failed.failure();
    }

    /** A port that answers each connection with the first and then, ten times a second, with more; with more to come, a GET is answered well. */
    private static ServerSocket speaking(String first, String then) throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket one = server.accept();
                    Thread.ofVirtual().start(() -> talk(one, first, then));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return server;
    }

    private static void talk(Socket one, String first, String then) {
        try (one) {
            byte[] heard = new byte[4096];
            int got = one.getInputStream().read(heard);
            boolean asked = got > 3 && heard[0] == 'G' && !then.isEmpty();
            one.getOutputStream().write((asked ? NO_IMAGES : first).getBytes(StandardCharsets.ISO_8859_1));
            if (asked) {
                return;
            }
            one.setSoTimeout(100);
            while (!then.isEmpty()) {
                one.getOutputStream().write(then.getBytes(StandardCharsets.ISO_8859_1));
                try {
                    one.getInputStream().read(heard);
                } catch (java.net.SocketTimeoutException nothingSaid) {
                    continue;
                }
            }
        } catch (IOException gone) {
            return;
        }
    }

    private CloudProfile imagesAt(ServerSocket server) {
        return fake.profile().withEndpointOverrides(Map.of("image", "http://127.0.0.1:" + server.getLocalPort()));
    }

    @Test
    void aTokenThatIsSentBackIsNotTold() throws FailureException {
        fake.on("GET /v2/images", e -> FakeCloud.send(e, 400, "application/json",
                "{\"message\": \"bad header " + e.getRequestHeaders().getFirst("X-Auth-Token") + "\"}"));
        fake.on("GET /v2.0/networks", e -> FakeCloud.send(e, 200, "text/html", "<html>" + e.getRequestHeaders().getFirst("X-Auth-Token") + "</html>"));
        try (Cloud cloud = fake.connect()) {
            String token = cloud.token(task).reveal();
            Failure refused = failure(Kind.BAD_INPUT, () -> cloud.images().list(task));
            assertTrue(refused.details().contains("***") && !refused.details().contains(token), refused.details());
            assertFalse(failure(Kind.BAD_ANSWER, () -> cloud.networking().networks(task)).details().contains(token));
        }
    }

    @Test
    void aListWithoutEndIsAFailureAndNotAShortList() throws FailureException {
        AtomicInteger pages = new AtomicInteger();
        fake.on("GET /v2/images", 200, "{\"images\": [{\"id\": \"a\"}], \"next\": \"/v2/images?marker=a\"}");
        fake.on("GET /v2.1/servers/detail", 200, "{}");
        fake.on("GET /servers/detail", e -> FakeCloud.send(e, 200, "application/json", "{\"servers\": [{\"id\": \"" + pages.incrementAndGet() % 3
                + "\"}], \"servers_links\": [{\"rel\": \"next\", \"href\": \"http://elsewhere.example.org/servers\"}]}"));
        try (Cloud cloud = fake.connect()) {
            assertEquals("The list does not end.", failure(Kind.BAD_ANSWER, () -> cloud.images().list(task)).meaning());
            assertEquals("The list does not end.", failure(Kind.BAD_ANSWER, () -> cloud.compute().servers(task)).meaning());
            assertEquals(4, pages.get());
        }
    }

    @Test
    void pagesThatAreShorterThanAskedForAreFollowed() throws FailureException {
        fake.on("GET /flavors/detail", e -> FakeCloud.send(e, 200, "application/json", e.getRequestURI().getQuery().contains("marker=f1")
                ? "{\"flavors\": [{\"id\": \"f2\", \"name\": \"large\", \"vcpus\": 4, \"ram\": 8192, \"disk\": 80, \"os-flavor-access:is_public\": false}]}"
                : "{\"flavors\": [{\"id\": \"f1\", \"name\": \"small\", \"vcpus\": 1, \"ram\": 512, \"disk\": 1}], \"flavors_links\": [{\"rel\": \"next\"}]}"));
        try (Cloud cloud = fake.connect()) {
            assertEquals("[Flavor[id=f1, name=small, vcpus=1, ram=512, disk=1, isPublic=true], "
                    + "Flavor[id=f2, name=large, vcpus=4, ram=8192, disk=80, isPublic=false]]", cloud.compute().flavors(task).toString());
        }
    }

    @Test
    void whatIsNotHttpIsTold() throws Exception {
        try (ServerSocket server = speaking("220 mail.example.org ESMTP\r\n", ""); Cloud cloud = fake.connect(imagesAt(server))) {
            Failure told = failure(Kind.BAD_ANSWER, () -> cloud.images().list(task));
            assertEquals("What came back is not an answer of HTTP.", told.meaning());
            assertFalse(told.cameBack().contains("java."), told.details());
        }
    }

    @Test
    void anUploadWhoseRefusalTricklesIsGivenUp(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("image.raw"), new byte[100]);
        try (ServerSocket server = speaking("HTTP/1.1 401 Unauthorized\r\n", "X: y\r\n")) {
            try (Cloud cloud = fake.connect(imagesAt(server), FakeCloud.HASTY)) {
                Failure told = failure(Kind.TIMED_OUT, () -> cloud.images().upload("i1", file, task));
                assertEquals("The server took too long.", told.meaning());
            }
        }
    }
}
