package org.campanile.reallab.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.campanile.core.deploy.AgentBroker;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.deploy.conductor.ConductedWork;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.Unit;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The conductor and the real Murano agent of Debian's package, over the real RabbitMQ. The agents of all units run on one machine made for this, where they
 * really install what the service types of release 0.3 say; what Heat has to do with it is tried elsewhere.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RealAgentTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final ConductorSettings SETTINGS = new ConductorSettings(Duration.ofSeconds(6), 0.01, Duration.ofSeconds(4), Duration.ofMinutes(3), Duration.ofMinutes(1), 3);
    private static final String FOLDER = "/opt/agent";

    private static LabMachine machine;

    @TempDir
    Path folder;
    private final Task task = Task.unwatched();
    private final List<String> agents = new ArrayList<>();
    private BrokerAgentChannel channel;
    private Environment environment = Environment.create("campanile-agents");

    @BeforeAll
    static void machine() throws Exception {
        machine = LabMachine.kept("t-agent", 2246);
        Path to = Files.createDirectories(machine.root().resolve("opt/agent"));
        Path top = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(top.resolve("releng/real-lab/agent"))) {
            top = top.getParent();
        }
        try (Stream<Path> files = Files.list(top.resolve("releng/real-lab/agent"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @AfterAll
    static void stop() {
        machine.close();
    }

    @BeforeEach
    void connect() throws FailureException {
        channel = new BrokerAgentChannel(Messaging.open(new BrokerProfile("127.0.0.1", BrokerProfile.PORT, false, null, true, "guest", "/", ""), Secret.of("guest"),
                "Campanile test", task));
    }

    @AfterEach
    void clean() throws Exception {
        for (String name : agents) {
            inside("agent-down.sh", name, "--crash", "--wipe");
        }
        Files.deleteIfExists(shadow("apt-get"));
        Files.deleteIfExists(shadow("dpkg-query"));
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                channel.delete(DeploymentNames.inputQueue(environment, service, unit), task);
            }
        }
        channel.delete(DeploymentNames.resultsQueue(environment), task);
        channel.close();
    }

    // ---- the machine

    private static void inside(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("chroot", machine.root().toString(), FOLDER + "/" + script));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("agent", ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertTrue(process.waitFor(150, TimeUnit.SECONDS), () -> command + " does not end");
        String all = Files.readString(said);
        Files.delete(said);
        assertEquals(0, process.exitValue(), () -> command + ": " + all);
    }

    /** A program that stands before the system's own for what the agents run. */
    private static Path shadow(String program) {
        return machine.root().resolve("usr/local/sbin").resolve(program);
    }

    private static void shadow(String program, String text) throws IOException {
        Files.writeString(shadow(program), "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(shadow(program), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void agent(Service service, Unit unit) throws Exception {
        String name = HostNames.of(service, unit);
        agents.add(name);
        inside("agent-up.sh", name, "--vhost", "/", "--input-queue", DeploymentNames.inputQueue(environment, service, unit), "--result-key",
                DeploymentNames.resultsQueue(environment));
    }

    // ---- the deployment

    private void add(String type) {
        environment = environment.addService(TYPES.newService(TYPES.find(type).orElseThrow(), environment).with(Service.IMAGE, "debian"));
    }

    private UnitWork.Prepared prepare(Duration agentLimit) throws FailureException {
        UnitWork work = new ConductedWork(channel, TYPES, new MemorySecrets(), new FolderStore(folder, TYPES), SETTINGS);
        AgentBroker broker = new AgentBroker("127.0.0.1", BrokerProfile.PORT, "guest", Secret.of("guest"), "/", false, "");
        return work.prepare(environment, DeploymentSettings.usual("private", AgentExpectation.REQUIRED, Optional.of(broker)).withExtent(Planner.Extent.FULL)
                .withTimes(Duration.ofSeconds(1), Duration.ofMinutes(1), agentLimit), true, task);
    }

    private Map<String, StepProgress> run(UnitWork.Prepared prepared, Consumer<UnitWork.Progress> listener) throws FailureException {
        Map<String, StepProgress> steps = new TreeMap<>();
        prepared.run(listener, task).steps().forEach(step -> steps.put(step.step().id(), step));
        return steps;
    }

    @Test
    void theLinuxTypesAndTheDemoServiceAreReallyInstalledAndNothingIsDoneTwice() throws Exception {
        add("linuxTelnetService");
        add("linuxApacheService");
        add("demoService");
        try (UnitWork.Prepared prepared = prepare(Duration.ofMinutes(1))) {
            for (Service service : environment.services()) {
                for (Unit unit : service.units()) {
                    agent(service, unit);
                }
            }
            // Both install packages; the one that comes second waits for the other's lock.
            Map<String, StepProgress> steps = run(prepared, now -> { });
            assertTrue(steps.values().stream().allMatch(step -> step.state() == State.DONE), () -> steps.values().toString());
            assertEquals(List.of("Apache is running"), steps.get("www1:DeployApache").values());
            assertEquals(List.of("Telnet is installed"), steps.get("telnet1:DeployTelnet").values());
            assertEquals(List.of("demo1:probe", "demo2:probe"), steps.keySet().stream().filter(id -> id.startsWith("demo")).toList());
            assertTrue(Files.isExecutable(machine.root().resolve("usr/sbin/apache2")));
        }
        try (UnitWork.Prepared again = prepare(Duration.ofMinutes(1))) {
            assertEquals(List.of(), again.steps());
        }
    }

    @Test
    void whatAScriptSaysWhenItFailsIsTheMessage() throws Exception {
        shadow("dpkg-query", "exit 1\n");
        shadow("apt-get", "case $* in *install*) echo 'E: Unable to locate package' >&2; exit 100;; esac\n");
        add("linuxTelnetService");
        try (UnitWork.Prepared prepared = prepare(Duration.ofMinutes(1))) {
            shadowless(() -> agent(environment.services().getFirst(), environment.services().getFirst().units().getFirst()));
            StepProgress failed = run(prepared, now -> { }).get("telnet1:DeployTelnet");
            assertEquals(State.FAILED, failed.state());
            assertTrue(failed.message().contains("exit code 1") && failed.message().contains("E: Unable to locate package")
                    && failed.message().contains("apt-get could not install telnetd"), failed.message());
            assertFalse(failed.details().isEmpty());
        }
    }

    @Test
    void anAgentThatIsKilledInTheMiddleAndComesBackIsGivenThePlanAgain() throws Exception {
        shadow("dpkg-query", "exit 1\n");
        shadow("apt-get", "case $* in *install*) sleep 3;; esac\n");
        add("linuxTelnetService");
        Service telnet = environment.services().getFirst();
        try (UnitWork.Prepared prepared = prepare(Duration.ofMinutes(1))) {
            shadowless(() -> agent(telnet, telnet.units().getFirst()));
            AtomicBoolean killed = new AtomicBoolean();
            List<Throwable> trouble = new ArrayList<>();
            StepProgress done = run(prepared, now -> {
                boolean sent = now.steps().stream().anyMatch(step -> step.step().template().equals("DeployTelnet") && step.state() == State.RUNNING);
                if (sent && killed.compareAndSet(false, true)) {
                    Thread.ofVirtual().start(() -> {
                        try {
                            plansBegun(telnet);
                            inside("agent-down.sh", "telnet1", "--crash");
                            shadowless(() -> agent(telnet, telnet.units().getFirst()));
                        } catch (Exception | AssertionError e) {
                            trouble.add(e);
                        }
                    });
                }
            }).get("telnet1:DeployTelnet");
            assertEquals(List.of(), trouble);
            assertTrue(killed.get());
            assertEquals(State.DONE, done.state(), done.message());
            assertEquals(2, done.attempts());
        }
    }

    /** Until the agent has made the folder in which it runs a plan's scripts. */
    private void plansBegun(Service service) throws Exception {
        Path scripts = machine.root().resolve("var/lib/real-lab/agents").resolve(HostNames.of(service, service.units().getFirst())).resolve("storage/files");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            try (Stream<Path> found = Files.exists(scripts) ? Files.walk(scripts) : Stream.empty()) {
                if (found.anyMatch(file -> file.getFileName().toString().endsWith("telnet.sh"))) {
                    return;
                }
            } catch (UncheckedIOException e) {
                assertTrue(e.getMessage().contains("NoSuchFile"), e.getMessage());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        throw new AssertionError("the agent has not begun the plan");
    }

    @Test
    void aUnitWithoutAnAgentIsSilentWithTheReason() throws Exception {
        add("demoService");
        Service demo = environment.services().getFirst();
        try (UnitWork.Prepared prepared = prepare(Duration.ofSeconds(12))) {
            agent(demo, demo.units().getFirst());
            List<String> said = new ArrayList<>();
            Map<String, StepProgress> steps = run(prepared, now -> said.addAll(now.silent().values()));
            assertEquals(State.DONE, steps.get("demo1:probe").state());
            assertEquals(State.FAILED, steps.get("demo2:probe").state());
            assertTrue(said.stream().anyMatch(why -> why.contains("Nobody has consumed the queue of demo2")), said.toString());
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    /** The scripts that start an agent ask the real programs whether its package is there. */
    private static void shadowless(Work work) throws Exception {
        Path apt = shadow("apt-get");
        Path query = shadow("dpkg-query");
        Files.move(apt, apt.resolveSibling("apt-get.away"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(query, query.resolveSibling("dpkg-query.away"), StandardCopyOption.REPLACE_EXISTING);
        try {
            work.run();
        } finally {
            Files.move(apt.resolveSibling("apt-get.away"), apt);
            Files.move(query.resolveSibling("dpkg-query.away"), query);
        }
    }
}
