package org.campanile.demolab.cloud;

import java.time.format.DateTimeFormatter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

/**
 * Keystone v2.0 over the same records as v3, as Grizzly spoke it: login by password, and the administration of the extension OS-KSADM as far as the
 * set-up of services needs it. An endpoint holds three addresses; it is kept as three endpoints of v3 with one {@code legacy_endpoint_id}.
 */
final class KeystoneV2 {

    private static final Map<String, String> FACES = new LinkedHashMap<>();
    private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_INSTANT.withZone(ZoneOffset.UTC);

    static {
        FACES.put("publicurl", "public");
        FACES.put("internalurl", "internal");
        FACES.put("adminurl", "admin");
    }

    private final Tokens tokens;
    private final Directory directory;
    private final Table services;
    private final Table endpoints;
    private final Ids ids;

    KeystoneV2(Api api, DemoState state, Tokens tokens, Directory directory, Ids ids) {
        this.tokens = tokens;
        this.directory = directory;
        this.services = state.table("services");
        this.endpoints = state.table("endpoints");
        this.ids = ids;
        api.open("GET", "/v2\\.0/?", e -> Answer.json(200, Json.obj("version", Json.obj("id", "v2.0", "status", "deprecated", "links",
                Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.0/"))))));
        api.open("POST", "/v2\\.0/tokens", this::login);
        admin(api, "GET", "/v2\\.0/OS-KSADM/services", c -> Answer.json(200, Json.obj("OS-KSADM:services", services.all().stream()
                .map(KeystoneV2::service).toList())));
        admin(api, "POST", "/v2\\.0/OS-KSADM/services", c -> {
            JsonObject asked = c.body("OS-KSADM:service");
            if (Json.text(asked, "type").isEmpty()) {
                throw ApiError.badRequest("Expecting to find type in OS-KSADM:service.");
            }
            return Answer.json(200, Json.obj("OS-KSADM:service", service(services.put(Json.obj("id", ids.hex(), "type", Json.text(asked, "type"), "name",
                    Json.text(asked, "name"), "description", Json.text(asked, "description"), "enabled", true)))));
        });
        admin(api, "DELETE", "/v2\\.0/OS-KSADM/services/([^/]+)", c -> {
            if (services.get(c.group(0)).isEmpty()) {
                throw ApiError.notFound("Could not find service: " + c.group(0));
            }
            endpoints.removeIf(e -> Json.text(e, "service_id").equals(c.group(0)));
            services.remove(c.group(0));
            return Answer.empty(204);
        });
        admin(api, "GET", "/v2\\.0/endpoints", c -> Answer.json(200, Json.obj("endpoints", List.copyOf(grouped().values()))));
        admin(api, "POST", "/v2\\.0/endpoints", c -> Answer.json(200, Json.obj("endpoint", create(c.body("endpoint")))));
        admin(api, "DELETE", "/v2\\.0/endpoints/([^/]+)", c -> {
            if (!grouped().containsKey(c.group(0))) {
                throw ApiError.notFound("Could not find endpoint: " + c.group(0));
            }
            endpoints.removeIf(e -> legacyId(e).equals(c.group(0)));
            return Answer.empty(204);
        });
    }

    private static void admin(Api api, String method, String path, Api.Handler handler) {
        api.route(method, path, c -> {
            c.needAdmin("You are not authorized to perform the requested action: admin_required");
            return handler.handle(c);
        });
    }

    private Answer login(Exchange exchange) throws Exception {
        JsonObject auth = exchange.json() instanceof JsonObject o ? Json.object(o, "auth") : new JsonObject();
        JsonObject given = Json.object(auth, "passwordCredentials");
        String tenant = Json.text(auth, "tenantName");
        JsonObject user = directory.users.where("name", Json.text(given, "username")).stream().findFirst().orElseThrow(KeystoneV2::refused);
        if (!Json.flag(user, "enabled") || !Passwords.matches(Json.text(given, "password"), Json.text(user, "hash"))) {
            throw refused();
        }
        JsonObject project = directory.projects.where("name", tenant).stream().findFirst().orElseThrow(KeystoneV2::refused);
        List<JsonObject> roles = directory.rolesOf(Json.text(user, "id"), "project", Json.text(project, "id"));
        if (roles.isEmpty()) {
            throw refused();
        }
        Token token = tokens.issue(user, project, null, roles, List.of("password"), null);
        List<JsonObject> catalog = new ArrayList<>();
        for (JsonObject s : services.where(s -> Json.flag(s, "enabled"))) {
            List<JsonObject> own = grouped().values().stream().filter(e -> Json.text(e, "service_id").equals(Json.text(s, "id")))
                    .map(e -> Json.obj("region", e.get("region"), "publicURL", e.get("publicurl"), "internalURL", e.get("internalurl"), "adminURL",
                            e.get("adminurl"), "id", e.get("id"))).toList();
            catalog.add(Json.obj("type", s.get("type"), "name", Json.text(s, "name"), "endpoints_links", Json.arr(), "endpoints", own));
        }
        return Answer.json(200, Json.obj("access", Json.obj("token", Json.obj("id", token.id(), "expires", TIME.format(token.expires()), "issued_at",
                TIME.format(token.issued()), "tenant", Json.obj("id", project.get("id"), "name", project.get("name"), "enabled", true)),
                "serviceCatalog", catalog, "user", Json.obj("id", user.get("id"), "name", user.get("name"), "username", user.get("name"), "roles",
                        roles.stream().map(r -> Json.obj("name", r.get("name"))).toList()))));
    }

    private static ApiError refused() {
        return new ApiError(401, "Unauthorized", "Invalid user / password");
    }

    private static JsonObject service(JsonObject row) {
        return Json.obj("id", row.get("id"), "type", row.get("type"), "name", Json.text(row, "name"), "description", Json.text(row, "description"));
    }

    private static String legacyId(JsonObject row) {
        String id = Json.text(row, "legacy_endpoint_id");
        return id.isEmpty() ? Ids.fixed("legacy:" + Json.text(row, "service_id") + Json.text(row, "region")) : id;
    }

    private Map<String, JsonObject> grouped() {
        Map<String, JsonObject> all = new LinkedHashMap<>();
        for (JsonObject row : endpoints.all()) {
            JsonObject one = all.computeIfAbsent(legacyId(row), id -> Json.obj("id", id, "service_id", row.get("service_id"), "region",
                    row.get("region"), "publicurl", null, "internalurl", null, "adminurl", null));
            FACES.forEach((key, face) -> {
                if (Json.text(row, "interface").equals(face)) {
                    one.add(key, row.get("url"));
                }
            });
        }
        return all;
    }

    private JsonObject create(JsonObject asked) {
        String service = Json.text(asked, "service_id");
        if (services.get(service).isEmpty()) {
            throw ApiError.badRequest("Could not find service: " + service);
        }
        if (Json.text(asked, "publicurl").isEmpty()) {
            throw ApiError.badRequest("Expecting to find publicurl in endpoint.");
        }
        String id = ids.hex();
        FACES.forEach((key, face) -> {
            String url = Json.text(asked, key);
            if (!url.isEmpty()) {
                endpoints.put(Json.obj("id", ids.hex(), "service_id", service, "interface", face, "region", Json.text(asked, "region"), "region_id",
                        Json.text(asked, "region"), "url", url, "enabled", true, "legacy_endpoint_id", id));
            }
        });
        return grouped().get(id);
    }
}
