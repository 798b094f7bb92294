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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Two conductors of the built product, as processes, on the real OpenStack and the real RabbitMQ; the one at work is killed in the middle. Agents are played
 * here, since the servers of the real lab run nothing.
 */
@Timeout(420)
class WorkersTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final String ANSWER = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.10.0.9\"]}]}";

    @TempDir
    Path folder;
    private final List<String> ledger = new CopyOnWriteArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final Task task = Task.unwatched();
    private Environment environment;
    private Path file;
    private Messaging agents;

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
        Environment empty = Environment.create("campanile-workers").with(Environment.NETWORK, "private");
        Service domain = TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty).withName("acme.local").with(Service.FLAVOR, "m1.tiny")
                .with(Service.IMAGE, "demo-windows");
        environment = empty.addService(domain);
        file = folder.resolve("workers.yaml");
        new EnvironmentFile(TYPES).save(file, environment);
        agents = Messaging.open(new BrokerProfile("127.0.0.1", BrokerProfile.PORT, false, null, true, "guest", "/", ""), Secret.of(value("RABBIT_PASSWORD", "guest")),
                "Campanile test agents", task);
        play();
    }

    /** Answers each plan after a second and a half, and keeps a list of the functions it was told to run. */
    private void play() throws FailureException {
        String results = DeploymentNames.resultsQueue(environment);
        agents.declareQueue(results, task);
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                String queue = DeploymentNames.inputQueue(environment, service, unit);
                agents.declareQueue(queue, task);
                agents.consume(queue, 1, plan -> {
                    try {
                        plan.ack();
                        JsonObject told = JsonParser.parseString(plan.message().text()).getAsJsonObject();
                        told.getAsJsonArray("Commands").forEach(c -> {
                            String name = c.getAsJsonObject().get("Name").getAsString();
                            if (!name.equals("Get-CampanileProbe")) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1500));
                                ledger.add(name);
                            }
                        });
                        agents.publish(results, Message.json(plan.message().id(), ANSWER), Task.unwatched());
                    } catch (FailureException e) {
                        throw new IllegalStateException(e);
                    }
                }, reason -> { }, task);
            }
        }
    }

    @AfterEach
    void clean() throws Exception {
        processes.forEach(Process::destroyForcibly);
        run("delete", "environment", "delete", file.toString(), "--os-cloud", "real", "--broker", "guest@127.0.0.1", "--yes").waitFor(180, TimeUnit.SECONDS);
        String id = environment.id();
        for (String queue : List.of("campanile-run-" + id, "campanile-state-" + id, "campanile-status-" + id, "campanile-lock-" + id, "campanile-holder-" + id)) {
            agents.deleteQueue(queue, task);
        }
        agents.close();
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("target-platform"))) {
            at = at.getParent();
        }
        return at;
    }

    private Process run(String name, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(root().resolve("releng/campanile").toString());
        builder.command().addAll(List.of(arguments));
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

    private void await(String what, BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(200);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what + "\n" + logs());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("one", "two", "submit")) {
            Path log = folder.resolve(name + ".log");
            all.append("--- ").append(name).append('\n').append(Files.exists(log) ? Files.readString(log) : "");
        }
        return all.toString();
    }

    @Test
    void whereOneIsKilledAnotherGoesOnAndEachStepIsRunOnce() throws Exception {
        Process one = run("one", "conductor", "--os-cloud", "real", "--broker", "guest@127.0.0.1", "--name", "one", "--yes");
        Process submit = run("submit", "environment", "submit", file.toString(), "--os-cloud", "real", "--broker", "guest@127.0.0.1", "--wait", "--yes");
        await("the first step is run", () -> !ledger.isEmpty());
        Process two = run("two", "conductor", "--os-cloud", "real", "--broker", "guest@127.0.0.1", "--name", "two", "--yes");
        // The start script has become the Java program, so this is a kill -9 of the conductor itself.
        one.destroyForcibly();
        assertTrue(one.waitFor(30, TimeUnit.SECONDS));
        assertTrue(submit.waitFor(200, TimeUnit.SECONDS), this::text);
        assertEquals(0, submit.exitValue(), this::text);
        assertTrue(Files.readString(folder.resolve("submit.log")).contains("(two)"), this::text);
        assertEquals(List.of("Set-LocalUserPassword", "Install-RolePrimaryDomainController", "Get-DnsListeningIpAddress"), ledger, this::text);
        assertTrue(two.isAlive(), this::text);
    }

    private String text() {
        try {
            return logs();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
