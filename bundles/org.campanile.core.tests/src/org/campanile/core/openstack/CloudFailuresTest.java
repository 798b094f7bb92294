package org.campanile.core.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.campanile.core.openstack.FakeCloud.Route;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every bad answer, both on the way through openstack4j ({@code networks}) and on the direct one ({@code images}). */
class CloudFailuresTest {

    private static final String NETWORKS = "GET /v2.0/networks";
    private static final String IMAGES = "GET /v2/images";

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
        assertFalse(failed.failure().details().contains(FakeCloud.PASSWORD.reveal()));
        assertFalse(failed.failure().details().contains("token-1"));
        assertFalse(failed.failure().meaning().isEmpty());
        assertFalse(failed.failure().next().isEmpty() && kind != Kind.CANCELLED);
        return failed.failure();
    }

    private Failure listing(Kind kind, String path) throws FailureException {
        return listing(kind, path, FakeCloud.LIMITS);
    }

    private Failure listing(Kind kind, String path, CloudLimits limits) throws FailureException {
        try (Cloud cloud = fake.connect(fake.profile(), limits)) {
            return failure(kind, path.equals(NETWORKS) ? () -> cloud.networking().networks(task) : () -> cloud.images().list(task));
        }
    }

    @Test
    void aWrongPasswordIsDeniedInKeystonesWords() {
        fake.on("POST /v3/auth/tokens", 401, "{\"error\": {\"code\": 401, \"message\": \"The request you have made requires authentication.\","
                + " \"title\": \"Unauthorized\"}}");
        assertEquals("401 The request you have made requires authentication.", failure(Kind.DENIED, fake::connect).cameBack());
    }

    @Test
    void aKeystoneThatSendsThePasswordBackDoesNotMakeItKnown() {
        fake.on("POST /v3/auth/tokens", 400, "{\"error\": {\"code\": 400, \"message\": \"Invalid input for field 'password': '"
                + FakeCloud.PASSWORD.reveal() + "' is too short\", \"title\": \"Bad Request\"}}");
        assertEquals("400 Invalid input for field 'password': '***' is too short", failure(Kind.BAD_INPUT, fake::connect).cameBack());
    }

    @Test
    void valuesOfAStacksParametersAreNotPrinted() {
        String draft = Orchestration.StackDraft.of("e1", "heat_template_version: 2018-08-31", Map.of("dc01_user_data", "password = s3cret")).toString();
        assertTrue(draft.contains("dc01_user_data") && !draft.contains("s3cret"), draft);
        String stack = new Orchestration.Stack(new Orchestration.StackRef("e1", "id1"), "CREATE_COMPLETE", "", "", Map.of("key", "s3cret"),
                Map.of("admin", "s3cret"), Instant.EPOCH, Instant.EPOCH).toString();
        assertTrue(stack.contains("CREATE_COMPLETE") && !stack.contains("s3cret"), stack);
    }

    @Test
    void anUnknownHostAndAClosedPortAreUnreachable() throws IOException {
        Failure unknown = failure(Kind.UNREACHABLE, () -> fake.connect(Profiles.at(fake.profile(), "http://no-such-host.invalid:5000/v3")));
        assertTrue(unknown.meaning().contains("no-such-host.invalid"), unknown.details());
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = deaf.getLocalPort();
            Failure closed = failure(Kind.UNREACHABLE, () -> fake.connect(Profiles.at(fake.profile(), "http://127.0.0.1:" + port)));
            assertTrue(closed.meaning().contains("Nothing listens at 127.0.0.1:" + port), closed.details());
            assertEquals("Connection refused", closed.cameBack());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "keystone", "ftp://host/v3", "http://", "http://bad host/v3" })
    void whatIsNoAddressIsBadInput(String url) {
        failure(Kind.BAD_INPUT, () -> fake.connect(Profiles.at(fake.profile(), url)));
    }

    @Test
    void anAddressThatIsNoKeystoneIsTold() {
        Failure none = failure(Kind.BAD_ANSWER, () -> fake.connect(Profiles.at(fake.profile(), fake.url() + "/dashboard")));
        assertTrue(none.meaning().contains("no Keystone v3"), none.details());
        fake.on("POST /v3/auth/tokens", 201, "{}");
        failure(Kind.BAD_ANSWER, fake::connect);
        fake.on("POST /v3/auth/tokens", e -> FakeCloud.send(e, 200, "text/html", "<html><body>Log in to the dashboard</body></html>"));
        Failure page = failure(Kind.BAD_ANSWER, fake::connect);
        assertTrue(page.meaning().contains("HTML") && page.cameBack().contains("Log in to the dashboard"), page.details());
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void aHungServerIsGivenUpWithinItsLimit(String path) throws FailureException {
        fake.on(path, fake::hang);
        assertTrue(listing(Kind.TIMED_OUT, path, FakeCloud.HASTY).cameBack().contains("2.0 s"));
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void aServerThatDripsIsGivenUpToo(String path) throws FailureException {
        fake.on(path, drip());
        listing(Kind.TIMED_OUT, path, FakeCloud.HASTY);
    }

    private static Route drip() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void anAnswerOf200MegabytesIsNotRead(String path) throws FailureException {
        fake.on(path, FakeCloud.endless("{\"images\": [", "{\"id\": \"x\"},"));
        assertTrue(listing(Kind.BAD_ANSWER, path).cameBack().contains("1048576"));
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void jsonNested10000DeepIsRefused(String path) throws FailureException {
        fake.on(path, 200, "{\"networks\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        listing(Kind.BAD_ANSWER, path);
        fake.on(path, 200, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        listing(Kind.BAD_ANSWER, path);
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void whatIsNotTheJsonExpectedIsRefused(String path) throws FailureException {
        for (String answer : new String[] { "", "{", "{}", "[]", "12", "\"text\"", "{\"networks\": 5, \"images\": 5}", "no json" }) {
            fake.on(path, 200, answer);
            listing(Kind.BAD_ANSWER, path);
        }
        fake.on(path, e -> FakeCloud.send(e, 200, "text/html", "<html><title>Proxy</title></html>"));
        assertTrue(listing(Kind.BAD_ANSWER, path).meaning().contains("HTML"));
        fake.on(path, e -> FakeCloud.send(e, 200, "application/json", "  <html>Proxy</html>"));
        assertTrue(listing(Kind.BAD_ANSWER, path).meaning().contains("HTML"));
    }

    @ParameterizedTest
    @ValueSource(strings = { NETWORKS, IMAGES })
    void aServerErrorIsToldWithItsReason(String path) throws FailureException {
        fake.on(path, 500, "{\"computeFault\": {\"code\": 500, \"message\": \"Unexpected API Error.\"}}");
        assertEquals("500 Unexpected API Error.", listing(Kind.REMOTE, path).cameBack());
        fake.on(path, e -> FakeCloud.send(e, 503, "text/html", "<html><head><title>503</title></head><body><h1>503 Service Unavailable</h1>"
                + "No server is available.</body></html>"));
        assertTrue(listing(Kind.REMOTE, path).cameBack().contains("No server is available."));
    }

    @Test
    void anExceededQuotaIsToldVerbatim() throws FailureException {
        fake.on("POST /stacks", 403, "{\"forbidden\": {\"code\": 403, \"message\": \"Quota exceeded for cores: Requested 4, but already used 20"
                + " of 20 cores\"}}");
        fake.on("POST /v2/images", 409, "{\"NeutronError\": {\"type\": \"OverQuota\", \"message\": \"Quota exceeded for resources:"
                + " ['network'].\", \"detail\": \"\"}}");
        try (Cloud cloud = fake.connect()) {
            Failure cores = failure(Kind.CONFLICT,
                    () -> cloud.orchestration().create(Orchestration.StackDraft.of("s", "", java.util.Map.of()), task));
            assertEquals("403 Quota exceeded for cores: Requested 4, but already used 20 of 20 cores", cores.cameBack());
            Failure networks = failure(Kind.CONFLICT, () -> cloud.images().create(ImageDraft.of("i", "raw", java.util.Map.of()), task));
            assertTrue(networks.meaning().contains("Quota exceeded for resources: ['network']."), networks.details());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void cancellingClosesTheSocket(boolean throughLibrary) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + listener.getLocalPort();
            Task cancelled = Task.unwatched();
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> untilClosed(listener, cancelled));
            try (Cloud cloud = fake.connect(fake.profile().withEndpointOverrides(java.util.Map.of("network", url, "image", url)))) {
                failure(Kind.CANCELLED,
                        throughLibrary ? () -> cloud.networking().networks(cancelled) : () -> cloud.images().list(cancelled));
                assertEquals(-1, end.get(10, TimeUnit.SECONDS));
            }
        }
    }

    /** Takes a request, cancels its task and answers what is read once the other side has closed. */
    private static int untilClosed(ServerSocket listener, Task task) {
        try (Socket socket = listener.accept()) {
            socket.getInputStream().read();
            task.cancel();
            int got = 0;
            while (got >= 0) {
                got = socket.getInputStream().read(new byte[4096]);
            }
            return got;
        } catch (java.net.SocketException reset) {
            return -1;
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    @Test
    void aTaskThatIsCancelledAlreadySendsNothing() throws FailureException {
        try (Cloud cloud = fake.connect()) {
            Task cancelled = Task.unwatched();
            cancelled.cancel();
            int before = fake.seen.size();
            failure(Kind.CANCELLED, () -> cloud.networking().networks(cancelled));
            assertEquals(before, fake.seen.size());
        }
    }

    @Test
    void aMissingServiceIsTold() throws FailureException {
        try (Cloud cloud = fake.connect(fake.profile().withRegion("West"))) {
            Failure missing = failure(Kind.NOT_FOUND, () -> cloud.images().list(task));
            assertTrue(missing.meaning().contains("image") && missing.meaning().contains("West"), missing.details());
            failure(Kind.NOT_FOUND, () -> cloud.networking().networks(task));
        }
    }

    @Test
    void aClosedLoginAnswersNoMore() throws FailureException {
        Cloud cloud = CloudConnector.create(FakeCloud.LIMITS).connect(fake.profile(), FakeCloud.PASSWORD, CertificateTrust.nobody(), task);
        cloud.close();
        assertThrows(FailureException.class, () -> cloud.images().list(task));
    }
}
