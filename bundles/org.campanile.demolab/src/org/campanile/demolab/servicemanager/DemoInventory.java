package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Inventory (sysinv) of a demo system (protocol document "Service Manager", sections 2, 6 and 14): the system, its hosts with their tasks, the two listings it
 * hands on from Service Manager, and actions on hosts. For an action it makes checks of its own, asks Service Manager's pre-check, and then sends what maintenance
 * sends. Who may not act may still look. Faults are known by the service name {@value #SERVICE}. Any thread.
 */
public final class DemoInventory implements AutoCloseable {

    /** Service name for {@link org.campanile.demolab.http.Fault}. */
    public static final String SERVICE = "inventory";

    private static final Duration REQUEST_SHOWN = Duration.ofSeconds(1);
    private static final Duration COMPLETE_SHOWN = Duration.ofSeconds(10);

    private record Swact(Instant at, Instant seenDone) {
    }

    private final DemoHttp http;
    private final DemoServiceManager manager;
    private final TokenCheck tokens;
    private final InstantSource clock;
    private final Map<String, Swact> swacts = new HashMap<>();
    private volatile String refusal = "";
    private volatile String outdated = "";

    /**
     * The inventory of a system; answers from now on.
     *
     * @param port loopback port, 0 for any free one
     * @param tokens judges tokens; any valid one may look
     */
    public DemoInventory(int port, DemoServiceManager manager, Faults faults, TokenCheck tokens, InstantSource clock) throws IOException {
        this.manager = manager;
        this.tokens = tokens;
        this.clock = clock;
        http = new DemoHttp(SERVICE, port, faults);
        http.route("GET", "/v1/?", x -> Answer.json(200, Row.of("id", "v1")));
        http.route("GET", "/v1/isystems", x -> looked(x, () -> listing("isystems", List.of(Row.of("uuid", "7d3f8a52-0c1e-4a55-9d1b-5b1b6f1d0a01", "name",
                "demo-system", "system_type", "Standard", "system_mode", "duplex", "software_version", "24.09", "region_name", "RegionOne")))));
        http.route("GET", "/v1/ihosts", x -> looked(x, () -> listing("ihosts", hosts())));
        http.route("GET", "/v1/ihosts/([^/]+)", x -> looked(x, () -> one(x.group(0)).map(h -> Answer.json(200, h))
                .orElseGet(() -> refused(404, "Server " + x.group(0) + " could not be found."))));
        http.route("PATCH", "/v1/ihosts/([^/]+)", this::act);
        http.route("GET", "/v1/servicenodes", x -> looked(x, () -> listing("nodes", manager.inside(SmTables.NODES, Function.identity()))));
        http.route("GET", "/v1/servicegroup", x -> looked(x, () -> listing("sm_servicegroup", manager.inside(SmTables.ASSIGNMENTS, DemoInventory::group))));
        http.start();
    }

    /** Its address. */
    public String url() {
        return http.url();
    }

    /** The port. */
    public int port() {
        return http.port();
    }

    /** What it refuses every action with from now on; empty to take them. */
    public void refuse(String reason) {
        refusal = reason;
    }

    /** The host whose configuration is not applied; empty for none. */
    public void outdate(String host) {
        outdated = host;
    }

    @Override
    public void close() {
        http.close();
    }

    private interface Look {
        Answer at() throws SmFault;
    }

    private Answer looked(Exchange x, Look look) {
        return switch (tokens.role(x.header("X-Auth-Token").orElse(null))) {
            case NONE -> Answer.json(401, Documents.unauthorized());
            case KEYSTONE_AWAY -> Answer.text(503, "text/plain", "The Keystone service is temporarily unavailable.");
            case OTHER, ADMIN -> {
                try {
                    yield look.at();
                } catch (SmFault fault) {
                    yield refused(500, fault.getMessage());
                }
            }
        };
    }

    private static Answer listing(String key, List<JsonObject> rows) {
        JsonObject answer = new JsonObject();
        JsonArray all = new JsonArray();
        rows.forEach(all::add);
        answer.add(key, all);
        return Answer.json(200, answer);
    }

    private static Answer refused(int status, String words) {
        return Answer.json(status, Row.of("error_message", Row.of("faultcode", status < 500 ? "Client" : "Server", "faultstring", words, "debuginfo", null).toString()));
    }

    private static JsonObject group(JsonObject row) {
        JsonObject handed = new JsonObject();
        for (String field : List.of("uuid", "name", "service_group_name", "node_name", "desired_state", "state", "status", "condition")) {
            handed.addProperty(field, Row.text(row, field));
        }
        return handed;
    }

    private List<JsonObject> hosts() throws SmFault {
        String active = manager.active();
        return manager.inside(SmTables.NODES, node -> host(node, active));
    }

    private Optional<JsonObject> one(String uuidOrName) throws SmFault {
        return hosts().stream().filter(h -> uuidOrName.equals(Row.text(h, "uuid")) || uuidOrName.equals(Row.text(h, "hostname"))).findFirst();
    }

    private JsonObject host(JsonObject node, String active) {
        String name = Row.text(node, "name");
        boolean locked = "locked".equals(Row.text(node, "administrative_state"));
        JsonObject host = Row.of("uuid", "uuid-" + name, "hostname", name, "personality", "controller", "administrative", Row.text(node, "administrative_state"),
                "operational", Row.text(node, "operational_state"), "availability", locked ? "online" : Row.text(node, "availability_status"), "task",
                task(name, active), "config_applied", name.equals(outdated) ? "4c1a" : "9f2e", "config_target", "9f2e");
        host.add("capabilities", Row.of("Personality", name.equals(active) ? "Controller-Active" : "Controller-Standby"));
        return host;
    }

    private synchronized String task(String host, String active) {
        Swact swact = swacts.get(host);
        Instant now = clock.instant();
        if (swact == null) {
            return "";
        }
        if (host.equals(active)) {
            return Duration.between(swact.at(), now).compareTo(REQUEST_SHOWN) < 0 ? "Swact: Request" : "Swact: In-Progress";
        }
        Instant done = Objects.requireNonNullElse(swact.seenDone(), now);
        swacts.put(host, new Swact(swact.at(), done));
        if (Duration.between(done, now).compareTo(COMPLETE_SHOWN) < 0) {
            return "Swact: Complete";
        }
        swacts.remove(host);
        return "";
    }

    private Answer act(Exchange x) throws IOException {
        String action = Row.text(x.json().getAsJsonArray().get(0).getAsJsonObject(), "value");
        if (tokens.role(x.header("X-Auth-Token").orElse(null)) == TokenCheck.Role.OTHER) {
            return refused(403, "Only an administrator may act on hosts.");
        }
        return looked(x, () -> {
            Optional<JsonObject> host = one(x.group(0));
            if (host.isEmpty()) {
                return refused(404, "Server " + x.group(0) + " could not be found.");
            }
            String name = Row.text(host.get(), "hostname");
            String why = action.startsWith("force-") ? "" : objection(action, name, host.get());
            if (!refusal.isEmpty() || !why.isEmpty()) {
                return refused(400, refusal.isEmpty() ? why : refusal);
            }
            SmReply told = manager.command(name, command(action, host.get()));
            if (told.status() >= 400 && action.startsWith("force-")) {
                // a forced swact skips these checks; maintenance then meets Service Manager's own, and only the task tells
                return Answer.json(200, host.get());
            }
            if (action.endsWith("swact")) {
                synchronized (this) {
                    swacts.put(name, new Swact(clock.instant(), null));
                }
            }
            return Answer.json(200, one(name).orElseThrow());
        });
    }

    /** Why sysinv would not, in the order it looks: its own checks, then Service Manager's. */
    private String objection(String action, String name, JsonObject host) throws SmFault {
        Optional<JsonObject> peer = hosts().stream().filter(h -> !name.equals(Row.text(h, "hostname"))).findFirst();
        boolean active = name.equals(manager.active());
        if (action.equals("swact")) {
            if ("locked".equals(Row.text(host, "administrative"))) {
                return name + " is locked; there is nothing to swact.";
            }
            if (peer.isEmpty() || !"enabled".equals(Row.text(peer.get(), "operational"))) {
                return "Swact of " + name + " rejected: its peer is not enabled.";
            }
            if (name.equals(outdated) || peer.map(p -> Row.text(p, "hostname")).filter(outdated::equals).isPresent()) {
                return "Swact of " + name + " rejected: the configuration of " + outdated + " is not applied.";
            }
        }
        if (action.equals("lock") && active) {
            return "Lock of " + name + " rejected: it is the active controller; swact first.";
        }
        if (!action.equals("swact") && !action.equals("lock")) {
            return "";
        }
        SmReply said = manager.command(name, Row.of("origin", "sysinv", "action", action + "-pre-check", "admin", "unknown", "oper", "unknown", "avail", ""));
        JsonElement body = said.body();
        boolean allowed = said.status() == 200 && body.isJsonObject() && "0".equals(Row.text(body.getAsJsonObject(), "error_code"));
        return allowed ? "" : body.isJsonObject() && body.getAsJsonObject().has("error_details") ? Row.text(body.getAsJsonObject(), "error_details")
                : "Service Manager gave no usable answer to the pre-check.";
    }

    /** What maintenance sends; a plain swact for a forced one too. */
    private static JsonObject command(String action, JsonObject host) {
        return switch (action) {
            case "swact", "force-swact" -> Row.of("origin", "mtce", "action", "swact", "admin", "unlocked", "oper", "enabled", "avail",
                    Row.text(host, "availability"));
            case "lock", "force-lock" -> Row.of("origin", "mtce", "action", "lock", "admin", "locked", "oper", "disabled", "avail", "online");
            default -> Row.of("origin", "mtce", "action", "unlock", "admin", "unlocked", "oper", "enabled", "avail", "available");
        };
    }
}
