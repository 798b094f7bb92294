package org.campanile.demolab.cloud;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;

/**
 * Keystone v3: what can be listed, made, changed and removed: services, endpoints, regions, projects, users, domains, roles, role
 * assignments and application credentials. Changes need the role admin.
 */
final class KeystoneRecords {

    private record Kind(String one, String many, Table table, boolean hex, List<String> required) {
    }

    private static final Set<String> PAGING = Set.of("limit", "marker", "sort_key", "sort_dir");

    private final Api api;
    private final Ids ids;
    private final Directory directory;
    private final Tokens tokens;
    private final Map<String, Table> tables;

    KeystoneRecords(Api api, DemoState state, Directory directory, Tokens tokens, Ids ids) {
        this.api = api;
        this.ids = ids;
        this.directory = directory;
        this.tokens = tokens;
        this.tables = Map.of("services", state.table("services"), "endpoints", state.table("endpoints"), "regions", state.table("regions"));
        crud(new Kind("service", "services", tables.get("services"), true, List.of("type")));
        crud(new Kind("endpoint", "endpoints", tables.get("endpoints"), true, List.of("service_id", "interface", "url")));
        crud(new Kind("region", "regions", tables.get("regions"), true, List.of()));
        crud(new Kind("project", "projects", directory.projects, true, List.of("name")));
        crud(new Kind("domain", "domains", directory.domains, true, List.of("name")));
        crud(new Kind("role", "roles", directory.roles, true, List.of("name")));
        crud(new Kind("user", "users", directory.users, true, List.of("name")));
        api.route("GET", "/v3/groups", c -> list("groups", List.of()));
        api.route("POST", "/v3/users/([^/]+)/password", this::changePassword);
        assignments();
        credentials();
    }

    private void crud(Kind kind) {
        String path = "/v3/" + kind.many();
        api.route("GET", path, c -> list(kind.many(), kind.table().where(row -> matches(row, c.exchange().query())).stream()
                .map(row -> view(kind.many(), row)).toList()));
        api.route("GET", path + "/([^/]+)", c -> Answer.json(200, Json.obj(kind.one(), view(kind.many(), row(kind, c.group(0))))));
        api.route("POST", path, c -> {
            admin(c, "create_" + kind.one());
            return Answer.json(201, Json.obj(kind.one(), view(kind.many(), create(kind, c.body(kind.one())))));
        });
        api.route("PATCH", path + "/([^/]+)", c -> {
            admin(c, "update_" + kind.one());
            JsonObject change = prepared(kind, c.body(kind.one()));
            row(kind, c.group(0));
            JsonObject row = kind.table().update(c.group(0), r -> change.entrySet().forEach(e -> r.add(e.getKey(), e.getValue()))).orElseThrow();
            return Answer.json(200, Json.obj(kind.one(), view(kind.many(), row)));
        });
        api.route("DELETE", path + "/([^/]+)", c -> {
            admin(c, "delete_" + kind.one());
            row(kind, c.group(0));
            delete(kind, c.group(0));
            return Answer.empty(204);
        });
    }

    private static void admin(Call call, String action) {
        call.needAdmin("You are not authorized to perform the requested action: identity:" + action + ".");
    }

    private static boolean matches(JsonObject row, Map<String, String> query) {
        return query.entrySet().stream().filter(e -> !PAGING.contains(e.getKey())).allMatch(e -> !row.has(e.getKey())
                || String.valueOf(row.get(e.getKey()) instanceof JsonElement v && v.isJsonPrimitive() ? v.getAsString() : "").equals(e.getValue()));
    }

    private static JsonObject row(Kind kind, String id) {
        return kind.table().get(id).orElseThrow(() -> ApiError.notFound("Could not find " + kind.one() + ": " + id + "."));
    }

    private static JsonObject prepared(Kind kind, JsonObject given) {
        JsonObject row = Json.without(given, "id", "links", "password", "original_password");
        if (kind.one().equals("user") && given.has("password")) {
            row.addProperty("hash", Passwords.hash(Json.text(given, "password")));
        }
        if (kind.one().equals("endpoint") && (row.has("region") || row.has("region_id"))) {
            JsonElement region = row.has("region_id") ? row.get("region_id") : row.get("region");
            row.add("region", region);
            row.add("region_id", region);
        }
        return row;
    }

