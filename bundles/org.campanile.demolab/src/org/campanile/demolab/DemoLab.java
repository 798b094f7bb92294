package org.campanile.demolab;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.agents.AgentFaults;
import org.campanile.demolab.agents.AgentPace;
import org.campanile.demolab.agents.DemoAgents;
import org.campanile.demolab.broker.DemoBroker;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.CloudOptions;
import org.campanile.demolab.cloud.DemoCloud;
import org.campanile.demolab.cloud.DemoState;
import org.campanile.demolab.cloud.ServerInfo;
import org.campanile.demolab.cloud.ServerListener;
import org.campanile.demolab.http.Faults;
import org.campanile.demolab.murano.DemoMurano;
import org.campanile.demolab.murano.MuranoBroker;
import org.campanile.demolab.servicemanager.DemoAlarms;
import org.campanile.demolab.servicemanager.DemoInventory;
import org.campanile.demolab.servicemanager.DemoServiceManager;
import org.campanile.demolab.servicemanager.TokenCheck;

/**
 * A whole lab in this JVM, on loopback: OpenStack, a broker with RabbitMQ's management API, Murano 0.2, and Service Manager, inventory and fault
 * management of two controllers. Starts in a few seconds, needs no installation. The state of OpenStack and Murano can be kept; the broker's and the
 * controllers' begins anew each time. Thread-safe.
 */
