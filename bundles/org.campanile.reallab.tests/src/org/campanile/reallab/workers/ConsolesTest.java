package org.campanile.reallab.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two command lines of the built product, each with a home of its own as on two machines, that want to change one deployment on the real OpenStack and
 * RabbitMQ. The agents never answer, so that the first one stays at it until it is killed.
 */
@Timeout(300)
class ConsolesTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    @TempDir
    Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Task task = Task.unwatched();
    private Environment environment;
    private Path file;
    private Messaging look;

    private static String value(String variable, String otherwise) {
        return Objects.requireNonNullElse(System.getenv(variable), otherwise);
    }

    @BeforeEach
    void files() throws Exception {
        Files.writeString(folder.resolve("clouds.yaml"), """
                clouds:
                  real:
                    auth: {auth_url: %s, username: %s, project_name: %s, user_domain_name: Default, project_domain_name: Default}
                    region_name: %s
                """.formatted(value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), value("OS_USERNAME", "admin"), value("OS_PROJECT_NAME", "admin"),
                value("OS_REGION_NAME", "RegionOne")));
        Environment empty = Environment.create("campanile-consoles").with(Environment.NETWORK, "private");
        Service domain = TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty).withName("acme.local").with(Service.FLAVOR, "m1.tiny")
                .with(Service.IMAGE, "demo-windows");
        environment = empty.addService(domain);
        file = folder.resolve("consoles.yaml");
        new EnvironmentFile(TYPES).save(file, environment);
        look = Messaging.open(new BrokerProfile("127.0.0.1", BrokerProfile.PORT, false, null, true, "guest", "/", ""), Secret.of(value("RABBIT_PASSWORD", "guest")),
                "Campanile test", task);
    }

    @AfterEach
    void clean() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        run("clean", "delete").waitFor(120, TimeUnit.SECONDS);
        for (String kind : List.of("lock", "holder", "state")) {
            look.deleteQueue("campanile-" + kind + "-" + environment.id(), task);
        }
        look.close();
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("target-platform"))) {
            at = at.getParent();
        }
        return at;
    }

    private Process run(String name, String verb, String... more) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root().resolve("releng/campanile").toString(), "environment", verb, file.toString(), "--os-cloud", "real", "--broker",
                "guest@127.0.0.1", "--yes");
        builder.command().addAll(List.of(more));
        builder.directory(folder.toFile());
        Map<String, String> variables = builder.environment();
        variables.put("CAMPANILE_HOME", folder.resolve("home of " + name).toString());
        variables.put("OS_PASSWORD", value("OS_PASSWORD", "admin-secret"));
        variables.put("CAMPANILE_SECRET_BROKER", value("RABBIT_PASSWORD", "guest"));
        variables.put("CAMPANILE_SECRET_ENVIRONMENT", "Wonder-ful-2026");
        Process process = builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile()).start();
        process.getOutputStream().close();
        processes.add(process);
        return process;
    }

    private String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean locked() {
        try {
            return look.count("campanile-lock-" + environment.id(), task).consumers() == 1;
        } catch (FailureException e) {
            assertEquals(Failure.Kind.NOT_FOUND, e.failure().kind(), e.failure().details());
            return false;
        }
    }

    private void await(Process alive, BooleanSupplier condition, String name) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.getAsBoolean()) {
            assertTrue(alive.isAlive() && System.nanoTime() < end, () -> log(name));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Test
    void theSecondIsRefusedUntilTheFirstIsKilled() throws Exception {
        Process first = run("first", "deploy", "--agents", "required");
        await(first, this::locked, "first");
        // The start script has become the Java program, so this is the number in the broker and the one that is killed.
        String who = "(command line, process " + first.pid() + ")";
        for (String verb : List.of("deploy", "delete")) {
            Process second = run(verb, verb);
            assertTrue(second.waitFor(60, TimeUnit.SECONDS), () -> log(verb));
            assertEquals(1, second.exitValue(), () -> log(verb));
            assertTrue(log(verb).contains(System.getProperty("user.name") + "@") && log(verb).contains("has been deploying it since 20") && log(verb).contains(who), () -> log(verb));
            assertTrue(first.isAlive() && locked(), () -> log("first"));
        }
        first.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        Process third = run("third", "delete");
        assertTrue(third.waitFor(120, TimeUnit.SECONDS), () -> log("third"));
        assertEquals(0, third.exitValue(), () -> log("third"));
        assertTrue(log("third").contains("Not deployed"), () -> log("third"));
    }
}
