package org.campanile.demolab.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.qpid.server.model.Binding;
import org.apache.qpid.server.model.Exchange;
import org.apache.qpid.server.model.Queue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.rabbitmq.client.LongString;

/** The broker's state in the shapes of RabbitMQ's management API (as answered by RabbitMQ 3.10.8, without the rates and Erlang's inner life). */
final class ManagementViews {

    static final String VERSION = "3.10.8";
    static final String NODE = "rabbit@demo-lab";
    static final String CLUSTER = "rabbit@demo-lab";
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping()
            .registerTypeHierarchyAdapter(LongString.class, (com.google.gson.JsonSerializer<LongString>) (text, type, context) ->
                    new com.google.gson.JsonPrimitive(text.toString())).create();

    private final DemoBroker broker;

    ManagementViews(DemoBroker broker) {
        this.broker = broker;
    }

    static JsonElement json(Object value) {
        return GSON.toJsonTree(value);
    }

    static JsonObject object(Object... namesAndValues) {
        JsonObject object = new JsonObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.add((String) namesAndValues[i], namesAndValues[i + 1] instanceof JsonElement e ? e : json(namesAndValues[i + 1]));
        }
        return object;
    }

    static JsonArray array(List<JsonObject> rows) {
        JsonArray array = new JsonArray();
        rows.forEach(array::add);
        return array;
    }

    JsonObject overview(BrokerUser user) {
        List<JsonObject> queues = new ArrayList<>();
        int exchanges = 0;
        long messages = 0;
        long unacknowledged = 0;
        for (Accounts.Vhost vhost : broker.accounts().vhosts()) {
            queues.addAll(queues(vhost));
            exchanges += exchanges(vhost).size();
            for (Queue<?> queue : broker.engine().queues(vhost.inner())) {
                messages += queue.getQueueDepthMessages();
                unacknowledged += queue.getUnacknowledgedMessages();
            }
        }
        List<JsonObject> types = List.of(type("direct"), type("fanout"), type("headers"), type("topic"));
        return object("management_version", VERSION, "rates_mode", "none", "exchange_types", array(types), "product_version", VERSION,
                "product_name", "RabbitMQ", "rabbitmq_version", VERSION, "cluster_name", CLUSTER, "erlang_version", "25.2.3",
                "erlang_full_version", "none: this is the Campanile demo lab", "message_stats", new JsonObject(),
                "queue_totals", object("messages", messages, "messages_ready", messages - unacknowledged,
                        "messages_unacknowledged", unacknowledged),
                "object_totals", object("channels", channels().size(), "connections", broker.gateway().connections().size(),
                        "consumers", consumers().size(), "exchanges", exchanges, "queues", queues.size()),
                "statistics_db_event_queue", 0, "node", NODE,
                "listeners", user.monitoring() ? array(List.of(object("node", NODE, "protocol", "amqp", "ip_address", "127.0.0.1",
                        "port", broker.amqpPort(), "socket_opts", new JsonObject()), object("node", NODE, "protocol", "amqp/ssl", "ip_address",
                                "127.0.0.1", "port", broker.securePort(), "socket_opts", new JsonObject()))) : new JsonArray(),
                "contexts", new JsonArray());
    }

    private static JsonObject type(String name) {
        return object("name", name, "description", "AMQP " + name + " exchange, as per the AMQP specification", "enabled", true);
    }

    JsonObject node() {
        Runtime runtime = Runtime.getRuntime();
        return object("name", NODE, "type", "disc", "running", true, "partitions", List.of(), "os_pid", String.valueOf(ProcessHandle.current().pid()),
                "fd_total", 20_000, "fd_used", 100, "sockets_total", 17_910, "sockets_used", broker.gateway().connections().size(),
                "mem_limit", runtime.maxMemory(), "mem_used", runtime.totalMemory() - runtime.freeMemory(), "mem_alarm", false,
                "disk_free_limit", 50_000_000, "disk_free", 50_000_000_000L, "disk_free_alarm", false, "proc_total", 1_048_576, "proc_used", 500,
                "run_queue", 0, "processors", runtime.availableProcessors(), "rates_mode", "none",
                "uptime", java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime(), "applications", List.of(),
                "enabled_plugins", List.of("rabbitmq_management"));
    }

    JsonObject vhost(Accounts.Vhost vhost) {
        long messages = 0;
        long unacknowledged = 0;
        for (Queue<?> queue : broker.engine().queues(vhost.inner())) {
            messages += queue.getQueueDepthMessages();
            unacknowledged += queue.getUnacknowledgedMessages();
        }
        return object("name", vhost.name(), "description", vhost.description(), "tags", vhost.tags(), "default_queue_type", "undefined",
                "metadata", object("description", vhost.description(), "tags", vhost.tags()), "tracing", false,
                "cluster_state", Map.of(NODE, "running"), "messages", messages, "messages_ready", messages - unacknowledged,
                "messages_unacknowledged", unacknowledged);
    }

    JsonObject user(BrokerUser user) {
        return object("name", user.name(), "password_hash", user.passwordHash(), "hashing_algorithm", "rabbit_password_hashing_sha256",
                "tags", user.tags(), "limits", new JsonObject());
    }

    JsonObject grant(Accounts.Grant grant) {
        return object("user", grant.user(), "vhost", grant.vhost(), "configure", grant.permission().configure(),
                "write", grant.permission().write(), "read", grant.permission().read());
    }

    List<JsonObject> queues(Accounts.Vhost vhost) {
        List<JsonObject> rows = new ArrayList<>();
        broker.engine().queues(vhost.inner()).stream().sorted((a, b) -> a.getName().compareTo(b.getName()))
                .forEach(q -> rows.add(queue(vhost, q)));
        return rows;
    }

    JsonObject queue(Accounts.Vhost vhost, Queue<?> queue) {
        Guard.Declared declared = broker.guard().declared(vhost, queue.getName())
                .orElse(new Guard.Declared(queue.isDurable(), false, "", Map.of()));
        long messages = queue.getQueueDepthMessages();
        long unacknowledged = queue.getUnacknowledgedMessages();
        JsonObject row = object("arguments", declared.arguments(), "auto_delete", declared.autoDelete(), "consumers", queue.getConsumerCount(),
                "durable", declared.durable(), "exclusive", !declared.owner().isEmpty(), "exclusive_consumer_tag", null,
                "head_message_timestamp", null, "memory", 13_144, "message_bytes", queue.getQueueDepthBytes(), "messages", messages,
                "messages_ready", messages - unacknowledged, "messages_unacknowledged", unacknowledged, "name", queue.getName(), "node", NODE,
                "operator_policy", null, "policy", broker.policies().ofQueue(vhost.name(), queue.getName()).orElse(null), "state", "running", "type",
                String.valueOf(declared.arguments().getOrDefault("x-queue-type", "classic")), "vhost", vhost.name());
        for (String counter : new String[] {"messages", "messages_ready", "messages_unacknowledged"}) {
            row.add(counter + "_details", object("rate", 0.0));
        }
        if (!declared.owner().isEmpty()) {
            row.add("owner_pid_details", object("name", declared.owner()));
        }
        return row;
    }

    List<JsonObject> exchanges(Accounts.Vhost vhost) {
        List<JsonObject> rows = new ArrayList<>();
        rows.add(exchange(vhost, "", "direct", true));
        broker.engine().exchanges(vhost.inner()).stream().filter(e -> !e.getName().isEmpty())
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .forEach(e -> rows.add(exchange(vhost, e.getName(), e.getType(), e.isDurable())));
        return rows;
    }

    private static JsonObject exchange(Accounts.Vhost vhost, String name, String type, boolean durable) {
        return object("arguments", new JsonObject(), "auto_delete", false, "durable", durable, "internal", false, "name", name, "type", type,
                "user_who_performed_action", Accounts.SYSTEM, "vhost", vhost.name());
    }

    /** Bindings to queues, the default exchange's own among them, as RabbitMQ lists them. */
    List<JsonObject> bindings(Accounts.Vhost vhost) {
        List<JsonObject> rows = new ArrayList<>();
        queues(vhost).forEach(q -> {
            String name = q.get("name").getAsString();
            rows.add(binding(vhost, "", name, name, Map.of()));
        });
        for (Exchange<?> exchange : broker.engine().exchanges(vhost.inner())) {
            for (Binding b : exchange.getBindings()) {
                if (!exchange.getName().isEmpty()) {
                    rows.add(binding(vhost, exchange.getName(), b.getDestination(), b.getBindingKey(), b.getArguments()));
                }
            }
        }
        return rows;
    }

    private static JsonObject binding(Accounts.Vhost vhost, String source, String queue, String key, Map<String, Object> arguments) {
        return object("source", source, "vhost", vhost.name(), "destination", queue, "destination_type", "queue", "routing_key", key,
                "arguments", arguments == null ? Map.of() : arguments, "properties_key", key.isEmpty() ? "~" : key);
    }

    List<JsonObject> connections() {
        return broker.gateway().connections().stream().map(ManagementViews::connection).toList();
    }

    private static JsonObject connection(GatewayConnection c) {
        Handshake.Opened o = c.opened();
        return object("auth_mechanism", o.mechanism(), "channel_max", o.channelMax(), "channels", c.channels().size(),
                "client_properties", o.client(), "connected_at", c.since().toEpochMilli(), "frame_max", o.frameMax(), "host", "127.0.0.1",
                "name", c.name(), "node", NODE, "peer_cert_issuer", null, "peer_cert_subject", null, "peer_cert_validity", null,
                "peer_host", "127.0.0.1", "peer_port", c.client().socket().getPort(), "port", c.client().socket().getLocalPort(),
                "protocol", "AMQP 0-9-1", "recv_cnt", c.client().framesIn(), "recv_oct", c.client().octetsIn(),
                "send_cnt", c.client().framesOut(), "send_oct", c.client().octetsOut(), "send_pend", 0, "ssl", false, "state", "running",
                "timeout", o.heartbeat(), "type", "network", "user", o.user().name(), "user_who_performed_action", o.user().name(),
                "vhost", o.vhost().name());
    }

    List<JsonObject> channels() {
        List<JsonObject> rows = new ArrayList<>();
        for (GatewayConnection c : broker.gateway().connections()) {
            c.channels().forEach((number, t) -> rows.add(object("acks_uncommitted", 0, "confirm", t.confirm(),
                    "connection_details", object("name", c.name(), "peer_host", "127.0.0.1", "peer_port", c.client().socket().getPort()),
                    "consumer_count", t.consumers().size(), "global_prefetch_count", 0, "messages_unacknowledged", t.unacknowledged(),
                    "messages_uncommitted", 0, "messages_unconfirmed", 0, "name", c.name() + " (" + number + ")", "node", NODE,
                    "number", number, "prefetch_count", t.prefetch(), "state", "running", "transactional", t.transactional(),
                    "user", c.opened().user().name(), "vhost", c.opened().vhost().name())));
        }
        return rows;
    }

    List<JsonObject> consumers() {
        List<JsonObject> rows = new ArrayList<>();
        for (GatewayConnection c : broker.gateway().connections()) {
            c.channels().forEach((number, t) -> t.consumers().forEach((tag, consumer) -> rows.add(object("arguments", Map.of(),
                    "ack_required", !consumer.noAck(), "active", true, "activity_status", "up",
                    "channel_details", object("connection_name", c.name(), "name", c.name() + " (" + number + ")", "node", NODE,
                            "number", number, "peer_host", "127.0.0.1", "peer_port", c.client().socket().getPort(),
                            "user", c.opened().user().name()),
                    "consumer_tag", tag, "exclusive", consumer.exclusive(), "prefetch_count", consumer.prefetch(),
                    "queue", object("name", consumer.queue(), "vhost", c.opened().vhost().name())))));
        }
        return rows;
    }
}
