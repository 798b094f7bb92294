package org.campanile.demolab.broker;

import static org.campanile.demolab.broker.ApiRoutes.Level.MANAGEMENT;
import static org.campanile.demolab.broker.ManagementApi.list;
import static org.campanile.demolab.broker.ManagementApi.named;
import static org.campanile.demolab.broker.ManagementViews.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.apache.qpid.server.model.Queue;
import org.campanile.demolab.broker.ApiRoutes.Call;
import org.campanile.demolab.http.Answer;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/** The management API's part about queues, exchanges, bindings and messages. */
final class QueueApi {

    private static final String ALIVENESS = "aliveness-test";

    private final DemoBroker broker;
    private final ManagementViews views;
    private final AmqpActions actions;

    QueueApi(DemoBroker broker, ManagementViews views, AmqpActions actions) {
        this.broker = broker;
        this.views = views;
        this.actions = actions;
    }

    void routes(ApiRoutes routes) {
        routes.on("GET", "queues", MANAGEMENT, c -> all(c, views::queues))
                .on("GET", "queues/*", MANAGEMENT, c -> list(views.queues(vhost(c)), c))
                .on("GET", "queues/*/*", MANAGEMENT, this::queue)
                .on("PUT", "queues/*/*", MANAGEMENT, this::putQueue)
                .on("DELETE", "queues/*/*", MANAGEMENT, this::deleteQueue)
                .on("GET", "queues/*/*/bindings", MANAGEMENT, c -> {
                    present(c);
                    return bindings(c, "destination", c.at(1));
                })
                .on("DELETE", "queues/*/*/contents", MANAGEMENT, c -> {
                    present(c);
                    // As RabbitMQ 3.10: it has nothing to say, so it offers no JSON.
                    if (c.exchange().header("Accept").filter(a -> !a.contains("*/*")).isPresent()) {
                        return Answer.empty(406);
                    }
                    run(c, channel -> channel.queuePurge(c.at(1)));
                    return Answer.empty(204);
                })
                .on("POST", "queues/*/*/get", MANAGEMENT, c -> {
                    present(c);
                    JsonObject asked = c.object();
                    JsonArray messages = ManagementViews.array(run(c, channel -> AmqpActions.get(channel, c.at(1), asked)));
                    return Answer.json(200, messages);
                })
                .on("GET", "exchanges", MANAGEMENT, c -> all(c, views::exchanges))
                .on("GET", "exchanges/*", MANAGEMENT, c -> list(views.exchanges(vhost(c)), c))
                .on("GET", "exchanges/*/*", MANAGEMENT, c -> named(views.exchanges(vhost(c)), exchange(c)))
                .on("PUT", "exchanges/*/*", MANAGEMENT, this::putExchange)
                .on("DELETE", "exchanges/*/*", MANAGEMENT, c -> {
                    named(views.exchanges(vhost(c)), c.at(1));
                    run(c, channel -> channel.exchangeDelete(c.at(1)));
                    return Answer.empty(204);
                })
                .on("GET", "exchanges/*/*/bindings/source", MANAGEMENT, c -> bindings(c, "source", exchange(c)))
                .on("POST", "exchanges/*/*/publish", MANAGEMENT, c -> {
                    JsonObject asked = c.object();
                    for (String key : List.of("routing_key", "payload")) {
                        Definitions.text(asked, key);
                    }
                    return Answer.json(200, object("routed", run(c, channel -> AmqpActions.publish(channel, exchange(c), asked))));
                })
                .on("GET", "bindings", MANAGEMENT, c -> all(c, views::bindings))
                .on("GET", "bindings/*", MANAGEMENT, c -> list(views.bindings(vhost(c)), c))
                .on("GET", "bindings/*/e/*/q/*", MANAGEMENT, c -> list(between(c), c))
                .on("POST", "bindings/*/e/*/q/*", MANAGEMENT, this::bind)
                .on("DELETE", "bindings/*/e/*/q/*/*", MANAGEMENT, this::unbind)
                .on("GET", "aliveness-test/*", MANAGEMENT, this::aliveness);
    }

    private Accounts.Vhost vhost(Call c) throws RabbitError {
        return ManagementApi.vhost(broker, c, 0);
    }

    private <T> T run(Call c, AmqpActions.Work<T> work) throws RabbitError, IOException {
        return actions.run(c.user().name(), c.password(), vhost(c).name(), work);
    }

