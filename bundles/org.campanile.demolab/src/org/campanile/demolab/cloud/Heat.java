package org.campanile.demolab.cloud;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;

/** Heat v1: stacks, their resources, events, outputs and templates. Template rules are in {@link Hot}, their execution in {@link StackEngine}. */
final class Heat {

    private static final String ONE = "/v1/([^/]+)/stacks/([^/]+)/([^/]+)";

    private final Api api;
    private final StackEngine engine;
    private final HotResources resources;
    private final Ids ids;
    private final HeatViews views;

    Heat(Api api, StackEngine engine, HotResources resources, SignalHandles handles, Ids ids) {
        this.api = api;
        this.engine = engine;
        this.resources = resources;
        this.ids = ids;
        this.views = new HeatViews(api.url(), engine);
        api.open("GET", "/", e -> Answer.json(300, Json.obj("versions", Json.arr(Json.obj("id", "v1.0", "status", "CURRENT", "links",
                Json.arr(Json.obj("rel", "self", "href", api.url() + "/v1/")))))));
        api.open("POST", ONE + "/resources/([^/]+)/signal", e -> {
            handles.take(e);
            return Answer.empty(200);
        });
        on("GET", "/v1/([^/]+)/build_info", c -> Answer.json(200, Json.obj("api", Json.obj("revision", "demo"), "engine", Json.obj("revision", "demo"))));
        on("GET", "/v1/([^/]+)/services", c -> {
            c.needAdmin("You are not authorized to complete this action.");
            return Answer.json(200, Json.obj("services", Json.arr(Json.obj("id", Ids.fixedUuid("heat-engine"), "binary", "heat-engine", "engine_id",
                    Ids.fixedUuid("engine"), "host", "controller", "hostname", "controller", "topic", "engine", "report_interval", 60, "created_at",
                    Clock.nowMicros(), "updated_at", Clock.nowMicros(), "deleted_at", null, "status", "up"))));
        });
        on("GET", "/v1/([^/]+)/resource_types", c -> Answer.json(200, Json.obj("resource_types", List.of(HotTypes.values()).stream().map(t -> t.type).sorted()
                .toList())));
        on("POST", "/v1/([^/]+)/validate", this::validate);
        on("GET", "/v1/([^/]+)/stacks(?:/detail)?", this::list);
        on("POST", "/v1/([^/]+)/stacks", this::create);
        on("POST", "/v1/([^/]+)/stacks/preview", this::preview);
        on("GET", "/v1/([^/]+)/stacks/([^/]+)/(resources|events|template|actions)", c -> redirect(c, "/" + c.group(2)));
        on("GET", ONE, c -> Answer.json(200, Json.obj("stack", views.stack(stack(c)))));
        on("DELETE", ONE, c -> {
            String id = Json.text(stack(c), "id");
            if (Json.text(stack(c), "deleted").isEmpty()) {
                engine.delete(id);
            }
            return Answer.empty(204);
        });
        on("PUT", ONE, c -> update(c, false));
        on("PATCH", ONE, c -> update(c, true));
        on("PUT", ONE + "/preview", c -> previewUpdate(c, false));
        on("PATCH", ONE + "/preview", c -> previewUpdate(c, true));
        on("GET", ONE + "/template", c -> Answer.json(200, Json.object(stack(c), "template")));
        on("GET", ONE + "/environment", c -> Answer.json(200, Json.obj("parameters", Json.object(stack(c), "parameters"), "resource_registry", Json.obj())));
        on("GET", ONE + "/files", c -> Answer.json(200, Json.object(stack(c), "files")));
        on("GET", ONE + "/outputs", c -> Answer.json(200, Json.obj("outputs", views.outputs(stack(c), false))));
        on("GET", ONE + "/outputs/([^/]+)", c -> views.outputs(stack(c), true).asList().stream().filter(o -> Json.text(o.getAsJsonObject(), "output_key")
                .equals(c.group(3))).findFirst().map(o -> Answer.json(200, Json.obj("output", o)))
                .orElseThrow(() -> new ApiError(404, "NotFound", "Specified output key " + c.group(3) + " not found.")));
        on("GET", ONE + "/resources", c -> {
            JsonObject s = stack(c);
            return Answer.json(200, Json.obj("resources", Json.object(s, "resources").keySet().stream().map(n -> views.resource(s, n, false)).toList()));
        });
        on("GET", ONE + "/resources/([^/]+)", c -> Answer.json(200, Json.obj("resource", views.resource(stack(c), resourceName(c), true))));
        on("GET", ONE + "/resources/([^/]+)/metadata", c -> Answer.json(200, Json.obj("metadata", Json.object(Json.object(Json.object(stack(c), "resources"),
                resourceName(c)), "metadata"))));
        on("GET", ONE + "/events", c -> events(c, ""));
        on("GET", ONE + "/resources/([^/]+)/events", c -> events(c, c.group(3)));
        on("GET", ONE + "/resources/([^/]+)/events/([^/]+)", c -> engine.events.get(c.group(4)).map(e -> Answer.json(200, Json.obj("event",
                views.event(stack(c), e)))).orElseThrow(() -> entity("Event", c.group(4))));
        for (String method : List.of("GET", "DELETE", "PUT", "PATCH")) {
            on(method, "/v1/([^/]+)/stacks/([^/]+)", c -> redirect(c, ""));
        }
    }

