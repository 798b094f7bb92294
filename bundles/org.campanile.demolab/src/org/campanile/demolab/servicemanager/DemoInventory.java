package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Exchange;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Inventory and fault management of a demo system: hosts as Service Manager has them, actions that go on to it as maintenance sends them, and alarms that are
 * put in. Refuses a swact while a reason is set, as sysinv does. Any thread.
 */
public final class DemoInventory implements AutoCloseable {

    private final DemoHttp http;
    private final String manager;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<JsonObject> alarms = new CopyOnWriteArrayList<>();
    private volatile String refusal = "";

    /** The inventory of the system whose Service Manager answers at {@code manager}. */
    public DemoInventory(String manager, Faults faults) throws IOException {
        this.manager = manager;
        http = new DemoHttp("inventory", 0, faults);
        http.route("GET", "/v1/ihosts", x -> Answer.json(200, hosts()));
        http.route("PATCH", "/v1/ihosts/uuid-(.+)", this::act);
        http.route("GET", "/v1/alarms", x -> {
            JsonObject answer = new JsonObject();
            JsonArray all = new JsonArray();
            alarms.forEach(all::add);
            answer.add("alarms", all);
            return Answer.json(200, answer);
        });
        http.start();
    }

    /** Its address. */
    public String url() {
        return http.url();
    }

    /** What it refuses every action with from now on; empty to take them. */
    public void refuse(String reason) {
        refusal = reason;
    }

    /** Raises an alarm. */
    public void raise(String id, String severity, String entity, String text) {
        alarms.add(Row.of("uuid", "alarm-" + alarms.size(), "alarm_id", id, "severity", severity, "entity_instance_id", entity, "reason_text", text,
                "proposed_repair_action", "Contact next level of support.", "timestamp", "2026-01-01T00:00:00"));
    }

    @Override
    public void close() {
        http.close();
        client.close();
    }

    private JsonObject hosts() throws IOException, InterruptedException {
        JsonObject answer = new JsonObject();
        JsonArray all = new JsonArray();
        for (JsonElement e : JsonParser.parseString(asked("GET", "/v1/nodes", null).body()).getAsJsonObject().getAsJsonArray("nodes")) {
            JsonObject node = e.getAsJsonObject();
            String name = Row.text(node, "name");
            JsonObject host = Row.of("uuid", "uuid-" + name, "hostname", name, "personality", "controller", "administrative",
                    Row.text(node, "administrative_state"), "operational", Row.text(node, "operational_state"), "availability",
                    Row.text(node, "availability_status"), "task", "");
            JsonObject role = JsonParser.parseString(asked("GET", "/v1/servicenode/" + name, null).body()).getAsJsonObject();
            host.add("capabilities", Row.of("Personality", "yes".equals(Row.text(role, "swactable_services")) ? "Controller-Active" : "Controller-Standby"));
            all.add(host);
        }
        answer.add("ihosts", all);
        return answer;
    }

    private Answer act(Exchange x) throws IOException, InterruptedException {
        String host = x.group(0);
        String action = Row.text(x.json().getAsJsonArray().get(0).getAsJsonObject(), "value");
        if (!refusal.isEmpty()) {
            return Answer.json(400, Row.of("error_message", Row.of("faultcode", "Client", "faultstring", refusal, "debuginfo", null).toString()));
        }
        // maintenance sends a plain swact for a forced one
        JsonObject command = switch (String.valueOf(action)) {
            case "swact", "force-swact" -> Row.of("origin", "mtce", "action", "swact", "admin", "unlocked", "oper", "enabled", "avail", "available");
            case "lock" -> Row.of("origin", "mtce", "action", "lock", "admin", "locked", "oper", "disabled", "avail", "online");
            default -> Row.of("origin", "mtce", "action", "unlock", "admin", "unlocked", "oper", "enabled", "avail", "available");
        };
        asked("PATCH", "/v1/servicenode/" + host, command.toString());
        return Answer.json(202, Row.of("uuid", "uuid-" + host, "hostname", host, "task", "Swact: Request"));
    }

    private HttpResponse<String> asked(String method, String path, String body) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(manager + path)).header("X-Auth-Token", "inventory").header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
