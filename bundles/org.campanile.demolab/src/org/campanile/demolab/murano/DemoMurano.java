package org.campanile.demolab.murano;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.demolab.cloud.Clock;
import org.campanile.demolab.cloud.DemoState;
import org.campanile.demolab.cloud.Json;
import org.campanile.demolab.cloud.Token;
import org.campanile.demolab.cloud.Tokens;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;
import org.campanile.demolab.http.Faults;

/**
 * The Murano 0.2 API on a loopback port, with its quirks: no prefix, success is always 200, errors are plain text, a finished session
 * answers 403 (protocol document, section 1). Deployments are tasks on the broker, taken by {@link MuranoConductor}. Faults hit it as {@code murano}.
 */
public final class DemoMurano implements AutoCloseable {

    private static final String ENV = "/environments/([0-9a-zA-Z_-]+)";

    @FunctionalInterface
    private interface Handler {
        Answer handle(Exchange exchange, Token token) throws IOException;
    }

    private final DemoHttp http;
    private final Tokens tokens;
    private final MuranoTables tables;
    private final MuranoInbox inbox;
    private final MuranoServices services;

    /** Binds the port and answers from now on. A deployment that was in work when a kept lab ended stays {@code deploying}, as Murano's do. */
    public DemoMurano(int port, DemoState state, Tokens tokens, Clock clock, Faults faults) throws IOException {
        this.http = new DemoHttp("murano", port, faults);
        this.tokens = tokens;
        this.tables = new MuranoTables(state);
        this.inbox = new MuranoInbox(tables);
        this.services = new MuranoServices(inbox, new MuranoRun(clock, faults), clock);
        on("GET", "/environments", (e, t) -> Answer.json(200, Json.obj("environments", tables.environments.where("tenant_id", t.projectId()).stream().map(env -> {
            JsonObject view = bare(env);
            view.addProperty("status", tables.status(env));
            return view;
        }).toList())));
        on("POST", "/environments", this::create);
        on("GET", ENV, (e, t) -> show(environment(e, t), e));
        on("PUT", ENV, this::change);
        on("DELETE", ENV, (e, t) -> {
            JsonObject environment = environment(e, t);
            tables.remove(Json.text(environment, "id"));
            JsonObject task = environment.deepCopy();
            task.add("services", new JsonObject());
            task.addProperty("deleted", true);
            task.addProperty("token", t.id());
            services.deleted(task);
            return empty();
        });
        on("GET", ENV + "/lastStatus", this::lastStatus);
        on("POST", ENV + "/configure", this::configure);
        on("GET", ENV + "/sessions/([^/]+)", (e, t) -> {
            JsonObject session = session(e);
            if (!Json.text(session, "user_id").equals(t.userId())) {
                throw new MuranoError(401);
            }
            if (!tables.valid(session)) {
                throw new MuranoError(403);
            }
            return Answer.json(200, Json.without(session, "services"));
        });
        on("DELETE", ENV + "/sessions/([^/]+)", (e, t) -> {
            JsonObject session = session(e);
            if (!Json.text(session, "user_id").equals(t.userId())) {
                throw new MuranoError(401);
            }
            if (Json.text(session, "state").equals("deploying")) {
                throw new MuranoError(403);
            }
            tables.sessions.remove(Json.text(session, "id"));
            return empty();
        });
        on("POST", ENV + "/sessions/([^/]+)/deploy", this::deploy);
        String servicePath = ENV + "/services((?:/[^/]+)*)";
        on("GET", servicePath, (e, t) -> read(e));
        on("POST", servicePath, (e, t) -> add(e));
        on("PUT", servicePath, (e, t) -> set(e));
        on("DELETE", servicePath, (e, t) -> {
            draft(e, list -> ServiceTree.remove(list, steps(e)));
            return empty();
        });
        on("GET", ENV + "/deployments", (e, t) -> Answer.json(200, Json.obj("deployments", tables.deploymentsOf(Json.text(environment(e, t), "id")).stream()
                .map(d -> {
                    JsonObject view = d.deepCopy();
                    view.addProperty("state", tables.deploymentState(d));
                    view.add("description", ServiceTree.sanitized(d.get("description")));
                    return view;
                }).toList())));
        on("GET", ENV + "/deployments/([^/]+)", this::reports);
        http.otherwise(e -> new MuranoError(404).answer());
        http.start();
    }