public final class DemoLab implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DemoLab.class.getName());
    /** Windows takes minutes for what a demo has to show in seconds. */
    private static final double AGENT_PACE = 0.01;
    private static final long SAVE_EVERY_MILLIS = 2_000;

    private final Faults faults = new Faults();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DemoState state;
    private final DemoCloud cloud;
    private final DemoMurano murano;
    private final DemoServiceManager controllers;
    private final DemoInventory inventory;
    private final DemoAlarms alarms;
    private final DemoBroker broker;
    private final DemoAgents agents;

    private DemoLab(DemoLabOptions options, DemoState state) throws IOException {
        this.state = state;
        parts.push(state);
        CompletableFuture<DemoBroker> starting = CompletableFuture.supplyAsync(() -> broker(options), work -> Thread.ofVirtual().start(work));
        try {
            Clock clock = keep(new Clock(options.timeScale()));
            cloud = keep(new DemoCloud(new CloudOptions(options.ports(), options.seed(), options.tokenLife()), state, clock, faults));
            murano = keep(new DemoMurano(port(options, "murano"), state, cloud.tokens(), clock, faults));
            DemoCloud.remember(state, "murano", murano.port());
            controllers = keep(new DemoServiceManager(port(options, "smapi"), faults, this::role));
            DemoCloud.remember(state, "smapi", port(controllers.url()));
            inventory = keep(new DemoInventory(port(options, "platform"), controllers, faults, this::role, InstantSource.system()));
            DemoCloud.remember(state, "platform", inventory.port());
            alarms = keep(new DemoAlarms(port(options, "faultmanagement"), controllers, faults, this::role, InstantSource.system()));
            DemoCloud.remember(state, "faultmanagement", alarms.port());
            if (options.muranoListed()) {
                cloud.offer("application-catalog", "murano", murano.url());
            }
            cloud.offer("smapi", "smapi", controllers.url());
            cloud.offer("platform", "sysinv", inventory.url() + "/v1");
            cloud.offer("faultmanagement", "fm", alarms.url());
            broker = keep(starting.join());
            DemoCloud.remember(state, "amqp", broker.amqpPort());
            DemoCloud.remember(state, "amqps", broker.securePort());
            DemoCloud.remember(state, "rabbitmq", port(broker.managementUrl()));
            agents = keep(new DemoAgents(new AgentPace(AGENT_PACE * options.timeScale(), options.seed()), new AgentFaults()));
            faults.add(agents.faults());
            cloud.listen(new ServerListener() {
                @Override
                public void serverActive(ServerInfo info) {
                    agents.start(info.id(), info.name(), info.address(), info.userData());
                }

                @Override
                public void serverDeleted(String id) {
                    agents.stop(id);
                }
            });
            murano.services().connect(new MuranoBroker("127.0.0.1", "127.0.0.1", broker.amqpPort(), "guest", "guest", "/"), () -> cloud.urls().get("orchestration"));
            clock.every(SAVE_EVERY_MILLIS, this::save);
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (IOException | RuntimeException e) {
            starting.whenComplete((late, failed) -> {
                if (late != null) {
                    late.close();
                }
            });
            close();
            throw e;
        }
    }

    /** Starts a lab. Fails when a port is taken, or the state cannot be read or is in use. */
    public static DemoLab start(DemoLabOptions options) throws FailureException {
        DemoState state = options.folder().isPresent() ? DemoState.kept(options.folder().get()) : DemoState.thrownAway();
        try {
            return new DemoLab(options, state);
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.LOCAL, "starting the demo lab", "ports " + options.ports(), String.valueOf(e.getMessage()),
                    "One of its services did not start.", "Choose other ports, or let it find free ones."), e);
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private int port(DemoLabOptions options, String service) {
        return DemoCloud.port(state, service, options.ports().getOrDefault(service, 0));
    }

    private static int port(String url) {
        return java.net.URI.create(url).getPort();
    }

    private DemoBroker broker(DemoLabOptions options) {
        try {
            return new DemoBroker(port(options, "amqp"), port(options, "amqps"), port(options, "rabbitmq"), faults);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private TokenCheck.Role role(String token) {
        return token == null ? TokenCheck.Role.NONE : cloud.tokens().find(token).map(t -> t.has("admin") ? TokenCheck.Role.ADMIN : TokenCheck.Role.OTHER)
                .orElse(TokenCheck.Role.NONE);
    }

    private void save() {
        try {
            state.save();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The demo lab's state cannot be saved; it is tried again", e);
        }
    }

    /** The troubles in force; the same can be reached at {@code /_demo/faults} of each service. */
    public Faults faults() {
        return faults;
    }

    /** The broker of the lab. */
    public DemoBroker broker() {
        return broker;
    }

    /** Murano of the lab. */
    public DemoMurano murano() {
        return murano;
    }

    /** The controllers of the lab. */
    public DemoServiceManager controllers() {
        return controllers;
    }

    /** The inventory of the lab's controllers. */
    public DemoInventory inventory() {
        return inventory;
    }

    /** The agents of the lab's servers, and their faults. */
    public DemoAgents agents() {
        return agents;
    }

    /** Where everything answers, by service; {@code identity} is Keystone's address with its version, for a client's configuration. */
    public Map<String, String> endpoints() {
        Map<String, String> all = new LinkedHashMap<>(cloud.urls());
        all.replace("identity", all.get("identity") + "/v3");
        all.put("murano", murano.url());
        all.put("smapi", controllers.url());
        all.put("platform", inventory.url() + "/v1");
        all.put("faultmanagement", alarms.url());
        all.put("amqp", "amqp://127.0.0.1:" + broker.amqpPort());
        all.put("amqps", "amqps://127.0.0.1:" + broker.securePort());
        all.put("rabbitmq", broker.managementUrl());
        return all;
    }

    /** {@link #endpoints()} as JSON. */
    public String endpointsJson() {
        JsonObject all = new JsonObject();
        endpoints().forEach(all::addProperty);
        return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(all);
    }

    /** A clouds.yaml with the clouds {@code demo-lab} (its admin) and {@code demo-lab-user}; the passwords in it are the demo lab's well-known ones. */
    public String cloudsYaml() {
        String auth = endpoints().get("identity");
        return "clouds:\n" + cloudYaml("demo-lab", auth, "admin") + cloudYaml("demo-lab-user", auth, "demo");
    }

    private static String cloudYaml(String cloud, String auth, String user) {
        return """
                \s %1$s:
                \s   auth:
                \s     auth_url: %2$s
                \s     username: %3$s
                \s     password: %3$s-secret
                \s     project_name: %3$s
                \s     user_domain_name: Default
                \s     project_domain_name: Default
                \s   region_name: RegionOne
                \s   interface: public
                \s   identity_api_version: 3
                """.formatted(cloud, auth, user);
    }

    /** Ends the lab; a kept state is saved. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(Level.WARNING, "A part of the demo lab did not close well", e);
            }
        }
    }
}
