package org.campanile.demolab.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** What each resource type does when it is created, changed, asked for an attribute and deleted. */
final class HotResources {

    /** A resource that could not be made, in Heat's words: {@code ResourceInError: resources.web: …}. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        private final String physicalId;

        Failed(String message) {
            this("", message);
        }

        Failed(String physicalId, String message) {
            super(message, null, false, false);
            this.physicalId = physicalId;
        }

        /** Id of what was made and does not work; empty when nothing was made. */
        String physicalId() {
            return physicalId;
        }
    }

    /** What a resource has to know of its stack. */
    record Context(String stackId, String stackName, String resource, String project, String user, String signalUrl) {
    }

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final Servers servers;
    private final Networks net;
    private final Table images;
    private final SignalHandles handles;
    private final Table signals;
    private final Table configs;
    private final Clock clock;
    private final Ids ids;

    HotResources(DemoState state, Servers servers, Networks net, SignalHandles handles, Clock clock, Ids ids) {
        this.handles = handles;
        this.servers = servers;
        this.net = net;
        this.images = state.table("images");
        this.signals = state.table("stack_signals");
        this.configs = state.table("software_configs");
        this.clock = clock;
        this.ids = ids;
    }

    /** Checks what Heat's constraints check before anything is made; {@code properties} are resolved as far as they can be. */
    void constraints(String resource, HotTypes type, JsonObject properties) {
        checkOne(resource, "image", properties, "The Image (%s) could not be found.", v -> images.byIdOrName(v).isPresent());
        checkOne(resource, "flavor", properties, "The Flavor (%s) could not be found.", v -> servers.flavors.byIdOrName(v).isPresent());
        if (type == HotTypes.PORT || type == HotTypes.FLOATING_IP || type == HotTypes.SUBNET) {
            for (String key : List.of("network", "network_id", "floating_network")) {
                checkOne(resource, key, properties, "Unable to find network with name or id '%s'", v -> net.networks.byIdOrName(v).isPresent());
            }
        }
    }

    private static void checkOne(String resource, String key, JsonObject properties, String words, java.util.function.Predicate<String> there) {
        String value = Json.text(properties, key);
        if (!value.isEmpty() && !there.test(value)) {
            throw new ApiError(400, "StackValidationFailed", "Property error: : resources." + resource + ".properties." + key
                    + ": : Error validating value '" + value + "': " + words.formatted(value));
        }
    }

    /** Makes the resource and waits until it is there; answers its physical id. */
    String create(HotTypes type, Context c, JsonObject p) throws Failed, InterruptedException {
        try {
            clock.pause(type == HotTypes.SERVER ? 50 : 300);
            return switch (type) {
                case SERVER -> server(c, p);
                case PORT -> Json.text(net.createPort(port(c, p), c.project()), "id");
                case NET -> Json.text(net.createNetwork(named(c, Json.without(p, "value_specs", "tags", "dhcp_agent_ids", "qos_policy")), c.project()), "id");
                case SUBNET -> {
                    JsonObject ask = named(c, Json.without(p, "network", "value_specs", "tags"));
                    ask.addProperty("network_id", networkId(p, "network"));
                    yield Json.text(net.createSubnet(ask, c.project()), "id");
                }
                case SECURITY_GROUP -> {
                    String id = Json.text(net.createGroup(named(c, Json.without(p, "rules")), c.project()), "id");
                    rules(id, p, c.project());
                    yield id;
                }
                case FLOATING_IP -> Json.text(net.createFloatingIp(Json.obj("floating_network_id", networkId(p, "floating_network"), "port_id",
                        Json.text(p, "port_id")), c.project()), "id");
                case WAIT_HANDLE -> handles.create(c, p);
                case WAIT -> waitFor(c, p);
                case RANDOM -> c.stackName() + "-" + c.resource() + "-" + ids.string(LETTERS.substring(0, 26), 12);
                case CONFIG -> Json.text(configs.put(Json.obj("id", ids.uuid(), "config", Json.text(p, "config"))), "id");
            };
        } catch (ApiError e) {
            String word = switch (e.status()) {
                case 400 -> "BadRequest";
                case 403 -> "Forbidden";
                case 404 -> "NotFound";
                case 409 -> "Conflict";
                default -> e.type();
            };
            throw new Failed(word + ": resources." + c.resource() + ": " + e.getMessage() + " (HTTP " + e.status() + ") (Request-ID: req-" + ids.uuid() + ")");
        }
    }

    private JsonObject named(Context c, JsonObject p) {
        JsonObject named = p.deepCopy();
        if (Json.text(p, "name").isEmpty()) {
            named.addProperty("name", c.stackName() + "-" + c.resource() + "-" + ids.string(LETTERS.substring(0, 26), 12));
        }
        return named;
    }

    private String networkId(JsonObject p, String key) {
        String wanted = p.has(key) ? Json.text(p, key) : Json.text(p, key + "_id");
        return net.networks.byIdOrName(wanted).map(n -> Json.text(n, "id"))
                .orElseThrow(() -> ApiError.notFound("Unable to find network with name or id '" + wanted + "'"));
    }

    private JsonObject port(Context c, JsonObject p) {
        JsonObject ask = named(c, Json.without(p, "network", "network_id", "value_specs", "tags", "security_groups", "fixed_ips"));
        ask.addProperty("network_id", networkId(p, "network"));
        if (p.has("security_groups")) {
            ask.add("security_groups", Json.of(Json.array(p, "security_groups").asList().stream().map(g -> group(g.getAsString(), c.project())).toList()));
        }
        if (p.has("fixed_ips")) {
            JsonArray fixed = new JsonArray();
            for (JsonElement each : Json.array(p, "fixed_ips")) {
                JsonObject f = each.getAsJsonObject();
                JsonObject want = Json.without(f, "subnet");
                if (f.has("subnet")) {
                    want.add("subnet_id", net.subnets.byIdOrName(Json.text(f, "subnet")).orElseThrow(
                            () -> ApiError.notFound("Unable to find subnet with name or id '" + Json.text(f, "subnet") + "'")).get("id"));
                }
                fixed.add(want);
            }
            ask.add("fixed_ips", fixed);
        }
        return ask;
    }

    private String group(String name, String project) {
        return name.equals("default") ? net.defaultGroup(project) : net.groups.byIdOrName(name).map(g -> Json.text(g, "id"))
                .orElseThrow(() -> ApiError.notFound("Unable to find security_group with name or id '" + name + "'"));
    }

    private void rules(String group, JsonObject p, String project) {
        for (JsonElement each : Json.array(p, "rules")) {
            JsonObject rule = Json.without(each.getAsJsonObject(), "remote_mode");
            rule.addProperty("security_group_id", group);
            net.createRule(rule, project);
        }
    }

    private String server(Context c, JsonObject p) throws Failed, InterruptedException {
        JsonObject ask = named(c, Json.without(p, "image", "flavor", "networks", "user_data", "user_data_format", "security_groups", "tags"));
        String image = Json.text(p, "image");
        ask.addProperty("imageRef", image.isEmpty() ? "" : images.byIdOrName(image).map(i -> Json.text(i, "id")).orElse(image));
        String flavor = Json.text(p, "flavor");
        ask.addProperty("flavorRef", servers.flavors.byIdOrName(flavor).map(f -> Json.text(f, "id")).orElse(flavor));
        String data = Json.text(p, "user_data");
        String plain = configs.get(data).map(config -> Json.text(config, "config")).orElse(data);
        ask.addProperty("user_data", plain.isEmpty() ? "" : Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
        JsonArray networks = new JsonArray();
        for (JsonElement each : Json.array(p, "networks")) {
            JsonObject n = each.getAsJsonObject();
            JsonObject want = n.has("port") ? Json.obj("port", n.get("port")) : Json.obj("uuid", networkId(n, n.has("uuid") ? "uuid" : "network"));
            if (n.has("fixed_ip")) {
                want.add("fixed_ip", n.get("fixed_ip"));
            }
            networks.add(want);
        }
        if (!networks.isEmpty()) {
            ask.add("networks", networks);
        }
        if (p.has("security_groups")) {
            ask.add("security_groups", Json.of(Json.array(p, "security_groups").asList().stream().map(g -> Json.obj("name", g)).toList()));
        }
        String id = Json.text(servers.create(ask, c.project(), c.user()), "id");
        while (true) {
            JsonObject now = servers.servers.get(id).orElseThrow(() -> new Failed("NotFound: resources." + c.resource() + ": Instance " + id
                    + " could not be found. (HTTP 404)"));
            if (Json.text(now, "status").equals("ACTIVE")) {
                return id;
            }
            if (Json.text(now, "status").equals("ERROR")) {
                JsonObject fault = Json.object(now, "fault");
                throw new Failed(id, "ResourceInError: resources." + c.resource() + ": Went to status ERROR due to \"Message: " + Json.text(fault, "message")
                        + ", Code: " + Json.text(fault, "code") + "\"");
            }
            Thread.sleep(Duration.ofMillis(20));
        }
    }

    private String waitFor(Context c, JsonObject p) throws Failed, InterruptedException {
        String handle = Json.text(p, "handle");
        int count = Json.number(p, "count", 1);
        Instant end = Instant.now().plusSeconds(Json.number(p, "timeout", 60));
        while (true) {
            JsonArray received = handles.received(handle);
            for (JsonElement s : received) {
                if (!Json.text(s.getAsJsonObject(), "status").equals("SUCCESS")) {
                    throw new Failed("WaitConditionFailure: resources." + c.resource() + ": " + Json.text(s.getAsJsonObject(), "reason"));
                }
            }
            if (received.size() >= count) {
                return c.stackName() + "-" + c.resource() + "-" + ids.string(LETTERS.substring(0, 26), 12);
            }
            if (Instant.now().isAfter(end)) {
                throw new Failed("WaitConditionTimeout: resources." + c.resource() + ": " + received.size() + " of " + count + " received");
            }
            Thread.sleep(Duration.ofMillis(50));
        }
    }

    /** Changes what changes without a new resource. */
    void update(HotTypes type, String id, JsonObject p, String project) {
        Table table = table(type);
        if (table == null) {
            return;
        }
        if (type == HotTypes.FLOATING_IP) {
            table.update(id, row -> net.bind(row, Json.text(p, "port_id")));
            return;
        }
        table.update(id, row -> type.updatable.stream().filter(k -> p.has(k) && !k.equals("rules") && !k.equals("security_groups")).forEach(k -> row.add(k, p.get(k))));
        if (type == HotTypes.PORT && p.has("security_groups")) {
            JsonElement groups = Json.of(Json.array(p, "security_groups").asList().stream().map(g -> group(g.getAsString(), project)).toList());
            table.update(id, row -> row.add("security_groups", groups));
        }
        if (type == HotTypes.SECURITY_GROUP) {
            net.rules.removeIf(r -> Json.text(r, "security_group_id").equals(id) && Json.text(r, "direction").equals("ingress"));
            rules(id, p, project);
        }
    }

    /** Frees what a replacement needs: a server lets its ports go. */
    void beforeReplacement(HotTypes type, String id) {
        if (type == HotTypes.SERVER) {
            servers.unplug(id);
        }
    }

    private Table table(HotTypes type) {
        return switch (type) {
            case SERVER -> servers.servers;
            case PORT -> net.ports;
            case NET -> net.networks;
            case SUBNET -> net.subnets;
            case SECURITY_GROUP -> net.groups;
            case FLOATING_IP -> net.floatingIps;
            case CONFIG -> configs;
            case WAIT_HANDLE -> signals;
            case WAIT, RANDOM -> null;
        };
    }

    /** Takes the resource away and waits until it is gone; one that is gone already is fine. */
    void delete(HotTypes type, String id) throws InterruptedException {
        if (table(type) == null || table(type).get(id).isEmpty()) {
            return;
        }
        switch (type) {
            case SERVER -> {
                servers.delete(id);
                while (servers.servers.get(id).isPresent()) {
                    Thread.sleep(Duration.ofMillis(20));
                }
            }
            case PORT -> net.removePort(id);
            case NET -> net.removeNetwork(id);
            case SUBNET -> net.removeSubnet(id);
            case SECURITY_GROUP -> net.removeGroup(id);
            case FLOATING_IP -> net.removeFloatingIp(id);
            default -> table(type).remove(id);
        }
        clock.pause(100);
    }

    /** What {@code get_attr} gives. */
    JsonElement attribute(HotTypes type, String id, String name, JsonObject p) {
        if (type == HotTypes.RANDOM) {
            return name.equals("value") ? p.get("value") : JsonNull.INSTANCE;
        }
        JsonObject row = table(type) == null ? null : table(type).get(id).orElse(null);
        if (row == null) {
            return JsonNull.INSTANCE;
        }
        if (name.equals("show")) {
            return row;
        }
        return switch (type) {
            case SERVER -> serverAttribute(row, name);
            case WAIT_HANDLE -> SignalHandles.attribute(row, name);
            default -> row.has(name) ? row.get(name) : JsonNull.INSTANCE;
        };
    }

    private JsonElement serverAttribute(JsonObject row, String name) {
        JsonObject addresses = servers.addresses(row);
        switch (name) {
            case "addresses" -> {
                return addresses;
            }
            case "networks" -> {
                JsonObject plain = new JsonObject();
                addresses.entrySet().forEach(n -> plain.add(n.getKey(), Json.of(n.getValue().getAsJsonArray().asList().stream()
                        .map(a -> a.getAsJsonObject().get("addr")).toList())));
                return plain;
            }
            case "first_address" -> {
                return addresses.entrySet().stream().flatMap(n -> n.getValue().getAsJsonArray().asList().stream()).map(a -> a.getAsJsonObject().get("addr"))
                        .findFirst().orElse(new JsonPrimitive(""));
            }
            default -> {
                return row.has(name) ? row.get(name) : JsonNull.INSTANCE;
            }
        }
    }

    /** The text of a RandomString. */
    String random(JsonObject p) {
        int length = Json.number(p, "length", 32);
        String sequence = Json.text(p, "sequence");
        String alphabet = switch (sequence) {
            case "digits" -> "0123456789";
            case "hexdigits" -> "0123456789ABCDEF";
            case "letters" -> LETTERS.substring(0, 52);
            case "lowercase" -> LETTERS.substring(0, 26);
            case "uppercase" -> LETTERS.substring(26, 52);
            default -> LETTERS;
        };
        return ids.string(alphabet, length);
    }
}
