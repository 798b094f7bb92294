package org.campanile.core.murano;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client of murano-api against a server that answers what it is told to. */
@Timeout(60)
class MuranoApiTest {

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private final Task task = Task.unwatched();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private volatile Answer answer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", e -> {
            seen.add(e.getRequestMethod() + " " + e.getRequestURI() + " " + e.getRequestHeaders().getFirst("X-Auth-Token"));
            e.getRequestBody().readAllBytes();
            answer.to(e);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    private static void send(HttpExchange e, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        e.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = e.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Test
    void anAnswerWithoutItsListOrIdIsNotTakenForAnEmptyOne() throws FailureException {
        answer = e -> send(e, 200, "{\"environments\": []}");
        MuranoApi api = open();
        for (String body : List.of("", "{}", "{\"environments\": {}}", "[]")) {
            answer = e -> send(e, 200, body);
            assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> api.environments(task)).failure().kind(), body);
            assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> api.create("one", task)).failure().kind(), body);
        }
        answer = e -> send(e, 200, "{\"environments\": [null, 1, {\"id\": \"e1\", \"name\": \"one\"}]}");
        assertEquals(List.of("e1"), api.environments(task).stream().map(MuranoEnvironment::id).toList());
    }

    @Test
    void aTokenThatIsSentBackIsNotTold() throws FailureException {
        answer = e -> send(e, 200, "{\"environments\": []}");
        MuranoApi api = MuranoApi.open(at(), (rejected, t) -> Secret.of("gAAAAA-token"), http, Duration.ofSeconds(10), task);
        answer = e -> send(e, 400, "bad header " + e.getRequestHeaders().getFirst("X-Auth-Token"));
        String told = assertThrows(FailureException.class, () -> api.environments(task)).failure().details();
        assertTrue(told.contains("bad header ***"), told);
    }

    private MuranoApi open() throws FailureException {
        return open(Duration.ofSeconds(10));
    }

    private MuranoApi open(Duration limit) throws FailureException {
        return MuranoApi.open(at(), (rejected, t) -> Secret.of(rejected == null ? "old" : "new"), http, limit, task);
    }

    private URI at() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Answer later(Answer otherwise) {
        return e -> {
            if (e.getRequestURI().getPath().equals("/v1/environments") && e.getRequestMethod().equals("GET")) {
                send(e, 200, "{\"environments\":[]}");
            } else {
                otherwise.to(e);
            }
        };
    }

    @Test
    void theGenerationIsFoundOutByAsking() throws FailureException {
        answer = e -> send(e, e.getRequestURI().getPath().equals("/environments") ? 200 : 404, "{\"environments\":[{\"id\":\"a\",\"name\":\"n\",\"status\":\"ready\"}]}");
        MuranoApi first = open();
        assertEquals(Generation.FIRST, first.generation());
        assertEquals("ready", first.environments(task).getFirst().status());
        answer = later(e -> send(e, 404, ""));
        assertEquals(Generation.LATER, open().generation());
    }

    @Test
    void aRefusedLoginIsNotTakenForAnOldRelease() {
        answer = e -> send(e, 503, "");
        assertEquals(Kind.REMOTE, assertThrows(FailureException.class, this::open).failure().kind());
        assertEquals(1, seen.size());
    }

    @Test
    void aTokenThatIsNotTakenIsReplacedOnce() throws FailureException {
        answer = e -> {
            e.getResponseHeaders().add("WWW-Authenticate", "Keystone uri='x'");
            boolean good = "new".equals(e.getRequestHeaders().getFirst("X-Auth-Token"));
            send(e, good ? 200 : 401, good ? "{\"environments\":[]}" : "no");
        };
        open();
        assertEquals(List.of("GET /v1/environments old", "GET /v1/environments new"), seen);
    }

    @Test
    void whatIsNotOursIsSaidByTheFirstWith401AndWithoutAskingAgain() throws FailureException {
        answer = e -> {
            String path = e.getRequestURI().getPath();
            send(e, path.equals("/environments") ? 200 : path.startsWith("/environments/") ? 401 : 404, "{\"environments\":[]}");
        };
        MuranoApi api = open();
        seen.clear();
        FailureException denied = assertThrows(FailureException.class, () -> api.environment("x", task));
        assertEquals(Kind.DENIED, denied.failure().kind());
        assertTrue(denied.failure().meaning().contains("another project"), denied.failure().details());
        assertEquals(1, seen.size());
    }

    @Test
    void aDraftThatIsOverAnswers403AndThatIsNoFailure() throws FailureException {
        answer = later(e -> send(e, 403, "{\"message\": \"Session <SessionId 1> is invalid: environment has been updated<br /><br />\", \"code\": \"403 Forbidden\"}"));
        MuranoApi api = open();
        assertEquals(Optional.empty(), api.draft("e", "s", task));
        FailureException late = assertThrows(FailureException.class, () -> api.deploy("e", "s", task));
        assertEquals(Kind.CONFLICT, late.failure().kind());
        assertTrue(late.failure().cameBack().contains("environment has been updated"), late.failure().cameBack());
        assertFalse(late.failure().cameBack().contains("<br"), late.failure().cameBack());
    }

    @Test
    void onlyTheLaterCanAbandonAndHasPackages() throws FailureException {
        answer = e -> send(e, e.getRequestURI().getPath().equals("/environments") ? 200 : 404, "{\"environments\":[]}");
        MuranoApi first = open();
        assertEquals(Kind.BAD_INPUT, assertThrows(FailureException.class, () -> first.abandon("e", task)).failure().kind());
        assertEquals(Kind.BAD_INPUT, assertThrows(FailureException.class, () -> first.packages(task)).failure().kind());
        answer = later(e -> send(e, 200, ""));
        MuranoApi later = open();
        seen.clear();
        later.abandon("e", task);
        assertEquals(List.of("DELETE /v1/environments/e?abandon=true old"), seen);
    }

    @Test
    void packagesAreReadPageByPage() throws FailureException {
        answer = later(e -> send(e, 200, e.getRequestURI().getQuery().contains("marker=m") ? "{\"packages\":[{\"id\":\"2\",\"fully_qualified_name\":\"b\"}]}"
                : "{\"packages\":[{\"id\":\"1\",\"fully_qualified_name\":\"a\",\"class_definitions\":[\"a.Y\",\"a.X\"]}],\"next_marker\":\"m\"}"));
        List<MuranoPackage> all = open().packages(task);
        assertEquals(List.of("a", "b"), all.stream().map(MuranoPackage::name).toList());
        assertEquals(List.of("a.X", "a.Y"), all.getFirst().classes());
    }

    @Test
    void anExceptionOfTheEngineIsAFailureAlthoughTheStateIsSuccess() throws FailureException {
        answer = later(e -> send(e, 200, "{\"deployments\":[{\"id\":\"1\",\"state\":\"success\",\"started\":\"2026-11-22T05:26:05\",\"finished\":\"2026-11-22T05:26:07\","
                + "\"result\":{\"isException\":true,\"result\":{\"message\":\"Package is not found\",\"details\":\"Traceback\"}}},"
                + "{\"id\":\"2\",\"state\":\"running\",\"started\":\"2026-11-22T05:27:05\",\"finished\":null}]}"));
        List<MuranoDeployment> all = open().deployments("e", task);
        assertEquals(List.of("2", "1"), all.stream().map(MuranoDeployment::id).toList());
        assertTrue(all.get(0).running());
        assertTrue(all.get(1).failed());
        assertEquals("Package is not found", all.get(1).error());
        assertEquals("2026-11-22T05:26:07Z", all.get(1).finished().orElseThrow().toString());
    }

    @Test
    void aHugeAnswerIsRefusedAndCutOff() {
        answer = e -> {
            e.sendResponseHeaders(200, 200L << 20);
            byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
            try (OutputStream out = e.getResponseBody()) {
                for (int i = 0; i < 3200; i++) {
                    out.write(block);
                }
            } catch (IOException cut) {
                seen.add("cut");
            }
        };
        assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, this::open).failure().kind());
    }

    @Test
    void aDeepAnswerIsRefused() {
        answer = e -> send(e, 200, "[".repeat(10_000) + "]".repeat(10_000));
        assertEquals(Kind.BAD_ANSWER, assertThrows(FailureException.class, this::open).failure().kind());
    }

    @Test
    void silenceEndsAtTheLimitAndCancelBeforeIt() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        AtomicReference<CountDownLatch> asked = new AtomicReference<>(new CountDownLatch(1));
        answer = e -> {
            asked.get().countDown();
            try {
                hold.await(50, TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };
        assertEquals(Kind.TIMED_OUT, assertThrows(FailureException.class, () -> open(Duration.ofMillis(300))).failure().kind());
        CountDownLatch again = new CountDownLatch(1);
        asked.set(again);
        CompletableFuture<Kind> ended = CompletableFuture.supplyAsync(() -> assertThrows(FailureException.class, () -> open(Duration.ofMinutes(1))).failure().kind());
        assertTrue(again.await(20, TimeUnit.SECONDS));
        task.cancel();
        assertEquals(Kind.CANCELLED, ended.get(20, TimeUnit.SECONDS));
        hold.countDown();
    }

    @Test
    void anEnvironmentPrintsNoPassword() throws FailureException {
        answer = later(e -> send(e, 200, "{\"id\":\"e\",\"name\":\"n\",\"status\":\"ready\",\"services\":[{\"id\":\"s\",\"type\":\"t\",\"adminPassword\":\"P@ssw0rd\"},"
                + "{\"?\":{\"id\":\"o\",\"type\":\"lab.hello/0.0.0@lab.hello\",\"status\":\"ready\"},\"name\":\"greeting\"}]}"));
        MuranoEnvironment seenNow = open().environment("e", task);
        assertFalse(seenNow.toString().contains("P@ssw0rd"), seenNow.toString());
        assertEquals("lab.hello", seenNow.components().get(1).type());
        assertEquals("ready", seenNow.components().get(1).status());
    }
}
