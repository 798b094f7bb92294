package org.campanile.core.rabbitmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Bad answers of what should be a management API. */
class BrokerManagementTest {

    private static final BrokerLimits LIMITS = new BrokerLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);
    /** For servers whose silence is what is tested. */
    private static final BrokerLimits TIGHT = new BrokerLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20);

    private static BrokerProfile at(String url) {
        return new BrokerProfile("127.0.0.1", 5672, false, null, true, "someone", "/", url);
    }

    private static Failure overview(String url, BrokerLimits limits) throws FailureException {
        try (BrokerManagement management = new BrokerManagement(at(url), Secret.of("sw0rdfish"), limits)) {
            Failure failure = assertThrows(FailureException.class, () -> management.overview(Task.unwatched())).failure();
            assertFalse(failure.details().contains("sw0rdfish"));
            return failure;
        }
    }

    private static Failure overview(OddServer server) throws FailureException {
        return overview("http://127.0.0.1:" + server.port(), LIMITS);
    }

    @Test
    void aWebPageIsNotJson() throws Exception {
        try (OddServer server = OddServer.http("200 OK", "text/html", "<html><body>Welcome to the lab</body></html>")) {
            Failure failure = overview(server);
            assertEquals(Kind.BAD_ANSWER, failure.kind());
            assertTrue(failure.cameBack().contains("Welcome to the lab"), failure.cameBack());
        }
    }

    @Test
    void passwordsThatComeBackAreNotMadeKnown() throws Exception {
        try (OddServer server = OddServer.http("400 Bad Request", "application/json",
                "{\"error\":\"bad_request\",\"reason\":\"sw0rdfish sent newpassw0rd with "
                + Base64.getEncoder().encodeToString((at("http://127.0.0.1").user() + ":sw0rdfish").getBytes(StandardCharsets.UTF_8)) + "\"}");
                BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("sw0rdfish"), LIMITS)) {
            Failure failure = assertThrows(FailureException.class,
                    () -> management.putUser("murano", Secret.of("newpassw0rd"), List.of(), Task.unwatched())).failure();
            assertEquals(Kind.BAD_INPUT, failure.kind());
            assertTrue(failure.cameBack().contains("*** sent *** with ***"), failure.cameBack());
        }
    }

    @Test
    void brokenAndEmptyJsonAreToldAsBadAnswers() throws Exception {
        for (String body : List.of("{\"rabbitmq_version\": \"3", "[]", "{}", "\"text\"", "null", "")) {
            try (OddServer server = OddServer.http("200 OK", "application/json", body)) {
                assertEquals(Kind.BAD_ANSWER, overview(server).kind(), body);
            }
        }
    }

    /** Long answers are shown shortened, and the cut may go through the password. */
    @Test
    void noPieceOfAPasswordIsLeftWhereAnAnswerIsCut() throws Exception {
        String login = Base64.getEncoder().encodeToString("someone:sw0rdfish".getBytes(StandardCharsets.UTF_8));
        for (int before = 270; before < 300; before++) {
            try (OddServer server = OddServer.http("500 Oops", "text/plain", "x".repeat(before) + " " + login + " and more")) {
                Failure failure = overview(server);
                assertTrue(failure.cameBack().endsWith("...") && failure.cameBack().contains("xxx"), failure.cameBack());
                assertFalse(failure.cameBack().contains(login.substring(0, 4)), failure.cameBack());
            }
        }
    }

    /** An error with status 200 must not pass for a broker that has no queues. */
    @Test
    void whatIsNoListIsNotTakenForNothing() throws Exception {
        for (String body : List.of("", "null", "{}", "{\"error\":\"bad_request\",\"reason\":\"no\"}", "{\"items\":{}}", "[1]", "{\"items\":[{}]}")) {
            try (OddServer server = OddServer.http("200 OK", "application/json", body);
                    BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"), LIMITS)) {
                for (Executable call : List.<Executable>of(() -> management.queues(QueueQuery.first(null, 10), Task.unwatched()),
                        () -> management.nodes(Task.unwatched()), () -> management.policies("/", Task.unwatched()))) {
                    assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, call, body).failure().kind(), body);
                }
            }
        }
    }

    @Test
    void permissionsOfNobodyAndHostsWithoutNamesAreBadAnswers() throws Exception {
        try (OddServer server = OddServer.http("200 OK", "application/json", "[{\"tags\":\"x\"}]");
                BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"), LIMITS)) {
            assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> management.permissions(Task.unwatched())).failure().kind());
            assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> management.vhosts(Task.unwatched())).failure().kind());
        }
    }

    @Test
    void jsonNestedTenThousandDeepIsRefused() throws Exception {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        try (OddServer server = OddServer.http("200 OK", "application/json", deep)) {
            assertEquals(Kind.BAD_ANSWER, overview(server).kind());
            try (BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"), LIMITS)) {
                assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> management.nodes(Task.unwatched())).failure().kind());
            }
        }
    }

    @Test
    void anAnswerOf200MegabytesEndsAtTheLimit() throws Exception {
        try (OddServer server = OddServer.giant(200L << 20)) {
            Failure failure = overview(server);
            assertEquals(Kind.BAD_ANSWER, failure.kind());
            assertTrue(failure.cameBack().contains("1048576"), failure.cameBack());
            assertTrue(server.sawClientLeave());
        }
    }

    @Test
    void aSilentServerTimesOut() throws Exception {
        try (OddServer server = OddServer.silent()) {
            assertEquals(Kind.TIMED_OUT, overview("http://127.0.0.1:" + server.port(), TIGHT).kind());
            assertTrue(server.sawClientLeave());
        }
    }

    @Test
    void anAnswerThatStopsHalfwayTimesOut() throws Exception {
        try (OddServer server = new OddServer(socket -> {
            OddServer.readHead(socket);
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        })) {
            assertEquals(Kind.TIMED_OUT, overview("http://127.0.0.1:" + server.port(), TIGHT).kind());
        }
    }

    @Test
    void cancellingClosesTheSocket() throws Exception {
        try (OddServer server = OddServer.silent();
                BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"))) {
            Task task = Task.unwatched();
            Thread canceller = Thread.ofVirtual().start(() -> {
                try {
                    server.sawClient();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                task.cancel();
            });
            assertEquals(Kind.CANCELLED, assertThrows(FailureException.class, () -> management.overview(task)).failure().kind());
            assertTrue(server.sawClientLeave());
            canceller.join();
        }
    }

    @Test
    void refusedLoginClosedPortAndServerErrorsAreToldApart() throws Exception {
        try (OddServer server = OddServer.http("401 Unauthorized", "application/json", "{\"error\":\"not_authorised\",\"reason\":\"Login failed\"}")) {
            Failure failure = overview(server);
            assertEquals(Kind.DENIED, failure.kind());
            assertTrue(failure.cameBack().contains("Login failed"));
        }
        try (OddServer server = OddServer.http("500 Internal Server Error", "text/plain", "crashed")) {
            assertEquals(Kind.REMOTE, overview(server).kind());
        }
        try (OddServer server = OddServer.http("302 Found", "text/html", "moved")) {
            assertEquals(Kind.BAD_ANSWER, overview(server).kind());
        }
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertEquals(Kind.UNREACHABLE, overview("http://127.0.0.1:" + deaf.getLocalPort(), LIMITS).kind());
        }
        assertEquals(Kind.UNREACHABLE, overview("http://no-such-host.invalid:15672", LIMITS).kind());
        try (OddServer server = new OddServer(socket -> {
            socket.getInputStream().read(new byte[8]);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        })) {
            assertEquals(Kind.BAD_ANSWER, overview("https://127.0.0.1:" + server.port(), LIMITS).kind());
        }
    }

    @Test
    void addressesThatAreNoneAreRefusedWithoutShowingCredentials() {
        for (String url : List.of("", "broker:15672", "ftp://broker", "http://guest:s3cret@broker:15672", "http://bro ker")) {
            Failure failure = assertThrows(FailureException.class, () -> new BrokerManagement(at(url), Secret.of("x"))).failure();
            assertEquals(Kind.BAD_INPUT, failure.kind(), url);
            assertFalse(failure.details().contains("s3cret"), failure.details());
        }
    }

    @Test
    void aMissingCaFileIsBadInput() {
        BrokerProfile profile = new BrokerProfile("b", 5671, true, Path.of("no", "such.pem"), true, "u", "/", "https://b:15671");
        assertEquals(Kind.BAD_INPUT, assertThrows(FailureException.class, () -> new BrokerManagement(profile, Secret.of("x"))).failure().kind());
    }

    @Test
    void definitionsThatAreNotJsonAreNotSent() throws Exception {
        try (BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:1"), Secret.of("x"))) {
            for (String text : List.of("{\"users\": [", "[]", "users: none")) {
                assertEquals(Kind.BAD_INPUT,
                        assertThrows(FailureException.class, () -> management.importDefinitions(null, text, Task.unwatched())).failure().kind());
            }
        }
    }

    @Test
    void tagsAreReadInBothFormsAndQueuesWithoutPages() throws Exception {
        String users = "[{\"name\":\"old\",\"tags\":\"administrator, monitoring\"},{\"name\":\"new\",\"tags\":[\"management\"]},{\"name\":\"none\",\"tags\":\"\"}]";
        try (OddServer server = OddServer.http("200 OK", "application/json", users);
                BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"))) {
            assertEquals(List.of(new BrokerUser("old", List.of("administrator", "monitoring")), new BrokerUser("new", List.of("management")),
                    new BrokerUser("none", List.of())), management.users(Task.unwatched()));
        }
        try (OddServer server = OddServer.http("200 OK", "application/json", "[{\"name\":\"q\",\"vhost\":\"/\",\"messages\":3}]");
                BrokerManagement management = new BrokerManagement(at("http://127.0.0.1:" + server.port()), Secret.of("x"))) {
            QueuePage page = management.queues(QueueQuery.first(null, 10), Task.unwatched());
            assertEquals(new QueueSummary("/", "q", "", false, "", 3, -1, -1, -1), page.queues().getFirst());
            assertEquals(1, page.total());
        }
    }
}
