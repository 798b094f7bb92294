package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import org.campanile.core.openstack.CloudLimits;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * Everything that may be wrong with what a command line is given, from the outside: a clear sentence, exit code 1, an end within the limit, and
 * nothing lost.
 */
@Tag("alone")
@Timeout(60)
class BadInputTest {

    /** Short, so that a hung server is given up while somebody waits. */
    private static final CloudLimits SHORT = new CloudLimits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), 1 << 20);
    /** Long enough for a machine that has something else to do. */
    private static final CloudLimits LIMITS = new CloudLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 1 << 20);
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(20);

    @TempDir
    Path folder;
    private Bench bench;
    private HttpServer server;
    private DemoLab lab;

    @BeforeEach
    void bench() {
        bench = new Bench(folder).limits(LIMITS);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
        if (lab != null) {
            lab.close();
        }
    }

    /** Answers every request. */
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private String serve(HttpServer made, Answer answer) {
        server = made;
        server.setExecutor(work -> Thread.ofVirtual().start(work));
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answer.to(exchange);
            }
        });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v3";
    }

    private String serve(Answer answer) throws IOException {
        return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), answer);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.getResponseHeaders().add("X-Subject-Token", "token");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void cloud(String url, String more) throws IOException {
        Path file = Files.writeString(folder.resolve("its-clouds.yaml"), "clouds:\n  bad:\n    auth: {auth_url: '" + url
                + "', username: admin, password: wrong-secret, project_name: admin,"
                    + " user_domain_name: Default, project_domain_name: Default}\n" + more);
        bench.set("OS_CLIENT_CONFIG_FILE", file.toString());
    }

    /** The check of such a cloud, which has to end soon and to name the trouble at the login. */
    private Bench.Result check(String url, String more) throws IOException {
        cloud(url, more);
        long before = System.nanoTime();
        Bench.Result result = bench.run("lab", "check", "--os-cloud", "bad").code(1).says("Cloud / Keystone login");
        assertTrue(System.nanoTime() - before < SOON_NANOS, result.out());
        return result;
    }

    @Test
    void wrongPassword() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults());
        check(lab.endpoints().get("identity"), "").says("401 The request you have made requires authentication.");
        // A command that does not check fails with the same words on stderr.
        Path file = folder.resolve("a.yaml");
        bench.run("environment", "new", file.toString()).code(0);
        bench.run("environment", "status", file.toString(), "--os-cloud", "bad").code(1).silent().tells("401 The request you have made").tells("Next:");
        bench.set("CAMPANILE_SECRET_BROKER", "wrong-secret").set("CAMPANILE_SECRET_CLOUD", "admin-secret");
        bench.run("lab", "check", "--os-cloud", "bad", "--broker", "guest@127.0.0.1:" + lab.broker().amqpPort(), "--broker-management",
                lab.broker().managementUrl()).code(1).says("Error    Broker / Messages over AMQP").says("Error    Broker / RabbitMQ management API");
    }

    @Test
    void wrongCa() throws Exception {
        KeyStore own = keys("own");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(own, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        https.setHttpsConfigurator(new HttpsConfigurator(context));
        AtomicBoolean reached = new AtomicBoolean();
        String url = serve(https, e -> {
            reached.set(true);
            send(e, 401, "application/json", "{}");
        }).replace("http:", "https:");
        check(url, "    cacert: " + pem(keys("other"), "other") + "\n").tells("SHA-256 fingerprint: ").tells("Nobody can be asked here");
        check(url, "").tells("is not trusted");
        assertFalse(reached.get(), "the password went to a server that is not trusted");
        check(url, "    cacert: " + folder.resolve("missing.pem") + "\n").says("missing.pem");
        check(url, "    cacert: " + pem(own, "own") + "\n");
        assertTrue(reached.get());
    }

    private KeyStore keys(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-keyalg",
                "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1", "-keystore", store.toString(), "-storepass", "changeit").start();
        assertTrue(tool.waitFor(40, TimeUnit.SECONDS));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys;
    }

    private Path pem(KeyStore keys, String name) throws Exception {
        return Files.writeString(folder.resolve(name + ".pem"), "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getCertificate(name).getEncoded()) + "\n-----END CERTIFICATE-----\n");
    }

    @Test
    void unknownHostAndClosedPort() throws Exception {
        check("http://no-such-host.invalid:5000/v3", "").says("no-such-host.invalid");
        // It has the port and does not listen there, so nobody else can.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = deaf.getLocalPort();
            check("http://127.0.0.1:" + port + "/v3", "").says("Nothing listens at 127.0.0.1:" + port);
        }
    }

    @Test
    void htmlWhereJsonShouldBe() throws Exception {
        check(serve(e -> send(e, 200, "text/html", "<html><body>Log in to the dashboard</body></html>")), "").says("HTML");
    }

    @Test
    void anAnswerOf200Megabytes() throws Exception {
        byte[] much = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        check(serve(e -> {
            e.getResponseHeaders().add("Content-Type", "application/json");
            e.sendResponseHeaders(201, 200L << 20);
            OutputStream body = e.getResponseBody();
            for (int i = 0; i < 200; i++) {
                body.write(much);
            }
        }), "").says("1048576");
    }

    @ParameterizedTest
    @ValueSource(strings = { "[", "{\"token\":" })
    void jsonNested10000Deep(String open) throws Exception {
        String body = open.repeat(10_000) + "1" + (open.equals("[") ? "]" : "}").repeat(10_000);
        Bench.Result result = check(serve(e -> send(e, 201, "application/json", body)), "");
        assertFalse(result.out().contains("StackOverflow"), result.out());
    }

    @Test
    void aHungServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            bench.limits(SHORT);
            check("http://127.0.0.1:" + silent.getLocalPort() + "/v3", "").says("no whole answer within 2");
        }
    }

    /** A worker that would try for ever what cannot succeed. */
    @Test
    void aConductorAtAPortThatIsNoBrokers() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults());
        cloud(lab.endpoints().get("identity"), "");
        bench.set("CAMPANILE_SECRET_BROKER", "wrong-secret").set("CAMPANILE_SECRET_CLOUD", "admin-secret");
        try (ServerSocket web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerOnce(web));
            bench.run("conductor", "--os-cloud", "bad", "--broker", "guest@127.0.0.1:" + web.getLocalPort()).code(1).silent()
                    .tells("The server does not speak AMQP 0-9-1 on this port.");
        }
    }

    private static void answerOnce(ServerSocket web) {
        try (Socket socket = web.accept()) {
            socket.getInputStream().readNBytes(8);
            socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void brokenYaml() throws Exception {
        Path document = Files.writeString(folder.resolve("broken.yaml"), "name: office\nservices:\n  - type: [activeDirectory\n");
        for (String command : List.of("validate", "plan")) {
            bench.run("environment", command, document.toString()).code(1).silent().tells("broken.yaml").tells("line");
        }
        Path clouds = Files.writeString(folder.resolve("broken-clouds.yaml"), "clouds:\n  bad: {auth: [\n");
        bench.set("OS_CLIENT_CONFIG_FILE", clouds.toString());
        bench.run("lab", "check", "--os-cloud", "bad").code(1).silent().tells("broken-clouds.yaml");
        bench.run("environment", "plan", folder.resolve("missing.yaml").toString()).code(1).silent().tells("missing.yaml");
        bench.run("environment", "plan", folder.toString()).code(1).silent().tells(folder.toString());
        Files.createDirectories(bench.home().resolve("labs"));
        Files.writeString(bench.home().resolve("labs").resolve("broken.yaml"), "name: : [");
        bench.run("lab", "list").code(1).tells("broken.yaml");
    }

    @Test
    void aMissingImageFile() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults());
        bench.register(lab).run("lab", "setup", "--image", folder.resolve("no.qcow2").toString(), "--yes").code(1).silent().tells("no.qcow2")
                .tells("The file does not exist.");
        bench.run("lab", "setup", "--image", folder.toString(), "--dry-run").code(1).tells("This is not a file.");
    }

    @Test
    void anImageThatChangesWhileItIsRead() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults());
        Path image = Files.write(folder.resolve("growing.raw"), new byte[48 << 20]);
        AtomicBoolean grown = new AtomicBoolean();
        bench.limits(Bench.LIMITS).register(lab).watch(text -> {
            if (text.contains("ploading growing.raw") && grown.compareAndSet(false, true)) {
                append(image);
            }
        });
        bench.run("lab", "setup", "--image", image.toString(), "--yes").code(1).tells("growing.raw").tells("chang");
        assertTrue(grown.get());
        bench.watch(text -> {
        });
        // Nothing half is left: what was uploaded of it is gone, and the same command completes the rest.
        bench.run("lab", "setup", "--image", image.toString(), "--dry-run", "-f", "json").code(0).says("No image growing has the bytes of the file");
        bench.run("lab", "setup", "--image", image.toString(), "--yes").code(0).says("All steps are done");
    }

    private static void append(Path file) {
        try {
            Files.write(file, new byte[1000], StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that may write no byte to any file stands for a full disk: the same refusal in the middle of a write. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFullDisk() throws Exception {
        cloud("http://127.0.0.1:1/v3", "");
        bench.run("lab", "add", "kept", "--os-cloud", "bad").code(0);
        Path labs = bench.home().resolve("labs");
        byte[] before = Files.readAllBytes(labs.resolve("kept.yaml"));
        String said = ChildLine.withoutDisk(folder, "lab", "add", "lost", "--os-cloud", "bad");
        assertTrue(said.startsWith("1\n") && said.contains("While saving lab lost") && said.contains("File too large"), said);
        said = ChildLine.withoutDisk(folder, "environment", "new", folder.resolve("lost.yaml").toString());
        assertTrue(said.startsWith("1\n") && said.contains("lost.yaml"), said);
        assertFalse(Files.exists(folder.resolve("lost.yaml")));
        assertArrayEquals(before, Files.readAllBytes(labs.resolve("kept.yaml")));
        try (Stream<Path> files = Files.list(labs)) {
            assertEquals(List.of("kept.yaml"), files.map(f -> f.getFileName().toString()).toList());
        }
    }

    /** Not even root can make a folder there. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aReadOnlyWorkspace() throws Exception {
        cloud("http://127.0.0.1:1/v3", "");
        for (String home : List.of("/sys/campanile", Files.createFile(folder.resolve("file")) + "/home")) {
            bench.set("CAMPANILE_HOME", home);
            if (home.startsWith("/sys")) {
                bench.run("lab", "list").code(0).tells("You have no labs yet");
            } else {
                bench.run("lab", "list").code(1).silent().tells(home);
            }
            bench.run("lab", "add", "new", "--os-cloud", "bad").code(1).silent().tells(home).tells("Next:");
            bench.run("environment", "new", home + "/a.yaml").code(1).silent().tells(home);
        }
    }
}
