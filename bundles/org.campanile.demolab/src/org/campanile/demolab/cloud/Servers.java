package org.campanile.demolab.cloud;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.http.Faults;

/** The life of servers: scheduled, networked, spawned, ACTIVE, and back. Used by Nova and Heat; announces them to the listener. */
final class Servers {

    private static final int USER_DATA_LIMIT = 65535;

    final Table servers;
    final Table flavors;
    private final Table images;
    private final Table keypairs;
    private final Networks net;
    private final ComputeQuota quota;
    private final Clock clock;
    private final Ids ids;
    private final Faults faults;
    private final AtomicReference<ServerListener> listener;

    Servers(DemoState state, Networks net, ComputeQuota quota, Clock clock, Ids ids, Faults faults, AtomicReference<ServerListener> listener) {
        this.servers = state.table("servers");
        this.flavors = state.table("flavors");
        this.images = state.table("images");
        this.keypairs = state.table("keypairs");
        this.net = net;
        this.quota = quota;
        this.clock = clock;
        this.ids = ids;
        this.faults = faults;
        this.listener = listener;
    }

    /** Finishes what was in work when a kept lab ended. */
    void resume() {
        for (JsonObject s : servers.all()) {
            String id = Json.text(s, "id");
            if (Json.text(s, "task_state").equals("deleting")) {
                clock.after(400, () -> vanish(id));
            } else if (Json.text(s, "status").equals("BUILD")) {
                clock.after(1200, () -> activate(id));
            }
        }
    }

    /** Makes a server of what Nova's API takes; it is in status BUILD and comes up later. */
    JsonObject create(JsonObject given, String project, String user) {
        String name = Json.text(given, "name");
        if (name.isBlank()) {
            throw ApiError.badRequest("Invalid input for field/attribute name. Value: " + given.get("name") + ". It is required and may not be blank.");
        }
        JsonObject flavor = flavors.get(Json.text(given, "flavorRef")).orElseThrow(
                () -> ApiError.badRequest("Flavor " + Json.text(given, "flavorRef") + " could not be found."));
        JsonObject image = image(Json.text(given, "imageRef"), given.has("block_device_mapping_v2"));
        if (image != null && Json.number(image, "min_ram", 0) > Json.number(flavor, "ram", 0)) {
            throw ApiError.badRequest("Flavor's memory is too small for requested image.");
        }
        if (image != null && Json.number(image, "min_disk", 0) > Json.number(flavor, "disk", 0)) {
            throw ApiError.badRequest("Flavor's disk is too small for requested image.");
        }
        String zone = Json.text(given, "availability_zone");
        if (!zone.isEmpty() && !List.of("nova", "zone-b").contains(zone.split(":")[0])) {
            throw ApiError.badRequest("The requested availability zone is not available");
        }
        String key = Json.text(given, "key_name");
        if (!key.isEmpty() && keypairs.get(user + "/" + key).isEmpty()) {
            throw ApiError.badRequest("Invalid key_name provided.");
        }
        decode(Json.text(given, "user_data"));
        quota.need(project, flavor);
        String id = ids.uuid();
        List<String> ports = plug(id, given, project);
        int number = 1 + servers.all().size();
        JsonObject row = servers.put(Json.obj("id", id, "name", name, "project_id", project, "user_id", user, "status", "BUILD", "task_state", "scheduling",
                "vm_state", "building", "power_state", 0, "created", Clock.now(), "updated", Clock.now(), "launched_at", null, "flavor", flavor, "image_id",
                image == null ? "" : Json.text(image, "id"), "key_name", key.isEmpty() ? null : key, "metadata", Json.object(given, "metadata"), "zone",
                zone.isEmpty() ? "nova" : zone.split(":")[0], "user_data", Json.text(given, "user_data"), "ports", ports, "fault", null, "locked", false,
                "config_drive", Json.text(given, "config_drive"), "description", given.get("description"), "instance_name",
                "instance-%08x".formatted(number), "tags", Json.arr(), "groups", Json.array(given, "security_groups")));
        clock.after(300, () -> task(id, "networking"));
        clock.after(600, () -> task(id, "spawning"));
        clock.after(1200, () -> activate(id));
        return row;
    }

