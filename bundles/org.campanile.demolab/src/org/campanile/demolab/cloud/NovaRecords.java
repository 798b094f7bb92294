package org.campanile.demolab.cloud;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Answer;

/** Nova v2.1 beside servers: flavors, zones, services, hypervisors, limits, quotas, key pairs and extensions. */
final class NovaRecords {

    private static final Map<String, Integer> HOST = Map.of("vcpus", 64, "memory_mb", 262144, "local_gb", 4000);
    private static final List<String[]> SERVICES = List.of(new String[] { "nova-scheduler", "controller", "internal" }, new String[] { "nova-conductor",
            "controller", "internal" }, new String[] { "nova-compute", "compute1", "nova" }, new String[] { "nova-compute", "compute2", "zone-b" });

    private final Api api;
    private final Servers servers;
    private final ComputeQuota quota;
    private final Table keypairs;
    private final Table disabled;
    private final Ids ids;

    NovaRecords(Api api, DemoState state, Servers servers, ComputeQuota quota, Ids ids) {
        this.api = api;
        this.servers = servers;
        this.quota = quota;
        this.keypairs = state.table("keypairs");
        this.disabled = state.table("disabled_services");
        this.ids = ids;
        flavors();
        infrastructure();
        quotas();
        keypairs();
        on("GET", "/extensions", (c, v) -> Answer.json(200, Json.obj("extensions", List.of("os-availability-zone", "os-hypervisors", "os-services",
                "os-quota-sets", "os-keypairs", "os-console-output", "OS-EXT-AZ", "OS-EXT-STS", "os-extended-volumes").stream().map(a -> Json.obj("alias", a,
                        "name", a, "description", a, "namespace", "", "links", Json.arr(), "updated", "2014-12-03T00:00:00Z")).toList())));
        on("GET", "/os-server-groups", (c, v) -> Answer.json(200, Json.obj("server_groups", Json.arr())));
        on("GET", "/os-aggregates", (c, v) -> Answer.json(200, Json.obj("aggregates", Json.arr())));
    }

    private void on(String method, String path, Nova.Handler handler) {
        Nova.route(api, method, path, handler);
    }

    /** The flavors of a new lab. */
    void seed() {
        Object[][] known = { { "m1.small", 2048, 20, 1 }, { "m1.medium", 4096, 40, 2 }, { "m1.large", 8192, 80, 4 } };
        for (Object[] f : known) {
            servers.flavors.put(Json.obj("id", Ids.fixedUuid("flavor:" + f[0]), "name", f[0], "ram", f[1], "disk", f[2], "vcpus", f[3], "extra_specs",
                    Json.obj(), "public", true));
        }
    }

