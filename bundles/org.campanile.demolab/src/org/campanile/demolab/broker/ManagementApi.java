package org.campanile.demolab.broker;

import static org.campanile.demolab.broker.ApiRoutes.Level.ADMINISTRATOR;
import static org.campanile.demolab.broker.ApiRoutes.Level.MANAGEMENT;
import static org.campanile.demolab.broker.ApiRoutes.Level.MONITORING;
import static org.campanile.demolab.broker.ManagementViews.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.PatternSyntaxException;

import org.campanile.demolab.broker.ApiRoutes.Call;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonObject;

/** RabbitMQ's management API over the demo broker: administration and lists. Queues and messages are in {@link QueueApi}. */
final class ManagementApi implements AutoCloseable {

    private final DemoBroker broker;
    private final ManagementViews views;
    private final DemoHttp http;

    ManagementApi(DemoBroker broker, int port, Faults faults) throws IOException {
        this.broker = broker;
        this.views = new ManagementViews(broker);
        AmqpActions actions = new AmqpActions(broker.amqpPort());
        ApiRoutes routes = new ApiRoutes(broker.accounts());
        general(routes);
        vhosts(routes);
        users(routes);
        permissions(routes);
        clients(routes);
        new QueueApi(broker, views, actions).routes(routes);
        definitions(routes, new Definitions(broker, views, actions));
        http = new DemoHttp("rabbitmq", port, faults).otherwise(routes::serve).start();
    }

    String url() {
        return http.url();
    }

    private void general(ApiRoutes routes) {
        JsonObject ok = object("status", "ok");
        routes.on("GET", "overview", MANAGEMENT, c -> Answer.json(200, views.overview(c.user())))
                .on("GET", "whoami", MANAGEMENT, c -> Answer.json(200, object("name", c.user().name(), "tags", c.user().tags())))
                .on("GET", "nodes", MONITORING, c -> list(List.of(views.node()), c))
                .on("GET", "nodes/*", MONITORING, c -> {
                    if (!c.at(0).equals(ManagementViews.NODE)) {
                        throw RabbitError.notFound();
                    }
                    return Answer.json(200, views.node());
                })
                .on("GET", "cluster-name", MANAGEMENT, c -> Answer.json(200, object("name", ManagementViews.CLUSTER)))
                .on("GET", "health/checks/alarms", MANAGEMENT, c -> Answer.json(200, ok))
                .on("GET", "health/checks/local-alarms", MANAGEMENT, c -> Answer.json(200, ok))
                .on("GET", "health/checks/virtual-hosts", MANAGEMENT, c -> Answer.json(200, ok))
                .on("GET", "healthchecks/node", MANAGEMENT, c -> Answer.json(200, ok))
                .on("GET", "extensions", MANAGEMENT, c -> list(List.of(), c))
                .on("GET", "policies", MANAGEMENT, c -> list(broker.policies().list(null), c))
                .on("GET", "policies/*", MANAGEMENT, c -> list(broker.policies().list(vhost(broker, c, 0).name()), c))
                .on("GET", "policies/*/*", MANAGEMENT, c -> Answer.json(200, broker.policies().find(vhost(broker, c, 0).name(), c.at(1))
                        .orElseThrow(RabbitError::notFound)))
                .on("PUT", "policies/*/*", ADMINISTRATOR, c -> Answer.empty(broker.policies().put(vhost(broker, c, 0).name(), c.at(1), c.object())
                        ? 201 : 204))
                .on("DELETE", "policies/*/*", ADMINISTRATOR, c -> gone(broker.policies().delete(vhost(broker, c, 0).name(), c.at(1))))
                .on("GET", "parameters", MANAGEMENT, c -> list(List.of(), c));
    }

    private void vhosts(ApiRoutes routes) {
        routes.on("GET", "vhosts", MANAGEMENT, c -> list(visible(broker, c).stream().map(views::vhost).toList(), c))
                .on("GET", "vhosts/*", MANAGEMENT, c -> Answer.json(200, views.vhost(vhost(broker, c, 0))))
                .on("PUT", "vhosts/*", ADMINISTRATOR, c -> {
                    JsonObject body = c.object();
                    String description = body.has("description") ? body.get("description").getAsString() : "";
                    boolean fresh = broker.putVhost(c.at(0), description, Definitions.tags(body.get("tags")));
                    if (fresh) {
                        // RabbitMQ gives the maker of a virtual host all rights in it when made through the management API.
                        broker.grant(c.at(0), c.user().name(), Permission.ALL);
                    }
                    return Answer.empty(fresh ? 201 : 204);
                })
                .on("DELETE", "vhosts/*", ADMINISTRATOR, c -> gone(broker.deleteVhost(c.at(0))))
                .on("GET", "vhosts/*/permissions", ADMINISTRATOR, c -> {
                    Accounts.Vhost vhost = vhost(broker, c, 0);
                    return grants(c, g -> g.vhost().equals(vhost.name()));
                });
    }

