package org.campanile.demolab.cloud;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

/**
 * Keystone v3: versions and tokens. Password, token and application credential; unscoped, project and domain scope. A refused login is
 * always the same 401, whatever was wrong, as Keystone's are.
 */
final class Keystone {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Api api;
    private final Tokens tokens;
    private final Directory directory;
    private final Catalog catalog;

    Keystone(Api api, Tokens tokens, Directory directory, Catalog catalog) {
        this.api = api;
        this.tokens = tokens;
        this.directory = directory;
        this.catalog = catalog;
        api.open("GET", "/", e -> Answer.json(300, Json.obj("versions", Json.obj("values", Json.arr(version())))).with("Location", api.url() + "/v3/"));
        api.open("GET", "/v3/?", e -> Answer.json(200, Json.obj("version", version())));
        api.open("POST", "/v3/auth/tokens", this::authenticate);
        api.route("GET", "/v3/auth/tokens", this::validate);
        api.route("HEAD", "/v3/auth/tokens", c -> validate(c).body().length > 0 ? Answer.empty(200) : Answer.empty(404));
        api.route("DELETE", "/v3/auth/tokens", c -> {
            tokens.revoke(Json.text(subject(c), "id"));
            return Answer.empty(204);
        });
        api.route("GET", "/v3/auth/projects", c -> list("projects", directory.projectsOf(c.token().userId())));
        api.route("GET", "/v3/users/([^/]+)/projects", c -> list("projects", directory.projectsOf(c.group(0))));
        api.route("GET", "/v3/auth/domains", c -> list("domains", directory.domains.where(
                d -> !directory.rolesOf(c.token().userId(), "domain", Json.text(d, "id")).isEmpty())));
        api.route("GET", "/v3/auth/catalog", c -> Answer.json(200, Json.obj("catalog", catalog.of(c.projectId()), "links", links("auth/catalog"))));
    }

    private JsonObject version() {
        return Json.obj("id", "v3.14", "status", "stable", "updated", "2020-04-07T00:00:00Z", "links",
                Json.arr(Json.obj("rel", "self", "href", api.url() + "/v3/")), "media-types",
                Json.arr(Json.obj("base", "application/json", "type", "application/vnd.openstack.identity-v3+json")));
    }

    private JsonObject links(String path) {
        return Json.obj("next", null, "self", api.url() + "/v3/" + path, "previous", null);
    }

    private Answer list(String name, List<JsonObject> rows) {
        return Answer.json(200, Json.obj(name, rows, "links", links(name)));
    }

    private static ApiError refused() {
        return new ApiError(401, "Unauthorized", "The request you have made requires authentication.");
    }

    private Answer authenticate(Exchange exchange) throws Exception {
        JsonElement body = exchange.json();
        JsonObject auth = body instanceof JsonObject o ? Json.object(o, "auth") : new JsonObject();
        JsonObject identity = Json.object(auth, "identity");
        JsonArray methods = Json.array(identity, "methods");
        if (methods.isEmpty()) {
            throw ApiError.badRequest("Expecting to find identity in auth. The server could not comply with the request since it is either "
                    + "malformed or otherwise incorrect. The client is assumed to be in error.");
        }
        List<String> names = new ArrayList<>();
        methods.forEach(m -> names.add(m.getAsString()));
        Token token;
        if (names.contains("application_credential")) {
            token = byCredential(Json.object(identity, "application_credential"));
        } else if (names.contains("password")) {
            token = scoped(auth.get("scope"), byPassword(Json.object(Json.object(identity, "password"), "user")), names, null);
        } else if (names.contains("token")) {
            Token old = tokens.find(Json.text(Json.object(identity, "token"), "id")).orElseThrow(Keystone::refused);
            token = scoped(auth.get("scope"), old.user(), names, old.expires());
        } else {
            throw refused();
        }
        return Answer.json(201, Json.obj("token", view(token))).with("X-Subject-Token", token.id()).with("Vary", "X-Auth-Token");
    }

    private JsonObject byPassword(JsonObject ref) {
        JsonObject user = directory.find(directory.users, ref).orElseThrow(Keystone::refused);
        if (!Json.flag(user, "enabled") || !Passwords.matches(Json.text(ref, "password"), Json.text(user, "hash"))) {
            throw refused();
        }
        return user;
    }