    private void on(String method, String path, Api.Handler handler) {
        api.route(method, path, c -> {
            if (!c.group(0).equals(c.projectId())) {
                throw ApiError.forbidden("You are not authorized to complete this action.");
            }
            return handler.handle(c);
        });
    }

    private static ApiError entity(String what, String name) {
        return new ApiError(404, "EntityNotFound", "The " + what + " (" + name + ") could not be found.");
    }

    private JsonObject byName(Call call, String name) {
        return engine.stacks.where(s -> Json.text(s, "project_id").equals(call.projectId()) && (Json.text(s, "name").equals(name) && Json.text(s, "deleted").isEmpty()
                || Json.text(s, "id").equals(name))).stream().findFirst().orElseThrow(() -> entity("Stack", name));
    }

    private JsonObject stack(Call call) {
        return engine.stacks.get(call.group(2)).filter(s -> Json.text(s, "name").equals(call.group(1)) && Json.text(s, "project_id").equals(call.projectId()))
                .orElseThrow(() -> entity("Stack", call.group(1)));
    }

    private String resourceName(Call call) {
        if (!Json.object(stack(call), "resources").has(call.group(3))) {
            throw new ApiError(404, "ResourceNotFound", "The Resource (" + call.group(3) + ") could not be found in Stack " + call.group(1) + ".");
        }
        return call.group(3);
    }

    private Answer redirect(Call call, String rest) {
        String query = call.exchange().raw().getRequestURI().getRawQuery();
        String where = views.self(byName(call, call.group(1))) + rest + (query == null ? "" : "?" + query);
        return Answer.json(302, Json.obj("message", "The resource was found at " + where, "code", "302 Found", "title", "Found")).with("Location", where);
    }

    private JsonObject row(Call call, JsonObject body, Hot hot) {
        String name = Json.text(body, "stack_name");
        if (!name.matches("[a-zA-Z][a-zA-Z0-9_.-]{0,254}")) {
            throw new ApiError(400, "StackValidationFailed", "Invalid stack name " + name + " must contain only alphanumeric or \"_-.\" characters, must start with "
                    + "alpha and must be 255 characters or less.");
        }
        return Json.obj("id", ids.uuid(), "name", name, "project_id", call.projectId(), "user_id", call.token().userId(), "owner",
                Json.text(call.token().user(), "name"), "action", "CREATE", "status", "IN_PROGRESS", "reason", "Stack CREATE started", "template", hot.root(),
                "parameters", hot.parameters(), "files", hot.files(), "created", Clock.now(), "updated", "", "deleted", "", "timeout",
                body.has("timeout_mins") ? body.get("timeout_mins") : JsonNull.INSTANCE, "rollback", body.has("disable_rollback") && !Json.flag(body,
                        "disable_rollback"), "tags", Json.text(body, "tags"), "resources", Json.obj());
    }