    private void users(ApiRoutes routes) {
        routes.on("GET", "users", ADMINISTRATOR, c -> list(broker.accounts().users().stream().map(views::user).toList(), c))
                .on("GET", "users/*", ADMINISTRATOR, c -> Answer.json(200, views.user(user(c, 0))))
                .on("PUT", "users/*", ADMINISTRATOR, this::putUser)
                .on("DELETE", "users/*", ADMINISTRATOR, c -> gone(broker.deleteUser(c.at(0))))
                .on("GET", "users/*/permissions", ADMINISTRATOR, c -> {
                    BrokerUser user = user(c, 0);
                    return grants(c, g -> g.user().equals(user.name()));
                });
    }

    private Answer putUser(Call c) throws RabbitError, IOException {
        JsonObject body = c.object();
        if (!body.has("tags")) {
            throw RabbitError.bad("tags_not_present");
        }
        String hash = "";
        if (body.has("password") && !body.get("password").isJsonNull()) {
            hash = BrokerUser.hash(body.get("password").getAsString());
        } else if (body.has("password_hash") && !body.get("password_hash").isJsonNull()) {
            hash = body.get("password_hash").getAsString();
        }
        return Answer.empty(broker.accounts().put(new BrokerUser(c.at(0), hash, Definitions.tags(body.get("tags")))) ? 201 : 204);
    }

    private void permissions(ApiRoutes routes) {
        routes.on("GET", "permissions", ADMINISTRATOR, c -> grants(c, g -> true))
                .on("GET", "topic-permissions", ADMINISTRATOR, c -> list(List.of(), c))
                .on("GET", "permissions/*/*", ADMINISTRATOR, c -> {
                    known(c);
                    Permission p = broker.accounts().permission(c.at(0), c.at(1)).orElseThrow(RabbitError::notFound);
                    return Answer.json(200, views.grant(new Accounts.Grant(c.at(1), c.at(0), p)));
                })
                .on("PUT", "permissions/*/*", ADMINISTRATOR, c -> {
                    JsonObject body = c.object();
                    if (broker.accounts().vhost(c.at(0)).isEmpty() || broker.accounts().user(c.at(1)).isEmpty()) {
                        throw RabbitError.bad("vhost_or_user_not_found");
                    }
                    return Answer.empty(broker.grant(c.at(0), c.at(1), permission(body)) ? 201 : 204);
                })
                .on("DELETE", "permissions/*/*", ADMINISTRATOR, c -> gone(broker.accounts().revoke(c.at(0), c.at(1))));
    }

    private static Permission permission(JsonObject body) throws RabbitError {
        List<String> missing = new ArrayList<>();
        for (String right : List.of("configure", "write", "read")) {
            if (!body.has(right)) {
                missing.add("{key_missing," + right + "}");
            }
        }
        if (!missing.isEmpty()) {
            throw RabbitError.bad(missing.toString().replace(" ", ""));
        }
        try {
            return new Permission(body.get("configure").getAsString(), body.get("write").getAsString(), body.get("read").getAsString());
        } catch (PatternSyntaxException e) {
            throw RabbitError.bad("invalid_regexp: " + e.getDescription());
        }
    }

    private void clients(ApiRoutes routes) {
        routes.on("GET", "connections", MANAGEMENT, c -> list(own(c, views.connections()), c))
                .on("GET", "connections/*", MANAGEMENT, c -> named(own(c, views.connections()), c.at(0)))
                .on("DELETE", "connections/*", MANAGEMENT, this::closeConnection)
                .on("GET", "connections/*/channels", MANAGEMENT, c -> list(own(c, views.channels()).stream()
                        .filter(r -> r.getAsJsonObject("connection_details").get("name").getAsString().equals(c.at(0))).toList(), c))
                .on("GET", "connections/username/*", MANAGEMENT, c -> list(own(c, views.connections()).stream()
                        .filter(r -> r.get("user").getAsString().equals(c.at(0))).toList(), c))
                .on("GET", "channels", MANAGEMENT, c -> list(own(c, views.channels()), c))
                .on("GET", "channels/*", MANAGEMENT, c -> named(own(c, views.channels()), c.at(0)))
                .on("GET", "consumers", MANAGEMENT, c -> list(consumers(c, v -> true), c))
                .on("GET", "consumers/*", MANAGEMENT, c -> {
                    String vhost = vhost(broker, c, 0).name();
                    return list(consumers(c, v -> v.equals(vhost)), c);
                });
    }