    private Answer all(Call c, Function<Accounts.Vhost, List<JsonObject>> view) throws RabbitError {
        List<JsonObject> rows = new ArrayList<>();
        ManagementApi.visible(broker, c).forEach(v -> rows.addAll(view.apply(v)));
        return list(rows, c);
    }

    private Queue<?> present(Call c) throws RabbitError {
        return broker.engine().queue(vhost(c).inner(), c.at(1)).orElseThrow(RabbitError::notFound);
    }

    private Answer queue(Call c) throws RabbitError {
        JsonObject row = views.queue(vhost(c), present(c));
        row.add("consumer_details", ManagementViews.array(views.consumers().stream().filter(consumer -> {
            JsonObject queue = consumer.getAsJsonObject("queue");
            return queue.get("name").getAsString().equals(c.at(1)) && queue.get("vhost").getAsString().equals(c.at(0));
        }).toList()));
        row.add("incoming", new JsonArray());
        row.add("deliveries", new JsonArray());
        return Answer.json(200, row);
    }

    private Answer putQueue(Call c) throws RabbitError, IOException {
        JsonObject body = c.object();
        boolean fresh = broker.engine().queue(vhost(c).inner(), c.at(1)).isEmpty();
        boolean durable = !body.has("durable") || body.get("durable").getAsBoolean();
        run(c, channel -> channel.queueDeclare(c.at(1), durable, false, Definitions.flag(body, "auto_delete"), AmqpActions.arguments(body)));
        return Answer.empty(fresh ? 201 : 204);
    }

    private Answer deleteQueue(Call c) throws RabbitError, IOException {
        present(c);
        run(c, channel -> channel.queueDelete(c.at(1), Boolean.parseBoolean(c.query().get("if-unused")),
                Boolean.parseBoolean(c.query().get("if-empty"))));
        return Answer.empty(204);
    }

    private Answer putExchange(Call c) throws RabbitError, IOException {
        JsonObject body = c.object();
        String type = Definitions.text(body, "type");
        boolean fresh = broker.engine().exchange(vhost(c).inner(), c.at(1)).isEmpty();
        boolean durable = !body.has("durable") || body.get("durable").getAsBoolean();
        run(c, channel -> channel.exchangeDeclare(c.at(1), type, durable, Definitions.flag(body, "auto_delete"), AmqpActions.arguments(body)));
        return Answer.empty(fresh ? 201 : 204);
    }

    /** The default exchange has this name in addresses, where an empty segment is awkward. */
    private static String exchange(Call c) {
        return c.at(1).equals("amq.default") ? "" : c.at(1);
    }

    private Answer bindings(Call c, String end, String name) throws RabbitError {
        return list(views.bindings(vhost(c)).stream().filter(b -> b.get(end).getAsString().equals(name)).toList(), c);
    }

    private List<JsonObject> between(Call c) throws RabbitError {
        return views.bindings(vhost(c)).stream()
                .filter(b -> b.get("source").getAsString().equals(exchange(c)) && b.get("destination").getAsString().equals(c.at(2))).toList();
    }

    private Answer bind(Call c) throws RabbitError, IOException {
        JsonObject body = c.object();
        String key = body.has("routing_key") ? body.get("routing_key").getAsString() : "";
        run(c, channel -> channel.queueBind(c.at(2), c.at(1), key, AmqpActions.arguments(body)));
        return Answer.empty(201).with("Location", "bindings/" + (key.isEmpty() ? "~" : key));
    }

    private Answer unbind(Call c) throws RabbitError, IOException {
        JsonObject binding = between(c).stream().filter(b -> Objects.equals(b.get("properties_key").getAsString(), c.at(3))).findFirst()
                .orElseThrow(RabbitError::notFound);
        run(c, channel -> channel.queueUnbind(c.at(2), c.at(1), binding.get("routing_key").getAsString()));
        return Answer.empty(204);
    }

    /** Declares a queue, sends a message through it and takes it back, as RabbitMQ does. */
    private Answer aliveness(Call c) throws RabbitError, IOException {
        run(c, channel -> {
            channel.queueDeclare(ALIVENESS, false, false, false, null);
            AmqpActions.publish(channel, "", object("routing_key", ALIVENESS, "payload", "test_message"));
            return channel.basicGet(ALIVENESS, true);
        });
        return Answer.json(200, object("status", "ok"));
    }
}
