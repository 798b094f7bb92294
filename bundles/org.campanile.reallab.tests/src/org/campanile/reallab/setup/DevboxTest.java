package org.campanile.reallab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.campanile.core.file.Checksums;
import org.campanile.core.recipe.Kind;
import org.campanile.core.recipe.Kinds;
import org.campanile.core.recipe.StepKind;
import org.campanile.core.setup.devbox.DevboxKinds;
import org.campanile.core.setup.services.ServiceKinds;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A devbox from Debian's packages: on an empty machine murano-api is installed, configured against the real lab's Keystone, RabbitMQ and MariaDB, started,
 * and answers; a second run finds nothing to do; undo puts the files back.
 */
class DevboxTest {

    private static final String DATABASE = "campanile_devbox";
    private static final int PORT = 8182;

    private static LabMachine machine;

    @TempDir
    private Path folder;

    private final Task task = Task.unwatched();
    private final Kinds kinds = Kinds.of(Stream.of(ServiceKinds.all(), DevboxKinds.all()).<Kind>flatMap(List::stream).toList());

    @BeforeAll
    static void make() {
        machine = LabMachine.kept("t-devbox", 2242);
        sql("create database if not exists " + DATABASE + " character set utf8mb3; grant all on " + DATABASE + ".* to murano@localhost");
    }

    @AfterAll
    static void wipe() {
        machine.close();
        sql("drop database " + DATABASE);
    }

    private static void sql(String statements) {
        String socket = Objects.requireNonNullElse(System.getenv("REAL_LAB_STATE"), "/var/lib/real-lab") + "/run/mariadb.sock";
        LabMachine.inLab("mariadb", "--no-defaults", "-S", socket, "-u", "root", "-e", statements);
    }