    private List<JsonObject> consumers(Call c, Function<String, Boolean> inVhost) {
        List<String> seen = visible(broker, c).stream().map(Accounts.Vhost::name).toList();
        return views.consumers().stream().filter(row -> {
            String vhost = row.getAsJsonObject("queue").get("vhost").getAsString();
            return seen.contains(vhost) && inVhost.apply(vhost);
        }).toList();
    }

    private Answer closeConnection(Call c) throws RabbitError {
        GatewayConnection connection = broker.gateway().connections().stream().filter(o -> o.name().equals(c.at(0)))
                .filter(o -> c.user().administrator() || o.opened().user().name().equals(c.user().name())).findFirst()
                .orElseThrow(RabbitError::notFound);
        connection.force(c.exchange().header("X-Reason").orElse("Closed via management plugin"));
        return Answer.empty(204);
    }

    /** Without the tag monitoring a user sees its own connections and channels only. */
    private static List<JsonObject> own(Call c, List<JsonObject> rows) {
        return rows.stream().filter(r -> c.user().monitoring() || r.get("user").getAsString().equals(c.user().name())).toList();
    }

    private static void definitions(ApiRoutes routes, Definitions definitions) {
        routes.on("GET", "definitions", ADMINISTRATOR, c -> Answer.json(200, definitions.whole()))
                .on("POST", "definitions", ADMINISTRATOR, c -> {
                    definitions.take(c.object(), null);
                    return Answer.empty(204);
                })
                .on("GET", "definitions/*", ADMINISTRATOR, c -> Answer.json(200, definitions.of(definitions.vhost(c.at(0)))))
                .on("POST", "definitions/*", ADMINISTRATOR, c -> {
                    definitions.take(c.object(), definitions.vhost(c.at(0)).name());
                    return Answer.empty(204);
                });
    }

    private Answer grants(Call c, Function<Accounts.Grant, Boolean> which) throws RabbitError {
        return list(broker.accounts().grants().stream().filter(which::apply).map(views::grant).toList(), c);
    }

    private void known(Call c) throws RabbitError {
        if (broker.accounts().vhost(c.at(0)).isEmpty() || broker.accounts().user(c.at(1)).isEmpty()) {
            throw RabbitError.notFound();
        }
    }

    private BrokerUser user(Call c, int at) throws RabbitError {
        return broker.accounts().user(c.at(at)).orElseThrow(RabbitError::notFound);
    }

    /** The virtual hosts a caller may see: all with the tag monitoring, else those it has rights in. */
    static List<Accounts.Vhost> visible(DemoBroker broker, Call c) {
        return broker.accounts().vhosts().stream()
                .filter(v -> c.user().monitoring() || broker.accounts().permission(v.name(), c.user().name()).isPresent()).toList();
    }

    static Accounts.Vhost vhost(DemoBroker broker, Call c, int at) throws RabbitError {
        Accounts.Vhost vhost = broker.accounts().vhost(c.at(at)).orElseThrow(RabbitError::notFound);
        if (!visible(broker, c).contains(vhost)) {
            throw RabbitError.notAuthorised("User not authorised to access virtual host");
        }
        return vhost;
    }

    static Answer list(List<JsonObject> rows, Call c) throws RabbitError {
        return Answer.json(200, ListQuery.apply(rows, c.query()));
    }

    static Answer named(List<JsonObject> rows, String name) throws RabbitError {
        return Answer.json(200, rows.stream().filter(r -> r.get("name").getAsString().equals(name)).findFirst()
                .orElseThrow(RabbitError::notFound));
    }

    private static Answer gone(boolean was) throws RabbitError {
        if (!was) {
            throw RabbitError.notFound();
        }
        return Answer.empty(204);
    }

    @Override
    public void close() {
        http.close();
    }
}
