package org.campanile.reallab.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.campanile.core.deploy.AgentBroker;
import org.campanile.core.deploy.AgentExpectation;
import org.campanile.core.deploy.BrokerAgentChannel;
import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.deploy.DeploymentSettings;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.StepProgress.State;
import org.campanile.core.deploy.UnitWork;
import org.campanile.core.deploy.conductor.ConductedWork;
import org.campanile.core.deploy.conductor.ConductorSettings;
import org.campanile.core.deploy.conductor.FolderStore;
import org.campanile.core.deploy.conductor.RunEntry;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.StepDefinition;
import org.campanile.core.environment.Unit;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.secret.MemorySecrets;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The conductor on the real RabbitMQ with connections that are cut under it: while it hands plans out, while it waits for answers, while it asks agents for
 * a sign of life. Every agent has to be told everything once, and the deployment ends once. Agents are played, on a connection of their own.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CutConnectionsTest {

    private static final ServiceTypes TYPES = ServiceTypes.shipped();
    private static final Secret PASSWORD = RealLab.brokerPassword();
    /** Asks early, so that in any run some are asked. */
    private static final ConductorSettings SETTINGS = new ConductorSettings(Duration.ofSeconds(2), 0.001, Duration.ofMillis(700), Duration.ofMinutes(2), Duration.ofMinutes(2), 3);
    private static final String ANSWER = "{\"IsException\":false,\"Result\":[{\"IsException\":false,\"Result\":[\"10.10.0.9\"]}]}";
    private static final String CLIENT = "Campanile cut";
    private static final String MANAGEMENT = "http://127.0.0.1:15672";

    @TempDir
    Path folder;
    private final String vhost = "campanile-cut-" + UUID.randomUUID();
    private final BrokerProfile broker = new BrokerProfile("127.0.0.1", BrokerProfile.PORT, false, null, true, "guest", "/", MANAGEMENT);
    private final Task task = Task.unwatched();
    private final List<String> ledger = new CopyOnWriteArrayList<>();
    private final AtomicInteger probes = new AtomicInteger();
    private final MemorySecrets secrets = new MemorySecrets();
    private volatile int millis = 20;
    private BrokerManagement management;
    private Relay relay;
    private Messaging agents;
    private Environment environment;

    @BeforeEach
    void start() throws Exception {
        management = new BrokerManagement(broker, PASSWORD);
        management.createVhost(vhost, task);
        management.setPermission(Permission.full("guest", vhost), task);
        relay = new Relay(BrokerProfile.PORT);
        agents = Messaging.open(broker.as("guest", vhost), PASSWORD, "Campanile played agents", task);
        Environment drawn = Environment.create("campanile-cut");
        Service domain = TYPES.newService(TYPES.find("activeDirectory").orElseThrow(), drawn).withName("acme.local").with("adminPassword", Secret.of("P@ssw0rd1"));
        drawn = drawn.addService(filled(domain));
        Service farm = TYPES.newService(TYPES.find("aspNetAppFarm").orElseThrow(), drawn).with("adminPassword", Secret.of("P@ssw0rd1"))
                .with("repository", "https://host/app.git");
        while (farm.units().size() < 20) {
            farm = farm.plusUnit(TYPES.find("aspNetAppFarm").orElseThrow().newUnit(UUID.randomUUID().toString().replace("-", ""), farm.nextNumber(), farm));
        }
        environment = EnvironmentSecrets.keep(drawn.addService(filled(farm)), secrets);
    }

    private static Service filled(Service service) {
        List<Unit> units = service.units().stream().map(u -> u.value("isMaster") == null ? u : u.with("recoveryPassword", Secret.of("P@ssw0rd2"))).toList();
        return service.withUnits(units).with(Service.IMAGE, "windows");
    }

    @AfterEach
    void clean() throws Exception {
        agents.close();
        relay.close();
        try (BrokerManagement closing = management) {
            closing.deleteVhost(vhost, task);
        }
    }

    /** As the Windows agent is on the wire: takes a plan, acknowledges it, runs it, answers. */
    private void play() throws FailureException {
        String results = DeploymentNames.resultsQueue(environment);
        for (Service service : environment.services()) {
            for (Unit unit : service.units()) {
                agents.consume(DeploymentNames.inputQueue(environment, service, unit), 1, plan -> {
                    try {
                        plan.ack();
                        for (JsonElement command : JsonParser.parseString(plan.message().text()).getAsJsonObject().getAsJsonArray("Commands")) {
                            String name = command.getAsJsonObject().get("Name").getAsString();
                            if (name.equals("Get-CampanileProbe")) {
                                probes.incrementAndGet();
                            } else {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
                                ledger.add(HostNames.of(service, unit) + ":" + name);
                            }
                        }
                        agents.publish(results, Message.json(plan.message().id(), ANSWER), Task.unwatched());
                    } catch (FailureException e) {
                        throw new IllegalStateException(e);
                    }
                }, reason -> { }, task);
            }
        }
    }

    private void deploy(Consumer<UnitWork.Progress> listener) throws Exception {
        BrokerProfile relayed = new BrokerProfile("127.0.0.1", relay.port(), false, null, true, "guest", vhost, "");
        FolderStore store = new FolderStore(folder, TYPES);
        AgentBroker forAgents = new AgentBroker("127.0.0.1", BrokerProfile.PORT, "guest", PASSWORD, vhost, false, "");
        DeploymentSettings how = DeploymentSettings.usual("private", AgentExpectation.REQUIRED, Optional.of(forAgents)).withExtent(Planner.Extent.FULL)
                .withTimes(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(2));
        List<String> expected = new ArrayList<>();
        try (BrokerAgentChannel channel = new BrokerAgentChannel(Messaging.open(relayed, PASSWORD, CLIENT, task));
                UnitWork.Prepared prepared = new ConductedWork(channel, TYPES, secrets, store, SETTINGS).prepare(environment, how, true, task)) {
            prepared.steps().forEach(step -> step.step().calls().stream().map(StepDefinition.Call::function).forEach(f -> expected.add(step.step().hostName() + ":" + f)));
            expected.removeIf(name -> name.endsWith("-CampanileProbe"));
            play();
            UnitWork.Progress end = prepared.run(listener, task);
            assertEquals(List.of(), end.steps().stream().filter(step -> step.state() != State.DONE).map(step -> step.step().id() + ": " + step.message()).toList());
        }
        List<String> twice = new ArrayList<>(ledger);
        expected.forEach(twice::remove);
        assertEquals(List.of(), twice, "done twice");
        assertEquals(expected.stream().sorted().toList(), ledger.stream().sorted().toList());
        assertEquals(1, store.runs(environment).size());
        assertEquals(1, store.newest(environment).orElseThrow().log().entries().stream().filter(e -> e.kind() == RunEntry.Kind.ENDED).count(), "ended once");
    }

    /** Again and again from beginning to end, so that no phase is left out. */
    private int cutting(AtomicBoolean over, Random random) {
        int cuts = 0;
        while (!over.get() && cuts < 25) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(cuts < 5 ? 100 : 1500)));
            cuts += relay.cut();
        }
        return cuts;
    }

    @Test
    void cutAgainAndAgainEveryStepIsRunOnce() throws Exception {
        long seed = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger cuts = new AtomicInteger();
        Thread cutter = Thread.ofVirtual().unstarted(() -> cuts.set(cutting(over, new Random(seed))));
        millis = 150;
        try {
            deploy(now -> {
                if (cutter.getState() == Thread.State.NEW) {
                    cutter.start();
                }
            });
        } finally {
            over.set(true);
        }
        cutter.join();
        assertTrue(cuts.get() >= 5, "cut only " + cuts.get() + " times");
        assertTrue(probes.get() > 0, "nobody was asked for a sign of life");
    }

    @Test
    void closedByTheBrokersAdministratorItGoesOn() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        millis = 300;
        deploy(now -> {
            // The broker's list of connections may be some seconds late.
            for (int i = 0; i < 100 && closed.get() == 0 && now.steps().stream().filter(s -> s.state() == State.DONE).count() > 10; i++) {
                closed.addAndGet(closeConnections());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        });
        assertTrue(closed.get() > 0, "no connection was closed");
    }

    private int closeConnections() {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            String user = "Basic " + Base64.getEncoder().encodeToString(("guest:" + PASSWORD.reveal()).getBytes(StandardCharsets.UTF_8));
            HttpRequest list = HttpRequest.newBuilder(URI.create(MANAGEMENT + "/api/connections")).header("Authorization", user).build();
            JsonArray all = JsonParser.parseString(http.send(list, HttpResponse.BodyHandlers.ofString()).body()).getAsJsonArray();
            int closed = 0;
            for (JsonElement one : all) {
                JsonObject connection = one.getAsJsonObject();
                if (connection.has("user_provided_name") && connection.get("user_provided_name").getAsString().equals(CLIENT)) {
                    String name = URLEncoder.encode(connection.get("name").getAsString(), StandardCharsets.UTF_8).replace("+", "%20");
                    HttpRequest delete = HttpRequest.newBuilder(URI.create(MANAGEMENT + "/api/connections/" + name)).DELETE().header("Authorization", user).build();
                    closed += http.send(delete, HttpResponse.BodyHandlers.discarding()).statusCode() == 204 ? 1 : 0;
                }
            }
            return closed;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The broker holds the old connection for alive, and with it the right to the answers, until it misses its heartbeat. */
    @Test
    void whereTheBrokerMissesTheEndTheAnswersComeWhenItHasSeenIt() throws Exception {
        AtomicBoolean stranded = new AtomicBoolean();
        deploy(now -> {
            if (now.steps().stream().filter(s -> s.state() == State.DONE).count() > 10 && stranded.compareAndSet(false, true)) {
                assertTrue(relay.strand() > 0);
                Thread.ofVirtual().start(() -> {
                    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(8));
                    relay.end();
                });
            }
        });
        assertTrue(stranded.get());
    }
}
