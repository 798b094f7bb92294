package org.campanile.demolab.cloud;

import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.Exchange;

/** Nova v2.1: versions, microversions and servers; the rest of it is {@link NovaRecords}. */
final class Nova {

    /** The newest microversion spoken, Zed's. */
    static final int NEWEST = 93;

    private final Api api;
    private final Servers servers;

    Nova(Api api, Servers servers) {
        this.api = api;
        this.servers = servers;
        api.open("GET", "/", e -> Answer.json(200, Json.obj("versions", Json.arr(version()))));
        api.open("GET", "/v2\\.1/?", e -> Answer.json(200, Json.obj("version", version())));
        on("GET", "/servers", (c, v) -> list(c, v, false));
        on("GET", "/servers/detail", (c, v) -> list(c, v, true));
        on("POST", "/servers", (c, v) -> create(c));
        on("POST", "/os-volumes_boot", (c, v) -> create(c));
        on("GET", "/servers/([^/]+)", (c, v) -> Answer.json(200, Json.obj("server", view(server(c), v))));
        on("DELETE", "/servers/([^/]+)", (c, v) -> {
            servers.delete(Json.text(server(c), "id"));
            return Answer.empty(204);
        });
        on("PUT", "/servers/([^/]+)", (c, v) -> {
            server(c);
            JsonObject change = c.body("server");
            JsonObject row = servers.servers.update(c.group(0), s -> List.of("name", "description").stream().filter(change::has)
                    .forEach(k -> s.add(k, change.get(k)))).orElseThrow();
            return Answer.json(200, Json.obj("server", view(row, v)));
        });
        on("POST", "/servers/([^/]+)/action", (c, v) -> action(c));
        on("GET", "/servers/([^/]+)/ips", (c, v) -> Answer.json(200, Json.obj("addresses", servers.addresses(server(c)))));
        on("GET", "/servers/([^/]+)/metadata", (c, v) -> Answer.json(200, Json.obj("metadata", Json.object(server(c), "metadata"))));
        for (String method : List.of("POST", "PUT")) {
            on(method, "/servers/([^/]+)/metadata", (c, v) -> metadata(c, method.equals("PUT")));
        }
        on("GET", "/servers/([^/]+)/os-interface", (c, v) -> interfaces(c));
        on("GET", "/servers/([^/]+)/os-security-groups", (c, v) -> Answer.json(200, Json.obj("security_groups", Json.arr())));
        on("GET", "/servers/([^/]+)/os-volume_attachments", (c, v) -> Answer.json(200, Json.obj("volumeAttachments", Json.arr())));
    }

    /** Answers one request in the microversion asked for. */
    @FunctionalInterface
    interface Handler {
        Answer handle(Call call, int minor) throws Exception;
    }

    private void on(String method, String path, Handler handler) {
        route(api, method, path, handler);
    }

    /** A route below {@code /v2.1}, with or without a project in the path, in the microversion asked for. */
    static void route(Api api, String method, String path, Handler handler) {
        api.route(method, "/v2\\.1(?:/[0-9a-f]{32})?" + path, c -> {
            int minor = minor(c.exchange());
            return handler.handle(c, minor).with("OpenStack-API-Version", "compute 2." + minor).with("X-OpenStack-Nova-API-Version", "2." + minor)
                    .with("Vary", "OpenStack-API-Version");
        });
    }

    private static int minor(Exchange exchange) {
        String asked = exchange.header("OpenStack-API-Version").filter(h -> h.startsWith("compute ")).map(h -> h.substring(8).trim())
                .or(() -> exchange.header("X-OpenStack-Nova-API-Version")).orElse("2.1");
        if (asked.equals("latest")) {
            return NEWEST;
        }
        if (!asked.matches("2\\.\\d{1,4}")) {
            throw ApiError.badRequest("API Version String " + asked + " is of invalid format. Must be of format MajorNum.MinorNum.");
        }
        int minor = Integer.parseInt(asked.substring(2));
        if (minor < 1 || minor > NEWEST) {
            throw new ApiError(406, "NotAcceptable", "Version " + asked + " is not supported by the API. Minimum is 2.1 and maximum is 2." + NEWEST + ".");
        }
        return minor;
    }