    private void flavors() {
        on("GET", "/flavors", (c, v) -> Answer.json(200, Json.obj("flavors", page(c).stream().map(f -> Json.obj("id", f.get("id"), "name", f.get("name"),
                "links", links(f))).toList())));
        on("GET", "/flavors/detail", (c, v) -> Answer.json(200, Json.obj("flavors", page(c).stream().map(f -> flavor(f, v)).toList())));
        on("GET", "/flavors/([^/]+)", (c, v) -> Answer.json(200, Json.obj("flavor", flavor(flavor(c), v))));
        on("GET", "/flavors/([^/]+)/os-extra_specs", (c, v) -> Answer.json(200, Json.obj("extra_specs", Json.object(flavor(c), "extra_specs"))));
        on("POST", "/flavors/([^/]+)/os-extra_specs", (c, v) -> {
            flavor(c);
            JsonObject more = c.body("extra_specs");
            servers.flavors.update(c.group(0), f -> more.entrySet().forEach(e -> Json.object(f, "extra_specs").add(e.getKey(), e.getValue())));
            return Answer.json(200, Json.obj("extra_specs", more));
        });
        on("POST", "/flavors", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-flavor-manage:create to be performed.");
            JsonObject given = c.body("flavor");
            String name = Json.text(given, "name");
            if (!servers.flavors.where("name", name).isEmpty()) {
                throw ApiError.conflict("Flavor with name " + name + " already exists.");
            }
            String asked = Json.text(given, "id");
            JsonObject row = servers.flavors.put(Json.obj("id", asked.isEmpty() || asked.equals("auto") ? ids.uuid() : asked, "name", name, "ram",
                    Json.number(given, "ram", 512), "disk", Json.number(given, "disk", 0), "vcpus", Json.number(given, "vcpus", 1), "extra_specs", Json.obj(),
                    "public", !given.has("os-flavor-access:is_public") || Json.flag(given, "os-flavor-access:is_public")));
            return Answer.json(200, Json.obj("flavor", flavor(row, v)));
        });
        on("DELETE", "/flavors/([^/]+)", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-flavor-manage:delete to be performed.");
            servers.flavors.remove(Json.text(flavor(c), "id"));
            return Answer.empty(202);
        });
    }

    private List<JsonObject> page(Call call) {
        List<JsonObject> all = servers.flavors.where(f -> call.admin() || Json.flag(f, "public"));
        int from = call.query("marker").map(m -> all.stream().map(f -> Json.text(f, "id")).toList().indexOf(m) + 1).orElse(0);
        return all.subList(from, call.query("limit").map(l -> Math.min(all.size(), from + Integer.parseInt(l))).orElse(all.size()));
    }

    private JsonObject flavor(Call call) {
        return servers.flavors.get(call.group(0)).orElseThrow(() -> ApiError.notFound("Flavor " + call.group(0) + " could not be found."));
    }

    private JsonArray links(JsonObject row) {
        return Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2.1/flavors/" + Json.text(row, "id")));
    }

    private JsonObject flavor(JsonObject f, int minor) {
        JsonObject view = Json.obj("id", f.get("id"), "name", f.get("name"), "ram", f.get("ram"), "disk", f.get("disk"), "swap", minor >= 75 ? 0 : "",
                "OS-FLV-EXT-DATA:ephemeral", 0, "OS-FLV-DISABLED:disabled", false, "vcpus", f.get("vcpus"), "os-flavor-access:is_public", f.get("public"),
                "rxtx_factor", 1.0, "links", links(f));
        if (minor >= 55) {
            view.add("description", Json.of(null));
        }
        if (minor >= 61) {
            view.add("extra_specs", Json.object(f, "extra_specs"));
        }
        return view;
    }

    private void infrastructure() {
        on("GET", "/os-availability-zone", (c, v) -> Answer.json(200, Json.obj("availabilityZoneInfo", Json.arr(zone("nova", null), zone("zone-b", null)))));
        on("GET", "/os-availability-zone/detail", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-availability-zone:detail to be performed.");
            JsonArray zones = new JsonArray();
            for (String name : List.of("internal", "nova", "zone-b")) {
                JsonObject hosts = new JsonObject();
                SERVICES.stream().filter(s -> s[2].equals(name)).forEach(s -> {
                    JsonObject host = Json.object(hosts, s[1]);
                    host.add(s[0], Json.obj("available", true, "active", true, "updated_at", Clock.nowMicros()));
                    hosts.add(s[1], host);
                });
                zones.add(zone(name, hosts));
            }
            return Answer.json(200, Json.obj("availabilityZoneInfo", zones));
        });
        on("GET", "/os-services", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-services:list to be performed.");
            JsonArray all = new JsonArray();
            for (int i = 0; i < SERVICES.size(); i++) {
                String[] s = SERVICES.get(i);
                if (c.query("binary").orElse(s[0]).equals(s[0]) && c.query("host").orElse(s[1]).equals(s[1])) {
                    all.add(service(i, v));
                }
            }
            return Answer.json(200, Json.obj("services", all));
        });
        on("PUT", "/os-services/([^/]+)", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-services:update to be performed.");
            JsonObject body = c.body();
            for (int i = 0; i < SERVICES.size(); i++) {
                String[] s = SERVICES.get(i);
                boolean meant = c.group(0).equals(Ids.fixedUuid("service:" + i)) || s[1].equals(Json.text(body, "host")) && s[0].equals(Json.text(body, "binary"));
                if (meant && (Json.text(body, "status").equals("disabled") || c.group(0).startsWith("disable"))) {
                    disabled.put(Json.obj("id", String.valueOf(i), "reason", body.get("disabled_reason")));
                } else if (meant) {
                    disabled.remove(String.valueOf(i));
                }
                if (meant) {
                    return Answer.json(200, Json.obj("service", service(i, v)));
                }
            }
            throw ApiError.notFound("Service " + c.group(0) + " could not be found.");
        });
        on("GET", "/os-hypervisors/statistics", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-hypervisors:statistics to be performed.");
            JsonObject sum = hypervisor(0, true);
            JsonObject other = hypervisor(1, true);
            JsonObject all = Json.obj("count", 2);
            for (String key : List.of("vcpus", "memory_mb", "local_gb", "vcpus_used", "memory_mb_used", "local_gb_used", "free_ram_mb", "free_disk_gb",
                    "current_workload", "running_vms", "disk_available_least")) {
                all.addProperty(key, Json.number(sum, key, 0) + Json.number(other, key, 0));
            }
            return Answer.json(200, Json.obj("hypervisor_statistics", all));
        });
        on("GET", "/os-hypervisors(/detail)?", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-hypervisors:list to be performed.");
            return Answer.json(200, Json.obj("hypervisors", Json.arr(named(0, v, !c.group(0).isEmpty()), named(1, v, !c.group(0).isEmpty()))));
        });
        on("GET", "/os-hypervisors/([^/]+)", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-hypervisors:show to be performed.");
            return List.of(0, 1).stream().map(i -> named(i, v, true)).filter(h -> Json.text(h, "id").equals(c.group(0))).findFirst()
                    .map(h -> Answer.json(200, Json.obj("hypervisor", h)))
                    .orElseThrow(() -> ApiError.notFound("Hypervisor with ID '" + c.group(0) + "' could not be found."));
        });
    }

    private static JsonObject zone(String name, JsonObject hosts) {
        return Json.obj("zoneName", name, "zoneState", Json.obj("available", true), "hosts", hosts);
    }

    private JsonObject service(int index, int minor) {
        String[] s = SERVICES.get(index);
        JsonObject off = disabled.get(String.valueOf(index)).orElse(null);
        JsonObject view = Json.obj("id", minor >= 53 ? Ids.fixedUuid("service:" + index) : index + 1, "binary", s[0], "host", s[1], "zone", s[2], "status",
                off == null ? "enabled" : "disabled", "state", "up", "updated_at", Clock.nowMicros(), "disabled_reason", off == null ? null : off.get("reason"));
        if (minor >= 11) {
            view.addProperty("forced_down", false);
        }
        return view;
    }

    private JsonObject named(int index, int minor, boolean detail) {
        JsonObject h = hypervisor(index, minor < 88);
        h.add("id", Json.of(minor >= 53 ? Ids.fixedUuid("hypervisor:" + index) : index + 1));
        if (minor >= 53) {
            Json.object(h, "service").addProperty("id", Ids.fixedUuid("service:" + (index + 2)));
        }
        return detail ? h : Json.obj("id", h.get("id"), "hypervisor_hostname", h.get("hypervisor_hostname"), "state", "up", "status", h.get("status"));
    }

    private JsonObject hypervisor(int index, boolean statistics) {
        String host = "compute" + (index + 1);
        List<JsonObject> here = servers.servers.where("zone", index == 0 ? "nova" : "zone-b");
        JsonObject h = Json.obj("id", index + 1, "hypervisor_hostname", host, "state", "up", "status",
                disabled.get(String.valueOf(index + 2)).isPresent() ? "disabled" : "enabled", "hypervisor_type", "QEMU", "hypervisor_version", 7002000, "host_ip",
                "127.0.0.1", "service", Json.obj("id", index + 3, "host", host, "disabled_reason", null), "cpu_info", Json.obj("arch", "x86_64", "model",
                        "Nehalem", "vendor", "Intel", "features", Json.arr("pge"), "topology", Json.obj("cores", 16, "threads", 2, "sockets", 2)).toString());
        if (statistics) {
            int cpus = here.stream().mapToInt(s -> Json.number(Json.object(s, "flavor"), "vcpus", 0)).sum();
            int ram = here.stream().mapToInt(s -> Json.number(Json.object(s, "flavor"), "ram", 0)).sum();
            int disk = here.stream().mapToInt(s -> Json.number(Json.object(s, "flavor"), "disk", 0)).sum();
            HOST.forEach(h::addProperty);
            h.addProperty("vcpus_used", cpus);
            h.addProperty("memory_mb_used", ram);
            h.addProperty("local_gb_used", disk);
            h.addProperty("free_ram_mb", HOST.get("memory_mb") - ram);
            h.addProperty("free_disk_gb", HOST.get("local_gb") - disk);
            h.addProperty("current_workload", 0);
            h.addProperty("running_vms", here.size());
            h.addProperty("disk_available_least", HOST.get("local_gb") - disk);
        }
        return h;
    }

    private void quotas() {
        on("GET", "/limits", (c, v) -> {
            Map<String, Integer> used = quota.used(c.projectId());
            return Answer.json(200, Json.obj("limits", Json.obj("rate", Json.arr(), "absolute", Json.obj("maxTotalInstances",
                    quota.limit(c.projectId(), "instances"), "maxTotalCores", quota.limit(c.projectId(), "cores"), "maxTotalRAMSize",
                    quota.limit(c.projectId(), "ram"), "maxServerMeta", 128, "maxImageMeta", 128, "maxPersonality", 5, "maxPersonalitySize", 10240,
                    "maxTotalKeypairs", 100, "maxServerGroups", 10, "maxServerGroupMembers", 10, "maxTotalFloatingIps", -1, "maxSecurityGroups", -1,
                    "maxSecurityGroupRules", -1, "totalRAMUsed", used.get("ram"), "totalCoresUsed", used.get("cores"), "totalInstancesUsed",
                    used.get("instances"), "totalFloatingIpsUsed", 0, "totalSecurityGroupsUsed", 0, "totalServerGroupsUsed", 0))));
        });
        on("GET", "/os-quota-sets/([^/]+)(/detail|/defaults)?", (c, v) -> {
            if (!c.group(0).equals(c.projectId())) {
                c.needAdmin("Policy doesn't allow os_compute_api:os-quota-sets:show to be performed.");
            }
            return Answer.json(200, Json.obj("quota_set", quota.view(c.group(0), c.group(1).equals("/detail"), c.group(1).equals("/defaults"))));
        });
        on("PUT", "/os-quota-sets/([^/]+)", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-quota-sets:update to be performed.");
            quota.set(c.group(0), c.body("quota_set"));
            return Answer.json(200, Json.obj("quota_set", Json.without(quota.view(c.group(0), false, false), "id")));
        });
        on("DELETE", "/os-quota-sets/([^/]+)", (c, v) -> {
            c.needAdmin("Policy doesn't allow os_compute_api:os-quota-sets:delete to be performed.");
            quota.reset(c.group(0));
            return Answer.empty(202);
        });
    }

    private void keypairs() {
        on("GET", "/os-keypairs", (c, v) -> Answer.json(200, Json.obj("keypairs", keypairs.where("user_id", c.token().userId()).stream()
                .map(k -> Json.obj("keypair", Json.without(k, "id", "user_id"))).toList())));
        on("GET", "/os-keypairs/([^/]+)", (c, v) -> Answer.json(200, Json.obj("keypair", keypair(c))));
        on("DELETE", "/os-keypairs/([^/]+)", (c, v) -> {
            keypair(c);
            keypairs.remove(c.token().userId() + "/" + c.group(0));
            return Answer.empty(202);
        });
        on("POST", "/os-keypairs", (c, v) -> {
            JsonObject given = c.body("keypair");
            String name = Json.text(given, "name");
            String key = Json.text(given, "public_key");
            if (key.isBlank()) {
                throw ApiError.badRequest("The demo lab imports public keys only: public_key is required.");
            }
            if (keypairs.get(c.token().userId() + "/" + name).isPresent()) {
                throw ApiError.conflict("Key pair '" + name + "' already exists.");
            }
            String print = HexFormat.ofDelimiter(":").formatHex(MessageDigest.getInstance("MD5").digest(key.getBytes()));
            JsonObject row = Json.obj("id", c.token().userId() + "/" + name, "name", name, "public_key", key, "fingerprint", print, "user_id",
                    c.token().userId(), "type", "ssh");
            keypairs.put(row);
            return Answer.json(v >= 2 ? 201 : 200, Json.obj("keypair", Json.without(row, "id")));
        });
    }

    private JsonObject keypair(Call call) {
        return keypairs.get(call.token().userId() + "/" + call.group(0)).map(k -> Json.without(k, "id")).orElseThrow(
                () -> ApiError.notFound("Keypair " + call.group(0) + " not found for user " + call.token().userId()));
    }
}
