package org.campanile.demolab.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.SystemLauncherListener;
import org.apache.qpid.server.model.Broker;
import org.apache.qpid.server.model.ConfiguredObject;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.Port;
import org.apache.qpid.server.model.Queue;
import org.apache.qpid.server.model.SystemConfig;
import org.apache.qpid.server.model.VirtualHost;
import org.apache.qpid.server.model.VirtualHostNode;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Broker-J in this JVM, everything in memory, on a loopback port of its own that only the gateway knows the login of. Virtual hosts come and
 * go at run time through its object model. Thread-safe.
 */
final class QpidEngine implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(QpidEngine.class.getName());
    private static final int DELETIONS = 10;
    private static final String PROVIDER = "gateway-only";

    /** Held, or their levels would be forgotten with them: Broker-J reports every connection at the level "info". */
    private final List<Logger> quiet = List.of(Logger.getLogger("qpid"), Logger.getLogger("org.apache.qpid"));
    private final Map<String, VirtualHostNode<?>> nodes = new ConcurrentHashMap<>();
    private final SystemLauncher launcher;
    private final Broker<?> broker;

    /** Starts the broker; {@code user} and {@code password} are the only login it takes. */
    QpidEngine(String user, String password) throws IOException {
        quiet.forEach(logger -> logger.setLevel(Level.SEVERE));
        Path work = Files.createTempDirectory("campanile-broker");
        try {
            Path configuration = Files.writeString(work.resolve("initial.json"), configuration(user, password).toString());
            Path properties = Files.writeString(work.resolve("system.properties"), "");
            AtomicReference<SystemConfig<?>> system = new AtomicReference<>();
            AtomicReference<RuntimeException> failure = new AtomicReference<>();
            launcher = new SystemLauncher(new SystemLauncherListener.DefaultSystemLauncherListener() {
                @Override
                public void onContainerResolve(SystemConfig<?> config) {
                    system.set(config);
                }

                @Override
                public void errorOnStartup(RuntimeException e) {
                    failure.set(e);
                }
            });
            Map<String, Object> attributes = new HashMap<>();
            attributes.put("type", "Memory");
            attributes.put(SystemConfig.INITIAL_CONFIGURATION_LOCATION, configuration.toUri().toString());
            attributes.put(SystemConfig.INITIAL_SYSTEM_PROPERTIES_LOCATION, properties.toUri().toString());
            attributes.put(SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, Boolean.FALSE);
            attributes.put("preferenceStoreAttributes", "{\"type\":\"Noop\"}");
            attributes.put("context", Map.of(SystemConfig.QPID_WORK_DIR, work.toString()));
            withItsClasses(() -> {
                launcher.startup(attributes);
                return null;
            });
            if (failure.get() != null || system.get() == null) {
                throw new IOException("The embedded broker did not start: "
                        + (failure.get() == null ? "no reason given" : failure.get().getMessage()), failure.get());
            }
            broker = (Broker<?>) system.get().getContainer();
        } finally {
            delete(work);
        }
    }

    private static JsonObject configuration(String user, String password) {
        JsonObject login = new JsonObject();
        login.addProperty("name", user);
        login.addProperty("type", "managed");
        login.addProperty("password", password);
        JsonObject provider = new JsonObject();
        provider.addProperty("name", PROVIDER);
        provider.addProperty("type", "Plain");
        provider.add("secureOnlyMechanisms", new JsonArray());
        provider.add("users", array(login));
        JsonObject byName = new JsonObject();
        byName.addProperty("name", "byName");
        byName.addProperty("type", "nameAlias");
        JsonObject port = new JsonObject();
        port.addProperty("name", "gateway");
        port.addProperty("type", "AMQP");
        port.addProperty("port", "0");
        port.addProperty("bindingAddress", "127.0.0.1");
        port.addProperty("authenticationProvider", PROVIDER);
        port.add("virtualhostaliases", array(byName));
        JsonObject context = new JsonObject();
        // Thread pools fit for a lab of a few dozen clients; the defaults are for servers and cost start-up time and memory.
        context.addProperty("qpid.port.amqp.threadPool.size", "4");
        context.addProperty("qpid.port.amqp.threadPool.numberOfSelectors", "1");
        context.addProperty("virtualhost.connectionThreadPool.size", "4");
        context.addProperty("virtualhost.connectionThreadPool.numberOfSelectors", "1");
        context.addProperty("virtualhost.housekeepingThreadCount", "1");
        // RabbitMQ takes out at once what expires; this looks for it every second (ms) and not every half minute.
        context.addProperty("virtualhost.housekeepingCheckPeriod", "1000");
        // It ends only after the next look at its memory (ms), and the usual second would be that of everybody who closes it.
        context.addProperty("qpid.compact_memory_interval", "100");
        context.addProperty("qpid.port.closeWhenNoRoute", "false");
        context.addProperty("queue.behaviourOnUnknownDeclareArgument", "IGNORE");
        context.addProperty("exchange.behaviourOnUnknownDeclareArgument", "IGNORE");
        JsonObject whole = new JsonObject();
        whole.addProperty("name", "demo");
        whole.addProperty("modelVersion", "9.1");
        whole.add("context", context);
        whole.add("authenticationproviders", array(provider));
        whole.add("ports", array(port));
        return whole;
    }

    private static JsonArray array(JsonObject only) {
        JsonArray list = new JsonArray();
        list.add(only);
        return list;
    }

    /** Broker-J finds its parts through the context class loader; in OSGi that must be its own bundle's. */
    private static <T> T withItsClasses(Callable<T> work) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(SystemLauncher.class.getClassLoader());
        try {
            return work.call();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("The embedded broker refused: " + e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What the broker still does in its folder may come between; a folder that is left is no reason to have no broker. */
    private static void delete(Path folder) {
        for (int tries = 1; !gone(folder, tries == DELETIONS ? Level.WARNING : Level.FINE) && tries < DELETIONS; tries++) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean gone(Path folder, Level level) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.log(level, "a folder of the embedded broker is not deleted", e);
            return false;
        }
    }

    /** The loopback port it listens on. */
    int port() {
        for (Port<?> port : broker.getChildren(Port.class)) {
            return port.getBoundPort();
        }
        throw new IllegalStateException("the embedded broker has no port");
    }

    /** Makes an empty virtual host. */
    void createHost(String host) throws IOException {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(ConfiguredObject.NAME, host);
        attributes.put(ConfiguredObject.TYPE, "Memory");
        attributes.put("virtualHostInitialConfiguration", "{\"type\":\"Memory\"}");
        nodes.put(host, withItsClasses(() -> broker.createChild(VirtualHostNode.class, attributes)));
    }

    /** Removes a virtual host with all it holds; its connections are closed. */
    void deleteHost(String host) throws IOException {
        VirtualHostNode<?> node = nodes.remove(host);
        if (node != null) {
            withItsClasses(() -> {
                node.delete();
                return null;
            });
        }
    }

    /** All queues of a virtual host; empty when there is no such host. */
    List<Queue<?>> queues(String host) {
        List<Queue<?>> all = new ArrayList<>();
        host(host).ifPresent(h -> h.getChildren(Queue.class).forEach(all::add));
        return all;
    }

    /** One queue. */
    Optional<Queue<?>> queue(String host, String name) {
        return host(host).map(h -> h.getAttainedMessageSource(name) instanceof Queue<?> q ? q : null);
    }

    /** All named exchanges of a virtual host. */
    List<Exchange<?>> exchanges(String host) {
        List<Exchange<?>> all = new ArrayList<>();
        host(host).ifPresent(h -> h.getChildren(Exchange.class).forEach(all::add));
        return all;
    }

    /** One named exchange. */
    Optional<Exchange<?>> exchange(String host, String name) {
        return host(host).map(h -> h.getAttainedMessageDestination(name, false) instanceof Exchange<?> e ? e : null);
    }

    private Optional<VirtualHost<?>> host(String host) {
        VirtualHostNode<?> node = nodes.get(host);
        return node == null ? Optional.empty() : Optional.ofNullable(node.getVirtualHost());
    }

    @Override
    public void close() {
        launcher.shutdown();
    }
}
