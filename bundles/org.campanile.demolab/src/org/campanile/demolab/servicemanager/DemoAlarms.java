package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.campanile.demolab.http.Answer;
import org.campanile.demolab.http.DemoHttp;
import org.campanile.demolab.http.Faults;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Fault management of a demo system (protocol document "Service Manager", section 14): the alarms that its state gives rise to, raised when they are first
 * seen and cleared when they are no more, and those that are put in. Anybody with a valid token may look. Faults are known by the service name
 * {@value #SERVICE}. Any thread.
 */
public final class DemoAlarms implements AutoCloseable {

    /** Service name for {@link org.campanile.demolab.http.Fault}. */
    public static final String SERVICE = "fault-management";

    private static final String DOMAIN = "service_domain=controller.service_group=";

    private record Condition(String id, String severity, String entity, String text, String repair) {
        String key() {
            return id + "/" + entity;
        }
    }

    private final DemoHttp http;
    private final DemoServiceManager manager;
    private final InstantSource clock;
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock turn = new ReentrantLock();
    private final List<Condition> putIn = new CopyOnWriteArrayList<>();
    private Map<String, Instant> since = new LinkedHashMap<>();

    /**
     * Fault management of a system; answers from now on.
     *
     * @param port loopback port, 0 for any free one
     */
    public DemoAlarms(int port, DemoServiceManager manager, Faults faults, TokenCheck tokens, InstantSource clock) throws IOException {
        this.manager = manager;
        this.clock = clock;
        http = new DemoHttp(SERVICE, port, faults);
        http.route("GET", "/v1/alarms", x -> tokens.role(x.header("X-Auth-Token").orElse(null)) == TokenCheck.Role.NONE
                ? Answer.json(401, Documents.unauthorized()) : alarms());
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

    /** Raises an alarm that stays. */
    public void raise(String id, String severity, String entity, String text) {
        putIn.add(new Condition(id, severity, entity, text, "Contact next level of support."));
    }

    @Override
    public void close() {
        http.close();
    }

    private Answer alarms() throws SmFault {
        turn.lock();
        try {
            Map<String, Instant> now = new LinkedHashMap<>();
            JsonArray all = new JsonArray();
            List<Condition> conditions = new ArrayList<>(putIn);
            for (JsonObject node : manager.inside(SmTables.NODES, Function.identity())) {
                host(node, conditions);
            }
            List<JsonObject> rows = manager.inside(SmTables.ASSIGNMENTS, Function.identity());
            rows.forEach(row -> group(row, conditions));
            for (JsonObject member : manager.inside(SmTables.MEMBERS, Function.identity())) {
                redundancy(member, rows, conditions);
            }
            for (Condition c : conditions) {
                Instant raised = since.getOrDefault(c.key(), clock.instant());
                now.put(c.key(), raised);
                all.add(Row.of("uuid", UUID.nameUUIDFromBytes((c.key() + raised).getBytes(StandardCharsets.UTF_8)).toString(), "alarm_id", c.id(), "alarm_state", "set",
                        "severity", c.severity(), "entity_instance_id", c.entity(), "reason_text", c.text(), "proposed_repair_action", c.repair(), "timestamp",
                        raised.toString()));
            }
            since = now;
            JsonObject answer = new JsonObject();
            answer.add("alarms", all);
            return Answer.json(200, answer);
        } finally {
            turn.unlock();
        }
    }

    private static void host(JsonObject node, List<Condition> all) {
        String name = Row.text(node, "name");
        if ("locked".equals(Row.text(node, "administrative_state"))) {
            all.add(new Condition("200.001", "warning", "host=" + name, name + " was administratively locked to take it out of service.",
                    "Unlock the host when the work on it is done."));
        } else if ("disabled".equals(Row.text(node, "operational_state")) || "failed".equals(Row.text(node, "availability_status"))) {
            all.add(new Condition("200.004", "critical", "host=" + name, name + " experienced a failure that takes it out of service.",
                    "If it does not recover by itself, lock and unlock it."));
        }
    }

    private static void group(JsonObject row, List<Condition> all) {
        String group = Row.text(row, "service_group_name");
        String host = Row.text(row, "node_name");
        String condition = Row.text(row, "condition");
        String because = condition == null || condition.isEmpty() ? "" : "; " + condition;
        String status = String.valueOf(Row.text(row, "status"));
        String severity = switch (status) {
            case "failed" -> "critical";
            case "degraded" -> "major";
            case "warn" -> "minor";
            default -> "";
        };
        if (!severity.isEmpty()) {
            all.add(new Condition("400.001", severity, DOMAIN + group + ".host=" + host, "Service group " + group + (status.equals("failed") ? " failure"
                    : status.equals("warn") ? " warning" : " degraded") + because + ".", "Contact next level of support if it does not recover."));
        }
    }

    private static void redundancy(JsonObject member, List<JsonObject> rows, List<Condition> all) {
        String group = Row.text(member, "service_group_name");
        boolean both = "N".equals(Row.text(member, "redundancy_model"));
        String wanted = both ? "active" : "standby";
        int expected = member.get(both ? "n_active" : "m_standby").getAsInt();
        long there = rows.stream().filter(r -> String.valueOf(group).equals(Row.text(r, "service_group_name")) && (wanted.equals(Row.text(r, "state"))
                || Row.text(r, "state").startsWith("go-")) && !"failed".equals(Row.text(r, "status"))).count();
        if (there < expected) {
            all.add(new Condition("400.002", "major", DOMAIN + group, "Service group " + group + " loss of redundancy; expected " + expected + " " + wanted
                    + (expected == 1 ? " member" : " members") + " but " + (there == 0 ? "none" : "only " + there) + " available.",
                    "Bring a controller node back into service."));
        }
    }
}
