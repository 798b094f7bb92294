package org.campanile.demolab.broker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Export and import of a broker's definitions, whole or of one virtual host. */
final class Definitions {

    private final DemoBroker broker;
    private final ManagementViews views;
    private final AmqpActions actions;

    Definitions(DemoBroker broker, ManagementViews views, AmqpActions actions) {
        this.broker = broker;
        this.views = views;
        this.actions = actions;
    }

    Accounts.Vhost vhost(String name) throws RabbitError {
        return broker.accounts().vhost(name).orElseThrow(RabbitError::notFound);
    }

    JsonObject whole() {
        List<JsonObject> users = broker.accounts().users().stream().map(views::user).toList();
        List<JsonObject> vhosts = broker.accounts().vhosts().stream().map(v -> ManagementViews.object("name", v.name())).toList();
        List<JsonObject> permissions = broker.accounts().grants().stream().map(views::grant).toList();
        JsonObject all = ManagementViews.object("rabbit_version", ManagementViews.VERSION, "rabbitmq_version", ManagementViews.VERSION,
                "product_name", "RabbitMQ", "product_version", ManagementViews.VERSION, "users", users, "vhosts", vhosts,
                "permissions", permissions, "topic_permissions", List.of(), "parameters", List.of(), "global_parameters", List.of(),
                "policies", broker.policies().list(null));
        topology(all, broker.accounts().vhosts(), true);
        return all;
    }

    JsonObject of(Accounts.Vhost vhost) {
        JsonObject all = ManagementViews.object("rabbit_version", ManagementViews.VERSION, "parameters", List.of(), "policies",
                broker.policies().list(vhost.name()));
        topology(all, List.of(vhost), false);
        return all;
    }

    private void topology(JsonObject all, List<Accounts.Vhost> vhosts, boolean withVhost) {
        List<JsonObject> queues = new ArrayList<>();
        List<JsonObject> exchanges = new ArrayList<>();
        List<JsonObject> bindings = new ArrayList<>();
        for (Accounts.Vhost vhost : vhosts) {
            views.queues(vhost).stream().filter(q -> !q.get("exclusive").getAsBoolean())
                    .forEach(q -> queues.add(pick(q, withVhost, "name", "durable", "auto_delete", "arguments")));
            views.exchanges(vhost).stream().filter(e -> !e.get("name").getAsString().isEmpty() && !e.get("name").getAsString().startsWith("amq."))
                    .forEach(e -> exchanges.add(pick(e, withVhost, "name", "type", "durable", "auto_delete", "internal", "arguments")));
            views.bindings(vhost).stream().filter(b -> !b.get("source").getAsString().isEmpty())
                    .forEach(b -> bindings.add(pick(b, withVhost, "source", "destination", "destination_type", "routing_key", "arguments")));
        }
        all.add("queues", ManagementViews.array(queues));
        all.add("exchanges", ManagementViews.array(exchanges));
        all.add("bindings", ManagementViews.array(bindings));
    }

    private static JsonObject pick(JsonObject from, boolean withVhost, String... names) {
        JsonObject some = new JsonObject();
        for (String name : names) {
            some.add(name, from.get(name));
        }
        if (withVhost) {
            some.add("vhost", from.get("vhost"));
        }
        return some;
    }

    /** Adds what the definitions name; {@code vhost} is meant where an entry names none, {@code null} when each must. */
    void take(JsonObject definitions, String vhost) throws RabbitError, IOException {
        for (JsonObject v : entries(definitions, "vhosts")) {
            broker.putVhost(text(v, "name"));
        }
        for (JsonObject u : entries(definitions, "users")) {
            broker.accounts().put(new BrokerUser(text(u, "name"), text(u, "password_hash"), tags(u.get("tags"))));
        }
        for (JsonObject p : entries(definitions, "permissions")) {
            broker.grant(text(p, "vhost"), text(p, "user"), new Permission(text(p, "configure"), text(p, "write"), text(p, "read")));
        }
        for (JsonObject p : entries(definitions, "policies")) {
            broker.policies().put(vhost == null ? text(p, "vhost") : vhost, text(p, "name"), p);
        }
        for (JsonObject e : entries(definitions, "exchanges")) {
            run(e, vhost, c -> c.exchangeDeclare(text0(e, "name"), text0(e, "type"), flag(e, "durable"), flag(e, "auto_delete"),
                    AmqpActions.arguments(e)));
        }
        for (JsonObject q : entries(definitions, "queues")) {
            run(q, vhost, c -> c.queueDeclare(text0(q, "name"), flag(q, "durable"), false, flag(q, "auto_delete"), AmqpActions.arguments(q)));
        }
        for (JsonObject b : entries(definitions, "bindings")) {
            run(b, vhost, c -> c.queueBind(text0(b, "destination"), text0(b, "source"), text0(b, "routing_key"), AmqpActions.arguments(b)));
        }
    }

    private void run(JsonObject entry, String vhost, AmqpActions.Work<Object> work) throws RabbitError, IOException {
        Handshake.Inner system = broker.system();
        actions.run(system.user(), system.password(), vhost == null ? text(entry, "vhost") : vhost, work);
    }

    /** Tags as a list or as RabbitMQ's older text with commas. */
    static List<String> tags(JsonElement given) {
        List<String> tags = new ArrayList<>();
        if (given != null && given.isJsonArray()) {
            given.getAsJsonArray().forEach(t -> tags.add(t.getAsString()));
        } else if (given != null && !given.isJsonNull()) {
            for (String tag : given.getAsString().split(",")) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return tags;
    }

    private static List<JsonObject> entries(JsonObject definitions, String name) {
        List<JsonObject> rows = new ArrayList<>();
        if (definitions.has(name)) {
            definitions.getAsJsonArray(name).forEach(e -> rows.add(e.getAsJsonObject()));
        }
        return rows;
    }

    static String text(JsonObject o, String name) throws RabbitError {
        if (!o.has(name) || o.get(name).isJsonNull()) {
            throw RabbitError.bad("[{key_missing," + name + "}]");
        }
        return o.get(name).getAsString();
    }

    private static String text0(JsonObject o, String name) {
        return o.has(name) ? o.get(name).getAsString() : "";
    }

    static boolean flag(JsonObject o, String name) {
        return o.has(name) && o.get(name).getAsBoolean();
    }
}