    private JsonObject image(String id, boolean fromVolume) {
        if (id.isEmpty()) {
            if (fromVolume) {
                return null;
            }
            throw ApiError.badRequest("Invalid imageRef provided.");
        }
        String plain = id.substring(id.lastIndexOf('/') + 1);
        JsonObject image = images.get(plain).orElseThrow(() -> ApiError.badRequest("Can not find requested image"));
        if (!Json.text(image, "status").equals("active")) {
            throw ApiError.badRequest("Image " + plain + " is not active.");
        }
        return image;
    }

    private static String decode(String userData) {
        if (userData.length() > USER_DATA_LIMIT) {
            throw ApiError.badRequest("Invalid input for field/attribute user_data. It is too long: the limit is " + USER_DATA_LIMIT + " characters of Base64.");
        }
        try {
            return new String(Base64.getDecoder().decode(userData.replaceAll("\\s", "")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.badRequest("Userdata content needs to be base-64 encoded");
        }
    }

    private List<String> plug(String id, JsonObject given, String project) {
        List<String> ports = new ArrayList<>();
        JsonElement wanted = given.get("networks");
        if (wanted != null && wanted.isJsonPrimitive() && wanted.getAsString().equals("none")) {
            return ports;
        }
        JsonArray list = wanted instanceof JsonArray a ? a.deepCopy() : new JsonArray();
        if (list.isEmpty()) {
            List<JsonObject> usable = net.networks.where(n -> !Json.flag(n, "router:external") && !Json.array(n, "subnets").isEmpty()
                    && (Json.text(n, "project_id").equals(project) || Json.flag(n, "shared")));
            if (usable.size() > 1) {
                throw ApiError.conflict("Multiple possible networks found, use a Network ID to be more specific.");
            }
            usable.forEach(n -> list.add(Json.obj("uuid", n.get("id"))));
        }
        for (JsonElement each : list) {
            JsonObject one = each.getAsJsonObject();
            String port = Json.text(one, "port");
            if (port.isEmpty()) {
                JsonObject ask = Json.obj("network_id", one.get("uuid"), "device_id", id, "device_owner", "compute:nova");
                if (one.has("fixed_ip")) {
                    ask.add("fixed_ips", Json.arr(Json.obj("ip_address", one.get("fixed_ip"))));
                }
                net.networks.get(Json.text(one, "uuid")).orElseThrow(() -> ApiError.badRequest("Network " + Json.text(one, "uuid") + " could not be found."));
                JsonArray groups = groups(given, project);
                if (!groups.isEmpty()) {
                    ask.add("security_groups", groups);
                }
                ports.add(Json.text(net.createPort(ask, project), "id"));
            } else {
                JsonObject row = net.ports.get(port).orElseThrow(() -> ApiError.badRequest("Port " + port + " could not be found."));
                if (!Json.text(row, "device_id").isEmpty()) {
                    throw ApiError.conflict("Port " + port + " is still in use.");
                }
                net.ports.update(port, p -> {
                    p.addProperty("device_id", id);
                    p.addProperty("device_owner", "compute:nova");
                    p.addProperty("status", "ACTIVE");
                    p.addProperty("kept", true);
                });
                ports.add(port);
            }
        }
        return ports;
    }

    private JsonArray groups(JsonObject given, String project) {
        JsonArray groupIds = new JsonArray();
        for (JsonElement each : Json.array(given, "security_groups")) {
            String name = Json.text(each.getAsJsonObject(), "name");
            groupIds.add(name.equals("default") ? net.defaultGroup(project) : net.groups.byIdOrName(name).map(g -> Json.text(g, "id"))
                    .orElseThrow(() -> ApiError.badRequest("Unable to find security_group with name or id '" + name + "'")));
        }
        return groupIds;
    }

    private void task(String id, String task) {
        servers.update(id, s -> {
            if (Json.text(s, "status").equals("BUILD")) {
                s.addProperty("task_state", task);
            }
        });
    }

    private void activate(String id) {
        JsonObject server = servers.get(id).filter(s -> Json.text(s, "status").equals("BUILD")).orElse(null);
        if (server == null) {
            return;
        }
        String reason = faults.resourceHit("OS::Nova::Server", Json.text(server, "name")).orElse("");
        JsonObject now = servers.update(id, s -> {
            s.add("task_state", Json.of(null));
            s.addProperty("updated", Clock.now());
            if (reason.isEmpty()) {
                s.addProperty("status", "ACTIVE");
                s.addProperty("vm_state", "active");
                s.addProperty("power_state", 1);
                s.addProperty("launched_at", Clock.nowMicros());
            } else {
                s.addProperty("status", "ERROR");
                s.addProperty("vm_state", "error");
                s.add("fault", Json.obj("code", 500, "created", Clock.now(), "message", reason));
            }
        }).orElse(server);
        announce(now);
    }

    private void announce(JsonObject server) {
        announce(server, listener.get());
    }

    private void announce(JsonObject server, ServerListener whom) {
        String userData = Json.text(server, "user_data");
        if (Json.text(server, "status").equals("ACTIVE") && !userData.isEmpty()) {
            String address = ports(server).stream().flatMap(p -> Json.array(p, "fixed_ips").asList().stream())
                    .map(f -> Json.text(f.getAsJsonObject(), "ip_address")).findFirst().orElse("");
            whom.serverActive(new ServerInfo(Json.text(server, "id"), Json.text(server, "name"), address, decode(userData)));
        }
    }

    /** Tells a new listener about those that are ACTIVE already. */
    void introduce(ServerListener whom) {
        servers.all().forEach(s -> announce(s, whom));
    }

    /** Starts the deletion. */
    void delete(String id) {
        servers.update(id, s -> s.addProperty("task_state", "deleting"));
        listener.get().serverDeleted(id);
        clock.after(400, () -> vanish(id));
    }

    private void vanish(String id) {
        unplug(id);
        servers.remove(id);
    }

    /** Takes a server off its ports; those that were made for it vanish. */
    void unplug(String id) {
        servers.get(id).ifPresent(s -> {
            for (JsonElement port : Json.array(s, "ports")) {
                if (net.ports.get(port.getAsString()).filter(p -> Json.flag(p, "kept")).isPresent()) {
                    net.ports.update(port.getAsString(), p -> {
                        p.addProperty("device_id", "");
                        p.addProperty("device_owner", "");
                        p.addProperty("status", "DOWN");
                        p.remove("kept");
                    });
                } else {
                    net.removePort(port.getAsString());
                }
            }
            servers.update(id, row -> row.add("ports", Json.arr()));
        });
    }

    /** Stops or starts a server, or restarts it; refuses what its state forbids. */
    void power(String id, String action) {
        JsonObject server = servers.get(id).orElseThrow();
        String from = action.equals("os-start") ? "stopped" : "active";
        if (!Json.text(server, "vm_state").equals(from)) {
            throw ApiError.conflict("Cannot '" + action.replace("os-", "") + "' instance " + id + " while it is in vm_state " + Json.text(server, "vm_state"));
        }
        boolean stops = action.equals("os-stop");
        servers.update(id, s -> s.addProperty("task_state", stops ? "powering-off" : action.equals("reboot") ? "rebooting" : "powering-on"));
        if (!action.equals("os-start")) {
            listener.get().serverDeleted(id);
        }
        clock.after(500, () -> servers.update(id, s -> {
            s.add("task_state", Json.of(null));
            s.addProperty("status", stops ? "SHUTOFF" : "ACTIVE");
            s.addProperty("vm_state", stops ? "stopped" : "active");
            s.addProperty("power_state", stops ? 4 : 1);
            s.addProperty("updated", Clock.now());
        }).ifPresent(this::announce));
    }

    /** The addresses by network, fixed and floating. */
    JsonObject addresses(JsonObject server) {
        JsonObject all = new JsonObject();
        for (JsonElement portId : Json.array(server, "ports")) {
            net.ports.get(portId.getAsString()).ifPresent(port -> {
                String network = net.networks.get(Json.text(port, "network_id")).map(n -> Json.text(n, "name")).orElse("unknown");
                JsonArray list = all.get(network) instanceof JsonArray a ? a : new JsonArray();
                for (JsonElement f : Json.array(port, "fixed_ips")) {
                    list.add(address(f.getAsJsonObject().get("ip_address"), port, "fixed"));
                }
                net.floatingIps.where("port_id", Json.text(port, "id")).forEach(f -> list.add(address(f.get("floating_ip_address"), port, "floating")));
                all.add(network, list);
            });
        }
        return all;
    }

    /** The ports of a server. */
    List<JsonObject> ports(JsonObject server) {
        return Json.array(server, "ports").asList().stream().flatMap(p -> net.ports.get(p.getAsString()).stream()).toList();
    }

    private static JsonObject address(JsonElement address, JsonObject port, String kind) {
        return Json.obj("version", 4, "addr", address, "OS-EXT-IPS:type", kind, "OS-EXT-IPS-MAC:mac_addr", port.get("mac_address"));
    }
}
