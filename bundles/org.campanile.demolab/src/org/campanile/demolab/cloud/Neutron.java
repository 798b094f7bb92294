package org.campanile.demolab.cloud;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;

/** Neutron v2.0: one set of routes for all kinds of rows, whose rules are in {@link Networks}; agents, zones, quotas and extensions. */
final class Neutron {

    private record Kind(String path, String one, String title, Table table, BiFunction<JsonObject, String, JsonObject> create, Consumer<String> remove) {
        String many() {
            return one + "s";
        }
    }

    private static final Map<String, Integer> QUOTAS = Map.of("network", 100, "subnet", 100, "subnetpool", -1, "port", 500, "router", 10, "floatingip", 50,
            "rbac_policy", 10, "security_group", 10, "security_group_rule", 100);
    private static final Set<String> NOT_FILTERS = Set.of("limit", "marker", "fields", "sort_key", "sort_dir", "page_reverse");

    private final Api api;
    private final Networks net;
    private final Table quotas;

    Neutron(Api api, DemoState state, Networks net) {
        this.api = api;
        this.net = net;
        this.quotas = state.table("network_quotas");
        crud(new Kind("networks", "network", "Network", net.networks, net::createNetwork, net::removeNetwork));
        crud(new Kind("subnets", "subnet", "Subnet", net.subnets, net::createSubnet, net::removeSubnet));
        crud(new Kind("ports", "port", "Port", net.ports, net::createPort, net::removePort));
        crud(new Kind("routers", "router", "Router", net.routers, net::createRouter, net::removeRouter));
        crud(new Kind("floatingips", "floatingip", "FloatingIP", net.floatingIps, net::createFloatingIp, net::removeFloatingIp));
        crud(new Kind("security-groups", "security_group", "SecurityGroup", net.groups, net::createGroup, net::removeGroup));
        crud(new Kind("security-group-rules", "security_group_rule", "SecurityGroupRule", net.rules, net::createRule, net.rules::remove));
        api.route("PUT", "/v2\\.0/routers/([^/]+)/(add|remove)_router_interface(?:\\.json)?", this::routerInterface);
        api.open("GET", "/", e -> Answer.json(200, Json.obj("versions", Json.arr(Json.obj("id", "v2.0", "status", "CURRENT", "links",
                Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.0/")))))));
        api.route("GET", "/v2\\.0/?", c -> Answer.json(200, Json.obj("resources", List.of("network", "subnet", "port").stream().map(n -> Json.obj("name", n,
                "collection", n + "s", "links", Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.0/" + n + "s")))).toList())));
        api.route("GET", "/v2\\.0/agents(?:\\.json)?", c -> Answer.json(200, Json.obj("agents", c.admin() ? agents() : Json.arr())));
        api.route("GET", "/v2\\.0/availability_zones(?:\\.json)?", c -> Answer.json(200, Json.obj("availability_zones", Json.arr(
                Json.obj("state", "available", "name", "nova", "resource", "network"), Json.obj("state", "available", "name", "nova", "resource", "router")))));
        api.route("GET", "/v2\\.0/extensions(?:\\.json)?", c -> Answer.json(200, Json.obj("extensions", List.of("security-group", "router", "external-net",
                "quotas", "quota_details", "agent", "availability_zone", "network_availability_zone", "port-security", "binding", "standard-attr-tag").stream()
                .map(Neutron::extension).toList())));
        api.route("GET", "/v2\\.0/extensions/([^/.]+)(?:\\.json)?", c -> Answer.json(200, Json.obj("extension", extension(c.group(0)))));
        api.route("GET", "/v2\\.0/quotas/([^/.]+)(?:\\.json)?", c -> Answer.json(200, Json.obj("quota", quota(c.group(0), false))));
        api.route("GET", "/v2\\.0/quotas/([^/.]+)/default(?:\\.json)?", c -> Answer.json(200, Json.obj("quota", QUOTAS)));
        api.route("GET", "/v2\\.0/quotas/([^/.]+)/details(?:\\.json)?", c -> Answer.json(200, Json.obj("quota", quota(c.group(0), true))));
        api.route("PUT", "/v2\\.0/quotas/([^/.]+)(?:\\.json)?", c -> {
            c.needAdmin("(rule:update_quota) is disallowed by policy");
            JsonObject row = quotas.get(c.group(0)).map(JsonObject::deepCopy).orElseGet(() -> Json.obj("id", c.group(0)));
            c.body("quota").entrySet().forEach(e -> row.add(e.getKey(), e.getValue()));
            quotas.put(row);
            return Answer.json(200, Json.obj("quota", quota(c.group(0), false)));
        });
        api.route("DELETE", "/v2\\.0/quotas/([^/.]+)(?:\\.json)?", c -> {
            quotas.remove(c.group(0));
            return Answer.empty(204);
        });
    }

    private static JsonObject extension(String alias) {
        return Json.obj("alias", alias, "name", alias, "description", alias, "updated", "2020-01-01T00:00:00-00:00", "links", Json.arr());
    }

    private static JsonArray agents() {
        String now = Clock.now().replace('T', ' ').replace("Z", "");
        JsonArray all = new JsonArray();
        String[][] known = { { "Open vSwitch agent", "neutron-openvswitch-agent", "compute1" }, { "Open vSwitch agent", "neutron-openvswitch-agent", "compute2" },
                { "DHCP agent", "neutron-dhcp-agent", "controller" }, { "L3 agent", "neutron-l3-agent", "controller" },
                { "Metadata agent", "neutron-metadata-agent", "controller" } };
        for (String[] a : known) {
            all.add(Json.obj("id", Ids.fixedUuid(a[1] + "@" + a[2]), "agent_type", a[0], "binary", a[1], "topic", "N/A", "host", a[2], "admin_state_up", true,
                    "alive", true, "created_at", now, "started_at", now, "heartbeat_timestamp", now, "description", null, "resources_synced", null,
                    "availability_zone", a[0].startsWith("DHCP") || a[0].startsWith("L3") ? "nova" : null, "configurations", Json.obj()));
        }
        return all;
    }

    private void crud(Kind kind) {
        String path = "/v2\\.0/" + kind.path();
        String each = path + "/([^/]+?)(?:\\.json)?";
        api.route("GET", path + "(?:\\.json)?", c -> {
            if (kind.one().equals("security_group") && !c.projectId().isEmpty()) {
                net.defaultGroup(c.projectId());
            }
            List<JsonObject> rows = kind.table().where(r -> visible(c, r) && matches(r, c));
            int from = c.query("marker").map(m -> rows.stream().map(r -> Json.text(r, "id")).toList().indexOf(m) + 1).orElse(0);
            int to = c.query("limit").map(l -> Math.min(rows.size(), from + Integer.parseInt(l))).orElse(rows.size());
            return Answer.json(200, Json.obj(kind.many(), rows.subList(from, to).stream().map(r -> view(kind, r)).toList()));
        });
        api.route("GET", each, c -> Answer.json(200, Json.obj(kind.one(), view(kind, row(kind, c)))));
        api.route("POST", path + "(?:\\.json)?", c -> {
            JsonObject given = c.body(kind.one());
            withinQuota(kind, c.projectId());
            if (kind.one().equals("network") && !c.admin() && (Json.flag(given, "shared") || Json.flag(given, "router:external"))) {
                throw new ApiError(403, "PolicyNotAuthorized", "(rule:create_network) is disallowed by policy");
            }
            return Answer.json(201, Json.obj(kind.one(), view(kind, kind.create().apply(given.deepCopy(), c.projectId()))));
        });
        api.route("PUT", each, c -> {
            JsonObject change = Json.without(c.body(kind.one()), "id", "tenant_id", "project_id", "status", "floating_ip_address");
            own(kind, c);
            JsonObject row = kind.table().update(c.group(0), r -> {
                change.entrySet().forEach(e -> r.add(e.getKey(), e.getValue()));
                if (kind.one().equals("floatingip") && change.has("port_id")) {
                    net.bind(r, Json.text(change, "port_id"));
                }
                r.addProperty("updated_at", Clock.now());
                r.addProperty("revision_number", Json.number(r, "revision_number", 0) + 1);
            }).orElseThrow();
            return Answer.json(200, Json.obj(kind.one(), view(kind, row)));
        });
        api.route("DELETE", each, c -> {
            own(kind, c);
            kind.remove().accept(c.group(0));
            return Answer.empty(204);
        });
        api.route("PUT", path + "/([^/]+)/tags", c -> {
            own(kind, c);
            JsonArray tags = Json.array(c.body(), "tags");
            kind.table().update(c.group(0), r -> r.add("tags", tags));
            return Answer.json(200, Json.obj("tags", tags));
        });
    }

    private static boolean visible(Call call, JsonObject row) {
        return call.owns(row) || Json.flag(row, "shared") || Json.flag(row, "router:external");
    }

    private static boolean matches(JsonObject row, Call call) {
        for (String key : call.exchange().query().keySet()) {
            if (!NOT_FILTERS.contains(key) && row.has(key) && row.get(key).isJsonPrimitive()
                    && call.exchange().queryAll(key).stream().noneMatch(v -> row.get(key).getAsString().equalsIgnoreCase(v))) {
                return false;
            }
        }
        return true;
    }

    private JsonObject row(Kind kind, Call call) {
        String id = call.group(0);
        boolean sub = kind.one().equals("subnet");
        return kind.table().get(id).filter(r -> visible(call, r) || sub).orElseThrow(() -> kind.one().equals("security_group") ? Networks.groupMissing(id)
                : new ApiError(404, kind.title() + "NotFound", kind.title() + " " + id + " could not be found."));
    }

    private void own(Kind kind, Call call) {
        if (!call.owns(row(kind, call))) {
            throw new ApiError(403, "PolicyNotAuthorized", "(rule:update_" + kind.one() + ") is disallowed by policy");
        }
    }

    private JsonObject view(Kind kind, JsonObject row) {
        if (!kind.one().equals("security_group")) {
            return row.has("kept") ? Json.without(row, "kept") : row;
        }
        JsonObject view = row.deepCopy();
        view.add("security_group_rules", Json.of(net.rules.where("security_group_id", Json.text(row, "id"))));
        return view;
    }

    private JsonObject quota(String project, boolean details) {
        JsonObject set = quotas.get(project).orElseGet(JsonObject::new);
        JsonObject answer = new JsonObject();
        Map<String, Table> counted = Map.of("network", net.networks, "subnet", net.subnets, "port", net.ports, "router", net.routers, "floatingip",
                net.floatingIps, "security_group", net.groups, "security_group_rule", net.rules);
        QUOTAS.forEach((name, otherwise) -> {
            int limit = Json.number(set, name, otherwise);
            int used = counted.containsKey(name) ? counted.get(name).where("project_id", project).size() : 0;
            answer.add(name, details ? Json.obj("limit", limit, "used", used, "reserved", 0) : Json.of(limit));
        });
        return answer;
    }

    private void withinQuota(Kind kind, String project) {
        JsonObject one = Json.object(quota(project, true), kind.one());
        int limit = Json.number(one, "limit", -1);
        if (limit >= 0 && Json.number(one, "used", 0) >= limit) {
            throw new ApiError(409, "OverQuota", "Quota exceeded for resources: ['" + kind.one() + "'].");
        }
    }

    private Answer routerInterface(Call call) throws Exception {
        String router = call.group(0);
        net.routers.get(router).orElseThrow(() -> new ApiError(404, "RouterNotFound", "Router " + router + " could not be found."));
        JsonObject body = call.body();
        Set<String> subnetIds = new HashSet<>(Set.of(Json.text(body, "subnet_id")));
        String portId = Json.text(body, "port_id");
        net.ports.get(portId).ifPresent(p -> Json.array(p, "fixed_ips").forEach(f -> subnetIds.add(Json.text(f.getAsJsonObject(), "subnet_id"))));
        JsonObject subnet = subnetIds.stream().flatMap(s -> net.subnets.get(s).stream()).findFirst()
                .orElseThrow(() -> new ApiError(404, "SubnetNotFound", "Subnet " + Json.text(body, "subnet_id") + " could not be found."));
        String port = portId;
        if (call.group(1).equals("add")) {
            if (portId.isEmpty()) {
                port = Json.text(net.attach(router, subnet), "id");
            } else {
                net.ports.update(portId, p -> {
                    p.addProperty("device_id", router);
                    p.addProperty("device_owner", "network:router_interface");
                });
            }
        } else {
            JsonElement subnetId = subnet.get("id");
            JsonObject found = net.ports.where("device_id", router).stream().filter(p -> Json.array(p, "fixed_ips").asList().stream().anyMatch(
                    f -> f.getAsJsonObject().get("subnet_id").equals(subnetId))).findFirst().orElseThrow(() -> new ApiError(404,
                            "RouterInterfaceNotFoundForSubnet", "Router " + router + " has no interface on subnet " + subnetId.getAsString()));
            port = Json.text(found, "id");
            net.removePort(port);
        }
        return Answer.json(200, Json.obj("id", router, "tenant_id", call.projectId(), "project_id", call.projectId(), "network_id", subnet.get("network_id"),
                "subnet_id", subnet.get("id"), "subnet_ids", Json.arr(subnet.get("id")), "port_id", port));
    }
}