    private void on(String method, String path, Handler handler) {
        http.route(method, path, e -> {
            Token token = e.header("X-Auth-Token").flatMap(tokens::find).orElse(null);
            if (token == null) {
                return Answer.text(401, "text/plain", "Authentication required").with("WWW-Authenticate", "Keystone uri='http://127.0.0.1'");
            }
            tables.turn.lock();
            try {
                return handler.handle(e, token);
            } catch (MuranoError error) {
                return error.answer();
            } catch (JsonParseException bad) {
                return new MuranoError(400).answer();
            } finally {
                tables.turn.unlock();
            }
        });
    }

    /** Address without a trailing slash. */
    public String url() {
        return http.url();
    }

    /** The port bound. */
    public int port() {
        return http.port();
    }

    /** Conductor and broker behind the API. */
    public MuranoServices services() {
        return services;
    }

    private static Answer empty() {
        return Answer.text(200, "text/plain; charset=UTF-8", "");
    }

    private static JsonElement body(Exchange e) throws IOException {
        String type = e.header("Content-Type").orElse("");
        String text = e.text();
        if (type.isEmpty() || text.isBlank()) {
            throw new MuranoError(500);
        }
        if (!type.startsWith("application/json")) {
            throw new MuranoError(415);
        }
        return JsonParser.parseString(text);
    }

    private JsonObject environment(Exchange e, Token token) {
        JsonObject environment = tables.environments.get(e.group(0)).orElseThrow(() -> new MuranoError(404));
        if (!Json.text(environment, "tenant_id").equals(token.projectId())) {
            throw new MuranoError(401);
        }
        return environment;
    }

    private static JsonObject bare(JsonObject environment) {
        return Json.without(environment, "services");
    }

    private Answer create(Exchange e, Token token) throws IOException {
        if (!(body(e) instanceof JsonObject given) || !given.has("name") || given.get("name").isJsonNull()) {
            throw new MuranoError(500);
        }
        String now = MuranoTables.now();
        return Answer.json(200, bare(tables.environments.put(Json.obj("id", ServiceTree.id(), "name", given.get("name"), "tenant_id", token.projectId(), "version",
                0, "created", now, "updated", now, "services", Json.arr()))));
    }

    private Answer show(JsonObject environment, Exchange e) {
        JsonObject view = bare(environment);
        view.addProperty("status", tables.status(environment));
        view.add("services", current(e).orElseGet(() -> Json.array(environment, "services")));
        return Answer.json(200, view);
    }

    private Answer change(Exchange e, Token token) throws IOException {
        environment(e, token);
        if (!(body(e) instanceof JsonObject given)) {
            throw new MuranoError(500);
        }
        return Answer.json(200, bare(tables.environments.update(e.group(0), row -> {
            given.entrySet().stream().filter(m -> !m.getKey().equals("id")).forEach(m -> row.add(m.getKey(), m.getValue()));
            row.addProperty("updated", MuranoTables.now());
        }).orElseThrow()));
    }

    private Answer configure(Exchange e, Token token) {
        JsonObject environment = environment(e, token);
        if (tables.status(environment).equals("deploying")) {
            throw new MuranoError(403);
        }
        String now = MuranoTables.now();
        return Answer.json(200, Json.without(tables.sessions.put(Json.obj("id", ServiceTree.id(), "environment_id", environment.get("id"), "user_id", token.userId(),
                "state", "open", "version", environment.get("version"), "created", now, "updated", now, "services", Json.array(environment, "services").deepCopy())),
                "services"));
    }

    private JsonObject session(Exchange e) {
        return tables.sessions.get(e.group(1)).filter(s -> Json.text(s, "environment_id").equals(e.group(0))).orElseThrow(() -> new MuranoError(404));
    }

    private Answer deploy(Exchange e, Token token) {
        JsonObject session = session(e);
        if (!tables.valid(session) || !Json.text(session, "state").equals("open")) {
            throw new MuranoError(403);
        }
        JsonObject environment = tables.environments.get(e.group(0)).orElseThrow(() -> new MuranoError(404));
        JsonObject description = Json.obj("id", environment.get("id"), "name", environment.get("name"), "tenant_id", environment.get("tenant_id"), "version",
                environment.get("version"), "created", environment.get("created"), "updated", environment.get("updated"), "services",
                Json.array(session, "services").deepCopy());
        tables.sessions.update(Json.text(session, "id"), s -> s.addProperty("state", "deploying"));
        String now = MuranoTables.now();
        String deployment = ServiceTree.id();
        tables.deployments.put(Json.obj("id", deployment, "environment_id", environment.get("id"), "created", now, "updated", now, "started", now, "finished", null,
                "description", description));
        inbox.report(Json.obj("id", null, "entity", null, "level", "info", "text", "Deployment scheduled", "details", null, "environment_id", environment.get("id")));
        JsonObject task = description.deepCopy();
        task.addProperty("token", token.id());
        services.task(task);
        return empty();
    }