    private Token byCredential(JsonObject ref) {
        JsonObject credential = (ref.has("id") ? directory.credentials.get(Json.text(ref, "id"))
                : directory.find(directory.users, Json.object(ref, "user")).flatMap(u -> directory.credentials.where("name", Json.text(ref, "name"))
                        .stream().filter(c -> Json.text(c, "user_id").equals(Json.text(u, "id"))).findFirst())).orElseThrow(Keystone::refused);
        String end = Json.text(credential, "expires_at");
        boolean over = !end.isEmpty() && Instant.parse(end.endsWith("Z") ? end : end + "Z").isBefore(Instant.now());
        JsonObject user = directory.users.get(Json.text(credential, "user_id")).orElseThrow(Keystone::refused);
        if (over || !Json.flag(user, "enabled") || !Passwords.matches(Json.text(ref, "secret"), Json.text(credential, "hash"))) {
            throw refused();
        }
        JsonObject project = directory.projects.get(Json.text(credential, "project_id")).orElseThrow(Keystone::refused);
        List<JsonObject> roles = new ArrayList<>();
        Json.array(credential, "roles").forEach(r -> directory.roles.get(Json.text(r.getAsJsonObject(), "id")).ifPresent(roles::add));
        return tokens.issue(user, project, null, roles, List.of("application_credential"), null);
    }

    private Token scoped(JsonElement scope, JsonObject user, List<String> methods, Instant notAfter) {
        String userId = Json.text(user, "id");
        JsonObject wanted = scope instanceof JsonObject o ? o : new JsonObject();
        if (wanted.get("project") instanceof JsonObject ref) {
            JsonObject project = directory.find(directory.projects, ref).filter(p -> Json.flag(p, "enabled")).orElseThrow(Keystone::refused);
            List<JsonObject> roles = directory.rolesOf(userId, "project", Json.text(project, "id"));
            if (roles.isEmpty()) {
                throw refused();
            }
            return tokens.issue(user, project, null, roles, methods, notAfter);
        }
        if (wanted.get("domain") instanceof JsonObject ref) {
            JsonObject domain = directory.domain(ref).filter(d -> Json.flag(d, "enabled")).orElseThrow(Keystone::refused);
            List<JsonObject> roles = directory.rolesOf(userId, "domain", Json.text(domain, "id"));
            if (roles.isEmpty()) {
                throw refused();
            }
            return tokens.issue(user, null, domain, roles, methods, notAfter);
        }
        if (!wanted.isEmpty()) {
            throw refused();
        }
        return tokens.issue(user, null, null, List.of(), methods, notAfter);
    }

    private JsonObject subject(Call call) {
        String id = call.exchange().header("X-Subject-Token").orElseThrow(() -> ApiError.notFound("No token in the request"));
        Token token = tokens.find(id).orElseThrow(() -> ApiError.notFound("Could not recognize Fernet token"));
        if (!call.admin() && !token.userId().equals(call.token().userId())) {
            throw ApiError.forbidden("You are not authorized to perform the requested action: identity:validate_token.");
        }
        return Json.obj("id", token.id());
    }

    private Answer validate(Call call) {
        Token token = tokens.find(Json.text(subject(call), "id")).orElseThrow();
        JsonObject view = view(token);
        if (call.exchange().query().containsKey("nocatalog")) {
            view.remove("catalog");
        }
        return Answer.json(200, Json.obj("token", view)).with("X-Subject-Token", token.id());
    }

    private JsonObject view(Token token) {
        JsonObject view = Json.obj("methods", token.methods(), "user", named(token.user(), true), "audit_ids",
                Json.arr(Ids.fixed(token.id()).substring(0, 22)), "expires_at", TIME.format(token.expires()), "issued_at", TIME.format(token.issued()));
        Json.object(view, "user").add("password_expires_at", Json.of(null));
        if (token.project() != null) {
            view.add("project", named(token.project(), true));
            view.addProperty("is_domain", false);
        }
        if (token.domain() != null) {
            view.add("domain", named(token.domain(), false));
        }
        if (token.project() != null || token.domain() != null) {
            view.add("roles", Json.of(token.roles().stream().map(r -> named(r, false)).toList()));
            view.add("catalog", catalog.of(token.projectId()));
        }
        return view;
    }

    private JsonObject named(JsonObject row, boolean withDomain) {
        JsonObject view = Json.obj("id", row.get("id"), "name", row.get("name"));
        if (withDomain) {
            String domain = Json.text(row, "domain_id");
            view.add("domain", Json.obj("id", domain, "name", directory.domains.get(domain).map(d -> Json.text(d, "name")).orElse(domain)));
        }
        return view;
    }
}