    private JsonObject create(Kind kind, JsonObject given) {
        for (String key : kind.required()) {
            if (Json.text(given, key).isEmpty()) {
                throw ApiError.badRequest("'" + key + "' is a required property");
            }
        }
        JsonObject row = prepared(kind, given);
        String domain = row.has("domain_id") && !row.get("domain_id").isJsonNull() ? Json.text(row, "domain_id") : Directory.DEFAULT;
        switch (kind.one()) {
            case "endpoint" -> {
                String service = Json.text(row, "service_id");
                tables.get("services").get(service).orElseThrow(() -> ApiError.badRequest("Could not find service: " + service + "."));
                if (!Set.of("public", "internal", "admin").contains(Json.text(row, "interface"))) {
                    throw ApiError.badRequest("Invalid input for field 'interface': '" + Json.text(row, "interface")
                            + "' is not one of ['admin', 'internal', 'public']");
                }
                String region = Json.text(row, "region_id");
                if (!region.isEmpty() && tables.get("regions").get(region).isEmpty()) {
                    tables.get("regions").put(Json.obj("id", region, "description", "", "parent_region_id", null));
                }
                defaults(row, "region", null, "region_id", null);
            }
            case "service" -> defaults(row, "name", "");
            case "project" -> defaults(row, "domain_id", domain, "parent_id", domain, "is_domain", false, "description", "", "tags", Json.arr(),
                    "options", Json.obj());
            case "user" -> defaults(row, "domain_id", domain, "password_expires_at", null, "options", Json.obj());
            case "domain" -> defaults(row, "description", "", "tags", Json.arr(), "options", Json.obj());
            case "role" -> defaults(row, "domain_id", null, "description", null, "options", Json.obj());
            default -> defaults(row, "description", "", "parent_region_id", null);
        }
        if (!Set.of("role", "region").contains(kind.one())) {
            defaults(row, "enabled", true);
        }
        if (Set.of("project", "user", "domain", "role").contains(kind.one())) {
            boolean taken = kind.table().where("name", Json.text(row, "name")).stream().anyMatch(r -> Json.text(r, "domain_id").equals(Json.text(row, "domain_id")));
            if (taken) {
                throw ApiError.conflict("Conflict occurred attempting to store " + kind.one() + " - Duplicate entry found with name " + Json.text(row, "name")
                        + (row.has("domain_id") && !row.get("domain_id").isJsonNull() ? " at domain ID " + domain : "") + ".");
            }
        }
        row.addProperty("id", kind.one().equals("region") && given.has("id") ? Json.text(given, "id") : ids.hex());
        return kind.table().put(row);
    }

    private static void defaults(JsonObject row, Object... keysAndValues) {
        Json.obj(keysAndValues).entrySet().forEach(e -> {
            if (!row.has(e.getKey())) {
                row.add(e.getKey(), e.getValue());
            }
        });
    }

    private void delete(Kind kind, String id) {
        if (kind.one().equals("domain") && Json.flag(row(kind, id), "enabled")) {
            throw ApiError.forbidden("Cannot delete a domain that is enabled, please disable it first.");
        }
        kind.table().remove(id);
        switch (kind.one()) {
            case "service" -> tables.get("endpoints").removeIf(e -> Json.text(e, "service_id").equals(id));
            case "user" -> {
                directory.assignments.removeIf(a -> Json.text(a, "user").equals(id));
                directory.credentials.removeIf(a -> Json.text(a, "user_id").equals(id));
                tokens.revokeOf(id);
            }
            case "project", "domain" -> directory.assignments.removeIf(a -> Json.text(a, "target").equals(id));
            case "role" -> directory.assignments.removeIf(a -> Json.text(a, "role").equals(id));
            default -> {
            }
        }
    }

    private JsonObject view(String many, JsonObject row) {
        JsonObject view = Json.without(row, "hash");
        view.add("links", Json.obj("self", api.url() + "/v3/" + many + "/" + Json.text(row, "id")));
        return view;
    }

    private Answer list(String name, List<JsonObject> rows) {
        return Answer.json(200, Json.obj(name, rows, "links", Json.obj("next", null, "self", api.url() + "/v3/" + name, "previous", null)));
    }

    private Answer changePassword(Call call) throws IOException {
        JsonObject body = call.body("user");
        JsonObject user = directory.users.get(call.group(0)).orElseThrow(() -> ApiError.notFound("Could not find user: " + call.group(0) + "."));
        if (!Passwords.matches(Json.text(body, "original_password"), Json.text(user, "hash"))) {
            throw new ApiError(401, "Unauthorized", "The request you have made requires authentication.");
        }
        directory.users.update(call.group(0), u -> u.addProperty("hash", Passwords.hash(Json.text(body, "password"))));
        return Answer.empty(204);
    }