    private static List<String> steps(Exchange e) {
        return e.group(1).isEmpty() ? List.of() : List.of(e.group(1).substring(1).split("/"));
    }

    /** The draft that the request's header selects, while it is valid. */
    private Optional<JsonArray> current(Exchange e) {
        return e.header("X-Configuration-Session").flatMap(tables.sessions::get).filter(s -> Json.text(s, "environment_id").equals(e.group(0)))
                .filter(tables::valid).map(s -> Json.array(s, "services"));
    }

    private Answer read(Exchange e) {
        JsonObject environment = tables.environments.get(e.group(0)).orElseThrow(() -> new MuranoError(500));
        JsonArray services = current(e).orElseGet(() -> Json.array(environment, "services"));
        List<String> steps = steps(e);
        if (steps.isEmpty()) {
            String status = tables.status(environment);
            return Answer.json(200, Json.of(services.asList().stream().map(s -> {
                JsonObject view = s.getAsJsonObject().deepCopy();
                view.addProperty("status", status);
                return view;
            }).toList()));
        }
        JsonElement found = ServiceTree.walk(services, steps);
        if (found == null && steps.size() == 1) {
            return empty();
        }
        if (found == null) {
            throw new MuranoError(404);
        }
        return Answer.json(200, found);
    }

    @FunctionalInterface
    private interface Edit {
        void on(JsonArray services);
    }

    private void draft(Exchange e, Edit edit) {
        JsonObject session = e.header("X-Configuration-Session").flatMap(tables.sessions::get).filter(s -> Json.text(s, "environment_id").equals(e.group(0)))
                .filter(s -> tables.valid(s) && !Json.text(s, "state").equals("deploying")).orElseThrow(() -> new MuranoError(403));
        tables.sessions.update(Json.text(session, "id"), s -> {
            edit.on(Json.array(s, "services"));
            s.addProperty("updated", MuranoTables.now());
        });
    }

    private Answer add(Exchange e) throws IOException {
        draft(e, list -> {
        });
        JsonElement posted = body(e);
        ServiceTree.complete(posted);
        if (steps(e).isEmpty()) {
            draft(e, list -> {
                if (posted instanceof JsonArray several) {
                    list.addAll(several.deepCopy());
                } else {
                    list.add(posted.deepCopy());
                }
            });
        }
        return Answer.json(200, posted);
    }

    private Answer set(Exchange e) throws IOException {
        draft(e, list -> {
        });
        JsonElement value = body(e);
        draft(e, list -> ServiceTree.set(list, steps(e), value));
        return Answer.json(200, value);
    }

    private Answer reports(Exchange e, Token token) {
        environment(e, token);
        JsonObject deployment = tables.deployments.get(e.group(1)).orElseThrow(() -> new MuranoError(404));
        if (!Json.text(deployment, "environment_id").equals(e.group(0))) {
            throw new MuranoError(400);
        }
        List<String> wanted = e.queryAll("service_id");
        JsonArray services = Json.array(Json.object(deployment, "description"), "services");
        return Answer.json(200, Json.obj("reports", tables.reportsOf(e.group(1)).stream().filter(r -> wanted.isEmpty() || wanted.stream().anyMatch(
                id -> services.asList().stream().anyMatch(s -> Json.text(s.getAsJsonObject(), "id").equals(id) && ServiceTree.holds(s, Json.text(r, "entity_id")))))
                .toList()));
    }

    private Answer lastStatus(Exchange e, Token token) {
        JsonObject environment = environment(e, token);
        List<JsonObject> reports = tables.deploymentsOf(e.group(0)).stream().findFirst().map(d -> tables.reportsOf(Json.text(d, "id"))).orElse(List.of());
        JsonObject last = new JsonObject();
        for (JsonElement s : current(e).orElseGet(() -> Json.array(environment, "services"))) {
            last.add(Json.text(s.getAsJsonObject(), "id"), reports.reversed().stream().filter(r -> !Json.text(r, "entity_id").isEmpty()
                    && ServiceTree.holds(s, Json.text(r, "entity_id"))).findFirst().map(r -> (JsonElement) r).orElse(JsonNull.INSTANCE));
        }
        return Answer.json(200, Json.obj("lastStatuses", last));
    }

    @Override
    public void close() {
        services.close();
        http.close();
    }
}
