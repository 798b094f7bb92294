package org.campanile.core.openstack;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A Keystone on loopback whose catalogue leads to itself, with whatever answers a test scripts for the other services. */
final class FakeCloud implements AutoCloseable {

    /** What a path is answered with. */
    interface Route {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Long enough for a machine that has something else to do. */
    static final CloudLimits LIMITS = new CloudLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);
    /** For servers whose silence is what is tested. */
    static final CloudLimits HASTY = new CloudLimits(LIMITS.connect(), Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20);
    /** As Zaqar lists itself; no URL of Java's can hold it. */
    private static final String WEB_SOCKET = "{\"id\": \"z\", \"type\": \"messaging-websocket\", \"name\": \"zaqar-websocket\", \"endpoints\": [{\"id\": \"ze\", \"region\": \"North\","
            + " \"region_id\": \"North\", \"interface\": \"public\", \"url\": \"ws://127.0.0.1:9000\"}]}";
    static final Secret PASSWORD = Secret.of("s3cret-word");

    final AtomicInteger logins = new AtomicInteger();
    final List<String> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch hung = new CountDownLatch(1);
    volatile Duration tokenLife = Duration.ofHours(1);
    volatile Duration tokenAge = Duration.ZERO;
    volatile String loginBody = "";
    private final Map<String, Route> routes = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    FakeCloud() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    /** On a server of the caller's making, e.g. one with TLS. */
    FakeCloud(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on("POST /v3/auth/tokens", this::login);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof com.sun.net.httpserver.HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    FakeCloud on(String methodAndPath, Route route) {
        routes.put(methodAndPath, route);
        return this;
    }

    FakeCloud on(String methodAndPath, int status, String json) {
        return on(methodAndPath, e -> send(e, status, "application/json", json));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String key = exchange.getRequestMethod() + ' ' + exchange.getRequestURI().getPath();
        seen.add(key);
        try (exchange) {
            Route route = routes.get(key);
            if (route == null) {
                send(exchange, 404, "application/json", "{\"message\": \"no route\"}");
            } else {
                route.answer(exchange);
            }
        }
    }

    private void login(HttpExchange exchange) throws IOException {
        loginBody = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s+", "");
        exchange.getResponseHeaders().set("X-Subject-Token", "token-" + logins.incrementAndGet());
        send(exchange, 201, "application/json", tokenJson());
    }

    private String tokenJson() {
        StringBuilder catalogue = new StringBuilder();
        for (String type : List.of("image", "compute", "network", "identity", "orchestration")) {
            catalogue.append(catalogue.isEmpty() ? "" : ",").append("{\"id\": \"").append(type).append("\", \"type\": \"").append(type)
                    .append("\", \"name\": \"").append(type).append("\", \"endpoints\": [");
            String comma = "";
            for (String region : List.of("North", "South")) {
                for (String face : List.of("public", "internal")) {
                    catalogue.append(comma).append("{\"id\": \"e\", \"region\": \"").append(region).append("\", \"region_id\": \"").append(region)
                            .append("\", \"interface\": \"").append(face).append("\", \"url\": \"").append(url())
                            .append(region.equals("North") && face.equals("public") ? "" : "/" + region + "-" + face)
                            .append(type.equals("identity") ? "/v3" : "").append("\"}");
                    comma = ",";
                }
            }
            catalogue.append("]}");
        }
        Instant now = Instant.now();
        return "{\"token\": {\"methods\": [\"password\"], \"user\": {\"id\": \"u1\", \"name\": \"admin\", \"domain\": {\"id\": \"default\","
                + " \"name\": \"Default\"}}, \"project\": {\"id\": \"p1\", \"name\": \"lab\", \"domain\": {\"id\": \"default\", \"name\": \"Default\"}},"
                + " \"roles\": [{\"id\": \"r\", \"name\": \"member\"}], \"issued_at\": \"" + time(now.minus(tokenAge)) + "\", \"expires_at\": \""
                + time(now.plus(tokenLife)) + "\", \"catalog\": [" + catalogue + "," + WEB_SOCKET + "]}}";
    }

    private static String time(Instant when) {
        return when.toString().replaceAll("\\.\\d+", "").replace("Z", ".000000Z");
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers nothing until the server ends. */
    void hang(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().isEmpty()) {
            throw new IOException("no method");
        }
        hung.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Begins an answer and then sends text after text as long as the other side takes it. */
    static Route endless(String start, String more) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write(start.getBytes(StandardCharsets.UTF_8));
            byte[] chunk = more.repeat(64 * 1024 / more.length()).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 3200; i++) {
                out.write(chunk);
            }
        };
    }

    CloudProfile profile() {
        return CloudProfile.password("fake", url(), "admin", "lab").withRegion("North");
    }

    Cloud connect() throws FailureException {
        return connect(profile());
    }

    Cloud connect(CloudProfile profile) throws FailureException {
        return connect(profile, LIMITS);
    }

    Cloud connect(CloudProfile profile, CloudLimits limits) throws FailureException {
        return CloudConnector.create(limits).connect(profile, PASSWORD, CertificateTrust.nobody(), Task.unwatched());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
