package org.campanile.reallab.workers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;

/**
 * The built product's command line as processes on the real lab, each with a home of its own as on a machine of its own, and an environment of one domain
 * controller that they deploy. Closing kills them and takes back what they made.
 */
final class BuiltProduct implements AutoCloseable {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();

    private final Path folder;
    private final Environment environment;
    private final Path file;
    private final Map<String, Process> processes = new LinkedHashMap<>();

    BuiltProduct(Path folder, String name) throws IOException, FailureException {
        this.folder = folder;
        Files.writeString(folder.resolve("clouds.yaml"), RealLab.cloudsYaml());
        Environment empty = Environment.create(name).with(Environment.NETWORK, "private");
        environment = empty.addService(TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), empty).withName("acme.local").with(Service.FLAVOR, "m1.tiny")
                .with(Service.IMAGE, "demo-windows"));
        file = folder.resolve("environment.yaml");
        new EnvironmentFile(TYPES).save(file, environment);
    }

    Environment environment() {
        return environment;
    }

    /** A connection to the broker beside the product's own. */
    static Messaging broker() throws FailureException {
        return Messaging.open(RealLab.broker("/"), RealLab.brokerPassword(), "Campanile test", Task.unwatched());
    }

    /** Starts a command that is told of cloud and broker; its home and its log go by {@code name}. */
    Process run(String name, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root().resolve("releng/campanile").toString());
        builder.command().addAll(List.of(arguments));
        builder.command().addAll(List.of("--os-cloud", "real", "--broker", "guest@127.0.0.1", "--yes"));
        builder.directory(folder.toFile());
        Map<String, String> variables = builder.environment();
        variables.put("CAMPANILE_HOME", folder.resolve("home of " + name).toString());
        variables.put("OS_PASSWORD", RealLab.value("OS_PASSWORD", "admin-secret"));
        variables.put("CAMPANILE_SECRET_BROKER", RealLab.value("RABBIT_PASSWORD", "guest"));
        variables.put("CAMPANILE_SECRET_ENVIRONMENT", "Wonder-ful-2026");
        Process process = builder.redirectErrorStream(true).redirectOutput(folder.resolve(name + ".log").toFile()).start();
        process.getOutputStream().close();
        processes.put(name, process);
        return process;
    }

    /** The same with a verb on the environment. */
    Process onEnvironment(String name, String verb, String... more) throws IOException {
        List<String> all = new ArrayList<>(List.of("environment", verb, file.toString()));
        all.addAll(List.of(more));
        return run(name, all.toArray(String[]::new));
    }

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(at.resolve("target-platform"))) {
            at = at.getParent();
        }
        return at;
    }

    /** What a process has said so far. */
    String log(String name) {
        try {
            return Files.readString(folder.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What all have said so far. */
    String logs() {
        StringBuilder all = new StringBuilder();
        processes.keySet().forEach(name -> all.append("--- ").append(name).append('\n').append(log(name)));
        return all.toString();
    }

    /** Waits for {@code condition}, for as long as {@code needed} lives. */
    void await(String what, Process needed, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(200);
        while (!condition.getAsBoolean()) {
            assertTrue(needed.isAlive() && System.nanoTime() < end, () -> what + "\n" + logs());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    @Override
    public void close() throws IOException, InterruptedException, FailureException {
        for (Process process : processes.values()) {
            process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        }
        onEnvironment("clean", "delete").waitFor(180, TimeUnit.SECONDS);
        try (Messaging broker = broker()) {
            for (String kind : List.of("run", "state", "status", "lock", "holder")) {
                broker.deleteQueue("campanile-" + kind + "-" + environment.id(), Task.unwatched());
            }
        }
    }
}