    private void constraints(Hot hot) {
        for (String name : hot.requires().keySet()) {
            JsonObject definition = hot.resource(name);
            JsonObject literal = new JsonObject();
            Json.object(definition, "properties").entrySet().forEach(p -> {
                JsonElement value = p.getValue();
                if (value instanceof JsonObject o && o.size() == 1 && o.get("get_param") instanceof JsonElement q && q.isJsonPrimitive()
                        && hot.parameters().has(q.getAsString())) {
                    value = hot.parameters().get(q.getAsString());
                }
                literal.add(p.getKey(), value);
            });
            resources.constraints(name, HotTypes.of(Json.text(definition, "type")).orElseThrow(), literal);
        }
    }

    private Answer create(Call call) throws Exception {
        JsonObject body = call.body();
        Hot hot = Hot.read(body, new JsonObject());
        JsonObject row = row(call, body, hot);
        constraints(hot);
        synchronized (engine) {
            if (!engine.stacks.where(s -> Json.text(s, "name").equals(Json.text(row, "name")) && Json.text(s, "project_id").equals(call.projectId())
                    && Json.text(s, "deleted").isEmpty()).isEmpty()) {
                throw new ApiError(409, "StackExists", "The Stack (" + Json.text(row, "name") + ") already exists.");
            }
            engine.stacks.put(row);
        }
        engine.create(Json.text(row, "id"), hot);
        return Answer.json(201, Json.obj("stack", Json.obj("id", row.get("id"), "links", views.links(row)))).with("Location", views.self(row));
    }

    private Answer preview(Call call) throws Exception {
        JsonObject body = call.body();
        Hot hot = Hot.read(body, new JsonObject());
        JsonObject row = row(call, body, hot);
        row.addProperty("id", "None");
        constraints(hot);
        JsonObject view = Json.without(views.stack(row), "stack_status", "stack_status_reason", "outputs");
        view.add("resources", Json.of(hot.requires().keySet().stream().map(n -> views.planned(row, n, hot)).toList()));
        return Answer.json(200, Json.obj("stack", view));
    }

    private Answer validate(Call call) throws Exception {
        JsonObject body = call.body();
        JsonObject parameters = new JsonObject();
        JsonObject declared = body.get("template") instanceof JsonObject t ? Json.object(t, "parameters") : new JsonObject();
        JsonObject filled = body.deepCopy();
        JsonObject given = Json.object(filled, "parameters");
        declared.entrySet().forEach(p -> {
            if (!given.has(p.getKey()) && p.getValue() instanceof JsonObject schema && !schema.has("default") && !filled.has("environment")) {
                given.addProperty(p.getKey(), "number".equals(Json.text(schema, "type")) ? "0" : "json".equals(Json.text(schema, "type")) ? "{}" : "");
            }
        });
        filled.add("parameters", given);
        Hot hot = Hot.read(filled, new JsonObject());
        Json.object(hot.root(), "parameters").entrySet().forEach(p -> parameters.add(p.getKey(), HeatViews.parameter(p.getKey(), p.getValue().getAsJsonObject())));
        return Answer.json(200, Json.obj("Description", hot.root().has("description") ? Json.text(hot.root(), "description") : "No description", "Parameters",
                parameters, "Environment", Json.obj("parameters", Json.obj(), "parameter_defaults", Json.obj(), "event_sinks", Json.arr(), "resource_registry",
                        Json.obj("resources", Json.obj()))));
    }