    private void assignments() {
        String roles = "/v3/(project|domain)s/([^/]+)/users/([^/]+)/roles";
        api.route("GET", roles, c -> list("roles", directory.rolesOf(c.group(2), c.group(0), c.group(1)).stream().map(r -> view("roles", r)).toList()));
        api.route("PUT", roles + "/([^/]+)", c -> {
            admin(c, "create_grant");
            directory.users.get(c.group(2)).orElseThrow(() -> ApiError.notFound("Could not find user: " + c.group(2) + "."));
            directory.roles.get(c.group(3)).orElseThrow(() -> ApiError.notFound("Could not find role: " + c.group(3) + "."));
            directory.assign(c.group(2), c.group(0), c.group(1), c.group(3));
            return Answer.empty(204);
        });
        for (String method : List.of("GET", "HEAD")) {
            api.route(method, roles + "/([^/]+)", c -> Answer.empty(held(c) ? 204 : 404));
        }
        api.route("DELETE", roles + "/([^/]+)", c -> {
            admin(c, "revoke_grant");
            if (!directory.unassign(c.group(2), c.group(0), c.group(1), c.group(3))) {
                throw ApiError.notFound("Could not find role assignment with role: " + c.group(3) + ", user or group: " + c.group(2)
                        + ", project, domain, or system: " + c.group(1) + ".");
            }
            return Answer.empty(204);
        });
        api.route("GET", "/v3/role_assignments", c -> {
            JsonArray all = new JsonArray();
            Map<String, String> q = c.exchange().query();
            for (JsonObject a : directory.assignments.all()) {
                String scope = Json.text(a, "scope");
                boolean meant = (!q.containsKey("user.id") || q.get("user.id").equals(Json.text(a, "user")))
                        && (!q.containsKey("role.id") || q.get("role.id").equals(Json.text(a, "role")))
                        && (!q.containsKey("scope.project.id") || scope.equals("project") && q.get("scope.project.id").equals(Json.text(a, "target")));
                if (meant) {
                    boolean names = q.containsKey("include_names");
                    Table targets = scope.equals("project") ? directory.projects : directory.domains;
                    all.add(Json.obj("scope", Json.obj(scope, named(targets, Json.text(a, "target"), names)), "user",
                            named(directory.users, Json.text(a, "user"), names), "role", named(directory.roles, Json.text(a, "role"), names), "links", Json.obj("assignment", api.url() + "/v3/" + scope + "s/" + Json.text(a, "target")
                                    + "/users/" + Json.text(a, "user") + "/roles/" + Json.text(a, "role"))));
                }
            }
            return Answer.json(200, Json.obj("role_assignments", all, "links", Json.obj("next", null, "self", api.url() + "/v3/role_assignments",
                    "previous", null)));
        });
    }

    private JsonObject named(Table table, String id, boolean names) {
        JsonObject view = Json.obj("id", id);
        table.get(id).filter(row -> names).ifPresent(row -> {
            view.add("name", row.get("name"));
            directory.domains.get(Json.text(row, "domain_id")).ifPresent(d -> view.add("domain", Json.obj("id", d.get("id"), "name", d.get("name"))));
        });
        return view;
    }

    private boolean held(Call call) {
        return directory.assigned(call.group(2), call.group(0), call.group(1), call.group(3));
    }

    private void credentials() {
        String path = "/v3/users/([^/]+)/application_credentials";
        api.route("GET", path, c -> list("application_credentials", directory.credentials.where("user_id", c.group(0)).stream()
                .filter(r -> matches(r, c.exchange().query())).map(r -> view("application_credentials", r)).toList()));
        api.route("GET", path + "/([^/]+)", c -> Answer.json(200, Json.obj("application_credential", view("application_credentials", credential(c)))));
        api.route("DELETE", path + "/([^/]+)", c -> {
            directory.credentials.remove(Json.text(credential(c), "id"));
            return Answer.empty(204);
        });
        api.route("POST", path, c -> {
            JsonObject given = c.body("application_credential");
            if (!c.group(0).equals(c.token().userId())) {
                throw ApiError.forbidden("You are not authorized to perform the requested action: identity:create_application_credential.");
            }
            if (c.projectId().isEmpty()) {
                throw ApiError.badRequest("An application credential needs a token that is scoped to a project.");
            }
            String secret = given.has("secret") && !given.get("secret").isJsonNull() ? Json.text(given, "secret") : UUID.randomUUID() + "-" + UUID.randomUUID();
            JsonArray roles = new JsonArray();
            c.token().roles().forEach(r -> roles.add(Json.obj("id", r.get("id"), "name", r.get("name"), "domain_id", null)));
            JsonObject row = directory.credentials.put(Json.obj("id", ids.hex(), "name", Json.text(given, "name"), "description",
                    Json.text(given, "description"), "user_id", c.group(0), "project_id", c.projectId(), "roles", roles, "expires_at",
                    given.has("expires_at") ? given.get("expires_at") : null, "unrestricted", Json.flag(given, "unrestricted"), "system", null,
                    "hash", Passwords.hash(secret)));
            JsonObject view = view("application_credentials", row);
            view.addProperty("secret", secret);
            return Answer.json(201, Json.obj("application_credential", view));
        });
    }

    private JsonObject credential(Call call) {
        return directory.credentials.get(call.group(1)).filter(r -> Json.text(r, "user_id").equals(call.group(0)))
                .orElseThrow(() -> ApiError.notFound("Could not find Application Credential: " + call.group(1) + "."));
    }
}