    private JsonObject version() {
        return Json.obj("id", "v2.1", "status", "CURRENT", "version", "2." + NEWEST, "min_version", "2.1", "updated", "2013-07-23T11:33:21Z", "links",
                Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.1/")), "media-types", Json.arr(Json.obj("base", "application/json", "type",
                        "application/vnd.openstack.compute+json;version=2.1")));
    }

    private Answer create(Call call) throws Exception {
        JsonObject row = servers.create(call.body("server"), call.projectId(), call.token().userId());
        String self = api.url() + "/v2.1/servers/" + Json.text(row, "id");
        return Answer.json(202, Json.obj("server", Json.obj("id", row.get("id"), "links", links(row), "OS-DCF:diskConfig", "MANUAL", "security_groups",
                Json.arr(Json.obj("name", "default")), "adminPass", "demo" + Json.text(row, "id").substring(0, 8)))).with("Location", self);
    }

    private JsonArray links(JsonObject row) {
        String id = Json.text(row, "id");
        return Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.1/servers/" + id), Json.obj("rel", "bookmark", "href",
                api.url() + "/servers/" + id));
    }

    private JsonObject server(Call call) {
        String id = call.group(0);
        return servers.servers.get(id).filter(call::owns).orElseThrow(() -> ApiError.notFound("Instance " + id + " could not be found."));
    }

    private Answer list(Call call, int minor, boolean detail) {
        Map<String, String> q = call.exchange().query();
        boolean everybody = call.admin() && List.of("1", "True", "true", "").contains(q.getOrDefault("all_tenants", q.getOrDefault("all_projects", "no")));
        List<JsonObject> rows = servers.servers.where(s -> (everybody || Json.text(s, "project_id").equals(call.projectId()))
                && (!q.containsKey("name") || Json.text(s, "name").matches(".*" + q.get("name") + ".*"))
                && (!q.containsKey("status") || Json.text(s, "status").equalsIgnoreCase(q.get("status")))).reversed();
        int from = q.containsKey("marker") ? rows.stream().map(s -> Json.text(s, "id")).toList().indexOf(q.get("marker")) + 1 : 0;
        if (q.containsKey("marker") && from == 0) {
            throw ApiError.badRequest("marker [" + q.get("marker") + "] not found");
        }
        int limit = q.containsKey("limit") ? Integer.parseInt(q.get("limit")) : 1000;
        List<JsonObject> page = rows.subList(from, Math.min(rows.size(), from + limit));
        JsonObject answer = Json.obj("servers", page.stream().map(s -> detail ? view(s, minor)
                : Json.obj("id", s.get("id"), "name", s.get("name"), "links", links(s))).toList());
        if (from + limit < rows.size()) {
            answer.add("servers_links", Json.arr(Json.obj("rel", "next", "href", api.url() + "/v2.1/servers" + (detail ? "/detail" : "") + "?limit=" + limit
                    + "&marker=" + Json.text(page.getLast(), "id"))));
        }
        return Answer.json(200, answer);
    }

    private JsonObject view(JsonObject s, int minor) {
        JsonObject flavor = Json.object(s, "flavor");
        String host = Json.text(s, "zone").equals("zone-b") ? "compute2" : "compute1";
        boolean placed = !Json.text(s, "status").equals("BUILD");
        JsonObject view = Json.obj("id", s.get("id"), "name", s.get("name"), "status", s.get("status"), "tenant_id", s.get("project_id"), "user_id",
                s.get("user_id"), "metadata", s.get("metadata"), "hostId", placed ? Ids.fixed(host) : "", "created", s.get("created"), "updated",
                s.get("updated"), "accessIPv4", "", "accessIPv6", "", "progress", 0, "key_name", s.get("key_name"), "config_drive",
                Json.text(s, "config_drive").equalsIgnoreCase("true") ? "True" : "", "addresses", servers.addresses(s), "links", links(s), "image",
                Json.text(s, "image_id").isEmpty() ? "" : Json.obj("id", s.get("image_id"), "links", Json.arr(Json.obj("rel", "bookmark", "href",
                        api.url() + "/images/" + Json.text(s, "image_id")))), "OS-DCF:diskConfig", "MANUAL", "OS-EXT-AZ:availability_zone",
                placed ? s.get("zone") : "", "OS-EXT-STS:task_state", s.get("task_state"), "OS-EXT-STS:vm_state", s.get("vm_state"), "OS-EXT-STS:power_state",
                s.get("power_state"), "OS-EXT-SRV-ATTR:host", placed ? host : null, "OS-EXT-SRV-ATTR:hypervisor_hostname", placed ? host : null,
                "OS-EXT-SRV-ATTR:instance_name", s.get("instance_name"), "OS-SRV-USG:launched_at", s.get("launched_at"), "OS-SRV-USG:terminated_at", null,
                "os-extended-volumes:volumes_attached", Json.arr());
        view.add("flavor", minor < 47 ? Json.obj("id", flavor.get("id"), "links", Json.arr(Json.obj("rel", "bookmark", "href", api.url() + "/flavors/"
                + Json.text(flavor, "id")))) : Json.obj("vcpus", flavor.get("vcpus"), "ram", flavor.get("ram"), "disk", flavor.get("disk"), "ephemeral", 0, "swap",
                        0, "original_name", flavor.get("name"), "extra_specs", Json.object(flavor, "extra_specs")));
        JsonArray groups = Json.array(s, "groups");
        view.add("security_groups", groups.isEmpty() ? Json.arr(Json.obj("name", "default")) : groups);
        if (s.get("fault") instanceof JsonObject fault) {
            view.add("fault", fault);
        }
        if (minor >= 3) {
            view.add("OS-EXT-SRV-ATTR:user_data", Json.text(s, "user_data").isEmpty() ? Json.of(null) : s.get("user_data"));
        }
        if (minor >= 9) {
            view.add("locked", s.get("locked"));
        }
        if (minor >= 19) {
            view.add("description", s.get("description"));
        }
        if (minor >= 26) {
            view.add("tags", s.get("tags"));
        }
        return view;
    }

    private Answer action(Call call) throws Exception {
        String id = Json.text(server(call), "id");
        JsonObject body = call.body();
        String action = body.keySet().stream().findFirst().orElseThrow(() -> ApiError.badRequest("There is no such action: None"));
        switch (action) {
            case "os-start", "os-stop", "reboot" -> servers.power(id, action);
            case "os-getConsoleOutput" -> {
                JsonObject s = server(call);
                return Answer.json(200, Json.obj("output", Json.text(s, "status").equals("ACTIVE") ? "Booting " + Json.text(s, "name") + "\ncloud-init: user data of "
                        + Json.text(s, "user_data").length() * 3 / 4 + " bytes\n" + Json.text(s, "name") + " login: \n" : ""));
            }
            case "lock", "unlock" -> servers.servers.update(id, s -> s.addProperty("locked", action.equals("lock")));
            case "forceDelete" -> servers.delete(id);
            default -> throw ApiError.badRequest("There is no such action: " + action);
        }
        return Answer.empty(202);
    }

    private Answer metadata(Call call, boolean whole) throws Exception {
        server(call);
        JsonObject change = call.body("metadata");
        JsonObject row = servers.servers.update(call.group(0), s -> {
            JsonObject now = whole ? new JsonObject() : Json.object(s, "metadata");
            change.entrySet().forEach(e -> now.add(e.getKey(), e.getValue()));
            s.add("metadata", now);
        }).orElseThrow();
        return Answer.json(200, Json.obj("metadata", row.get("metadata")));
    }

    private Answer interfaces(Call call) {
        JsonArray all = new JsonArray();
        servers.ports(server(call)).forEach(p -> all.add(Json.obj("port_id", p.get("id"), "net_id", p.get("network_id"), "mac_addr", p.get("mac_address"),
                "port_state", p.get("status"), "fixed_ips", p.get("fixed_ips"))));
        return Answer.json(200, Json.obj("interfaceAttachments", all));
    }
}