    private Hot next(JsonObject stack, JsonObject body, boolean patch) {
        if (patch && !body.has("template")) {
            body.add("template", stack.get("template"));
            body.add("files", stack.get("files"));
        }
        Hot hot = Hot.read(body, patch ? Json.object(stack, "parameters") : new JsonObject());
        constraints(hot);
        return hot;
    }

    private Answer update(Call call, boolean patch) throws Exception {
        JsonObject stack = stack(call);
        String id = Json.text(stack, "id");
        if (Json.text(stack, "status").equals("IN_PROGRESS")) {
            throw new ApiError(409, "ActionInProgress", "Stack " + Json.text(stack, "name") + " already has an action (" + Json.text(stack, "action")
                    + ") in progress.");
        }
        Hot hot = next(stack, call.body(), patch);
        engine.stacks.update(id, s -> {
            s.add("template", hot.root());
            s.add("parameters", hot.parameters());
            s.add("files", hot.files());
            s.addProperty("status", "IN_PROGRESS");
        });
        engine.update(id, hot);
        return Answer.empty(202);
    }

    private Answer previewUpdate(Call call, boolean patch) throws Exception {
        JsonObject stack = stack(call);
        String id = Json.text(stack, "id");
        Hot hot = next(stack, call.body(), patch);
        Map<String, JsonArray> changes = Map.of("unchanged", new JsonArray(), "updated", new JsonArray(), "replaced", new JsonArray(), "added", new JsonArray(),
                "deleted", new JsonArray());
        JsonObject known = Json.object(stack, "resources");
        for (String name : hot.requires().keySet()) {
            String verdict = known.has(name) ? StackEngine.compare(Json.object(known, name), hot.resource(name), engine.resolved(id, hot, name)) : "added";
            changes.get(verdict).add(known.has(name) ? views.resource(stack, name, false) : views.planned(stack, name, hot));
        }
        known.keySet().stream().filter(n -> !hot.requires().containsKey(n)).forEach(n -> changes.get("deleted").add(views.resource(stack, n, false)));
        return Answer.json(200, Json.obj("resource_changes", changes));
    }

    private Answer list(Call call) {
        Map<String, String> q = call.exchange().query();
        List<JsonObject> rows = engine.stacks.where(s -> Json.text(s, "project_id").equals(call.projectId()) && Json.text(s, "deleted").isEmpty()
                && (!q.containsKey("name") || Json.text(s, "name").equals(q.get("name"))) && (!q.containsKey("id") || Json.text(s, "id").equals(q.get("id")))
                && (!q.containsKey("status") || views.status(s).equals(q.get("status")))).reversed();
        return Answer.json(200, Json.obj("stacks", page(rows, q).stream().map(views::row).toList()));
    }

    private static List<JsonObject> page(List<JsonObject> rows, Map<String, String> q) {
        int from = q.containsKey("marker") ? rows.stream().map(s -> Json.text(s, "id")).toList().indexOf(q.get("marker")) + 1 : 0;
        if (q.containsKey("marker") && from == 0) {
            throw entity("Event", q.get("marker"));
        }
        int limit = q.containsKey("limit") && !q.get("limit").isEmpty() ? Integer.parseInt(q.get("limit")) : Integer.MAX_VALUE;
        return rows.subList(from, (int) Math.min(rows.size(), (long) from + limit));
    }

    private Answer events(Call call, String resource) {
        JsonObject stack = stack(call);
        List<JsonObject> rows = new ArrayList<>(engine.events.where(e -> Json.text(e, "stack_id").equals(Json.text(stack, "id"))
                && (resource.isEmpty() || Json.text(e, "resource").equals(resource))));
        if (!call.query("sort_dir").orElse("desc").equals("asc")) {
            Collections.reverse(rows);
        }
        return Answer.json(200, Json.obj("events", page(rows, call.exchange().query()).stream().map(e -> views.event(stack, e)).toList()));
    }
}