    /** Keystone's own answer, so that murano-api is judged without our client. */
    private static String token() throws Exception {
        String body = "{'auth':{'identity':{'methods':['password'],'password':{'user':{'name':'admin','domain':{'id':'default'},'password':'admin-secret'}}},"
                + "'scope':{'project':{'name':'admin','domain':{'id':'default'}}}}}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:5000/v3/auth/tokens")).header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build(), HttpResponse.BodyHandlers.discarding())
                    .headers().firstValue("X-Subject-Token").orElseThrow();
        }
    }

    private StepKind kind(String id) {
        return kinds.step(id).orElseThrow();
    }

    private static Map<String, String> hashes() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        try (var files = Files.walk(machine.root().resolve("etc/murano"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.put(file.getFileName().toString(), Checksums.sha256(Files.readAllBytes(file)) + " " + Files.getPosixFilePermissions(file) + " "
                        + Files.getOwner(file) + " " + Files.getAttribute(file, "unix:gid"));
            }
        }
        return all;
    }

    private static void done(RunResult result) {
        assertTrue(result.ok(), () -> result.failures().toString());
    }

    private static int answer(String path, String token) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + path)).timeout(Duration.ofSeconds(60));
            return http.send(token.isEmpty() ? request.build() : request.header("X-Auth-Token", token).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    /** After a restart it takes some seconds. */
    private static void answersSoon() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        CountDownLatch turn = new CountDownLatch(1);
        while (true) {
            try {
                answer("/", "");
                return;
            } catch (ConnectException e) {
                assertTrue(System.nanoTime() < end, "murano-api answers again");
                assertFalse(turn.await(200, TimeUnit.MILLISECONDS));
            }
        }
    }

    private Map<String, Object> configuration(KindRuns runs) {
        Map<String, Object> with = new HashMap<>();
        with.put("host", "t-devbox");
        with.put("bind-port", (long) PORT);
        with.put("bind-host", "127.0.0.1");
        with.put("url", "http://127.0.0.1:" + PORT);
        with.put("broker-host", "127.0.0.1");
        with.put("broker-user", "openstack");
        with.put("broker-password", runs.secret("BROKER_PASSWORD", "rabbit-secret"));
        with.put("agent-broker-host", "127.0.0.1");
        with.put("agent-broker-user", "murano");
        with.put("agent-broker-vhost", "murano");
        with.put("agent-broker-password", runs.secret("AGENT_PASSWORD", "rabbit-secret"));
        with.put("keystone-url", "http://127.0.0.1:5000");
        with.put("service-password", runs.secret("SERVICE_PASSWORD", "service-secret"));
        with.put("database", DATABASE);
        with.put("database-password", runs.secret("DATABASE_PASSWORD", "db-secret"));
        with.put("database-socket", "/run/real-lab/mariadb.sock");
        return with;
    }

    @Test
    void muranoFromDebiansPackagesAnswersAndASecondRunFindsNothingToDo() throws Exception {
        try (KindRuns runs = new KindRuns(folder, List.of(machine.profile("careful")), machine.access(LabMachine.CAREFUL_PASSWORD))) {
            Plan packages = runs.plan(kind("host.packages"), "packages", Map.of("host", "t-devbox", "packages", List.of("murano-api", "python3-pymysql")));
            done(runs.run(packages, task));
            Map<String, String> shipped = hashes();

            Map<String, Object> with = configuration(runs);
            with.put("restart", false);
            Plan configured = runs.plan(kind("config.murano"), "configured", with);
            PlanReport.Row row = runs.preview(configured).rows().getFirst();
            assertEquals(PlanReport.Verdict.CHANGE, row.verdict(), row.toString());
            assertTrue(row.preview().contains("+bind_port = " + PORT) && row.preview().contains("rabbit://openstack:***@127.0.0.1:5672/%2F"), row.preview());
            assertFalse(row.preview().contains("secret"), row.preview());
            assertFalse(row.commands().toString().contains("-secret"), row.commands().toString());
            done(runs.run(configured, task));

            Plan tables = runs.plan(kind("murano.database"), "tables", Map.of("host", "t-devbox"));
            assertEquals(PlanReport.Verdict.MAKE, runs.preview(tables).rows().getFirst().verdict(), runs.preview(tables).toString());
            done(runs.run(tables, task));
            Plan started = runs.plan(kind("host.service"), "started", Map.of("host", "t-devbox", "service", "murano-api", "port", (long) PORT, "log",
                    "/var/log/murano/murano-api.log"));
            done(runs.run(started, task));
            assertEquals(300, answer("/", ""));
            assertEquals(401, answer("/v1/environments", "wrong"));
            assertEquals(200, answer("/v1/environments", token()));

            Map<String, String> ours = hashes();
            with.put("restart", true);
            Plan again = runs.plan(kind("config.murano"), "again", with);
            for (Plan plan : List.of(packages, configured, tables, started, again)) {
                RunResult second = runs.run(plan, task);
                assertEquals(1, second.count(StepState.EXISTED), plan.id() + second);
            }
            assertEquals(ours, hashes());

            with.put("bind-port", (long) PORT + 1);
            with.put("set", Map.of("database/connection", "mysql+pymysql://murano:wrong@localhost/" + DATABASE + "?unix_socket=/run/real-lab/mariadb.sock",
                    "paste_deploy/config_file", "/etc/murano/none.ini"));
            with.put("patience", 20L);
            Plan broken = runs.plan(kind("config.murano"), "broken", with);
            RunResult failed = runs.run(broken, task);
            assertEquals(1, failed.failures().size(), failed.toString());
            assertTrue(failed.failures().getFirst().cameBack().contains("none.ini"), failed.failures().getFirst().details());
            done(runs.undo(broken));
            assertEquals(ours, hashes());
            answersSoon();
            assertEquals(200, answer("/v1/environments", token()));

            done(runs.undo(started));
            done(runs.undo(configured));
            assertEquals(shipped, hashes());
        }
    }

    @Test
    void packagesThatARunInstalledGoWithWhatCameWithThem() throws FailureException {
        try (KindRuns runs = new KindRuns(folder, List.of(machine.profile("admin")), machine.access(null))) {
            Plan plan = runs.plan(kind("host.packages"), "small", Map.of("host", "t-devbox", "packages", List.of("bc")));
            String list = "dpkg-query -W -f '${Package} ${Status}\\n' | grep installed | sort";
            String before = machine.host("admin", null).ask("looking", list, task);
            done(runs.run(plan, task));
            assertTrue(machine.host("admin", null).ask("looking", list, task).contains("bc install ok installed"));
            done(runs.undo(plan));
            assertEquals(before, machine.host("admin", null).ask("looking", list, task));
            Plan other = runs.plan(kind("host.packages"), "other", Map.of("host", "t-devbox", "packages", List.of("bc"), "systems", List.of("ubuntu 12.04")));
            PlanReport.Row row = runs.preview(other).rows().getFirst();
            assertEquals(PlanReport.Verdict.BLOCKED, row.verdict());
            assertTrue(row.why().orElseThrow().details().contains("Debian GNU/Linux 12"), row.toString());
        }
    }
}
