package org.campanile.demolab.servicemanager;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;

/** GET and PATCH of {@code /v1/servicenode/{hostname}} (protocol document, sections 5, 6 and 10). */
final class ServiceNodeResource {

    private static final Set<String> ACTIVE = Set.of("active", "go-active", "go-standby", "disabling", "unknown");
    private static final List<String> ATTRIBUTES = List.of("origin", "action", "admin", "oper", "avail");
    private static final String UNKNOWN = "unknown";

    private final SmTables tables;
    private final Outside outside;
    private JsonObject message;

    ServiceNodeResource(SmTables tables, String token, boolean strict) {
        this.tables = tables;
        this.outside = new Outside(tables, token, strict);
    }

    /** Answers GET. */
    SmReply get(String host) {
        try {
            return reply(200, read(host));
        } catch (SmFault fault) {
            return reply(fault.status(), fault.body());
        }
    }

    /** Answers PATCH with exactly that body. */
    SmReply patch(String host, String body) {
        try {
            return patch(host, parse(body));
        } catch (SmFault fault) {
            return reply(fault.status(), fault.body());
        }
    }

    private SmReply reply(int status, JsonElement body) {
        return new SmReply(status, body, message, outside.calls());
    }

    private JsonObject read(String host) throws SmFault {
        JsonObject node;
        try {
            node = tables.node(host).orElse(Row.of("administrative_state", UNKNOWN, "operational_state", UNKNOWN, "availability_status",
                    UNKNOWN));
        } catch (SmFault nodesUnreadable) {
            return Row.of("origin", "sm", "hostname", host, "admin", UNKNOWN, "oper", UNKNOWN, "avail", UNKNOWN, "active_services", UNKNOWN,
                    "swactable_services", UNKNOWN);
        }
        List<JsonObject> active = tables.rows(SmTables.ASSIGNMENTS).stream()
                .filter(r -> host.equals(Row.text(r, "node_name")))
                .filter(r -> ACTIVE.contains(String.valueOf(Row.text(r, "state")))
                        || ACTIVE.contains(String.valueOf(Row.text(r, "desired_state"))))
                .toList();
        return Row.of("origin", "sm", "hostname", host, "admin", Row.text(node, "administrative_state"), "oper",
                Row.text(node, "operational_state"), "avail", Row.text(node, "availability_status"), "active_services",
                active.isEmpty() ? "no" : "yes", "swactable_services", swactable(active) ? "yes" : "no");
    }

    private boolean swactable(List<JsonObject> active) throws SmFault {
        for (JsonObject row : active) {
            JsonObject member = tables.member(Row.text(row, "name"), Row.text(row, "service_group_name"));
            if ("N + M".equals(Row.text(member, "redundancy_model"))) {
                return true;
            }
        }
        return false;
    }

    private static JsonObject parse(String body) throws SmFault {
        if (body.isEmpty()) {
            throw SmFault.badInput("Missing argument: \"command\"");
        }
        JsonElement parsed;
        try {
            parsed = Outside.strictly(body);
        } catch (JsonParseException | IOException e) {
            throw SmFault.badInput("Request is not in valid JSON format");
        }
        if (!parsed.isJsonObject()) {
            throw SmFault.internal("the command is no document");
        }
        JsonObject command = parsed.getAsJsonObject();
        Set<String> foreign = new TreeSet<>(command.keySet());
        foreign.removeAll(ATTRIBUTES);
        if (!foreign.isEmpty()) {
            throw SmFault.badInput("Unknown attribute" + (foreign.size() > 1 ? "s" : "") + " for argument command: "
                    + String.join(", ", foreign));
        }
        for (String attribute : command.keySet()) {
            JsonElement value = command.get(attribute);
            if (!value.isJsonNull() && !(value.isJsonPrimitive() && value.getAsJsonPrimitive().isString())) {
                throw SmFault.badInput("Invalid input for field/attribute " + attribute + ". Value: '" + value + "'. Wrong type.");
            }
        }
        return command;
    }

    private SmReply patch(String host, JsonObject command) throws SmFault {
        String action = said(command, "action");
        switch (action) {
            case "swact-pre-check", "swact" -> {
                String reason = new SwactCheck(tables, outside).reason(host);
                if (reason != null) {
                    return reply(action.equals("swact") ? 400 : 200, result(host, command, "-1001", reason));
                }
                if (action.equals("swact-pre-check")) {
                    return reply(200, result(host, command, "0", null));
                }
            }
            case "lock-pre-check", "lock" -> {
                List<String> impact = new LockCheck(tables, outside).impact(host);
                if (!impact.isEmpty()) {
                    JsonObject refusal = result(host, command, "-1003", host + " is the sole provider of some services.");
                    JsonArray list = new JsonArray();
                    impact.forEach(list::add);
                    refusal.add("impact_service_list", list);
                    return reply(action.equals("lock") ? 400 : 200, refusal);
                }
                if (action.equals("lock-pre-check")) {
                    JsonObject allowed = result(host, command, "0", null);
                    allowed.add("impact_service_list", JsonNull.INSTANCE);
                    return reply(200, allowed);
                }
            }
            case "swact-force", "unlock", "event" -> {
                // nothing is checked before these
            }
            default -> throw SmFault.badInput("Invalid input for field/attribute action. Value: '" + action + "'. unknown");
        }
        return tell(host, command);
    }

    /** Answer without Service Manager's word: the request's values come back, absent ones stay absent. */
    private static JsonObject result(String host, JsonObject command, String code, String details) {
        JsonObject result = Row.of("origin", "sm", "hostname", host, "action", Row.text(command, "action"));
        for (String field : List.of("admin", "oper", "avail")) {
            if (command.has(field)) {
                result.add(field, command.get(field));
            }
        }
        result.addProperty("error_code", code);
        result.addProperty("error_details", details);
        return result;
    }

    private SmReply tell(String host, JsonObject command) throws SmFault {
        message = new JsonObject();
        message.addProperty("seqno", 1);
        for (String field : List.of("origin", "hostname", "action", "admin", "oper", "avail")) {
            message.addProperty(field, field.equals("hostname") ? host : said(command, field));
        }
        JsonObject ack = acknowledgement();
        String admin = String.valueOf(Row.text(ack, "admin")).toLowerCase(Locale.ROOT);
        String oper = String.valueOf(Row.text(ack, "oper")).toLowerCase(Locale.ROOT);
        String avail = String.valueOf(Row.text(ack, "avail")).toLowerCase(Locale.ROOT);
        boolean taken = admin.equals(Row.text(command, "admin")) && oper.equals(Row.text(command, "oper"));
        if (!taken) {
            return reply(500, Row.of("origin", "sm", "hostname", host, "action", Row.text(command, "action"), "admin", admin, "oper", oper,
                    "avail", avail, "error_code", "-1001", "error_details", "action failed"));
        }
        return reply(200, Row.of("origin", Row.text(ack, "origin"), "hostname", Row.text(ack, "hostname"), "action",
                Row.text(ack, "action"), "admin", admin, "oper", oper, "avail", avail, "error_code", "0"));
    }

    private JsonObject acknowledgement() throws SmFault {
        JsonObject sm = tables.part("sm");
        JsonObject ack = Row.of("origin", "sm", "hostname", Row.text(message, "hostname"), "action", Row.text(message, "action"));
        switch (Objects.requireNonNullElse(Row.text(sm, "kind"), "ack")) {
            case "no-reply" -> {
                List.of("admin", "oper", "avail").forEach(f -> ack.addProperty(f, UNKNOWN));
                return ack;
            }
            case "garbled-reply" -> throw SmFault.internal("'SM_API_MSG_NODE_OPER'");
            default -> {
                ack.addProperty("admin", known("admin", Set.of("locked", "unlocked")));
                ack.addProperty("oper", known("oper", Set.of("enabled", "disabled")));
                ack.addProperty("avail", known("avail", Set.of("none", "available", "degraded", "failed")));
            }
        }
        if (sm.get("override") instanceof JsonObject override) {
            override.entrySet().forEach(e -> ack.add(e.getKey(), e.getValue()));
        }
        return ack;
    }

    private String known(String field, Set<String> words) {
        String sent = Row.text(message, field);
        return words.contains(sent) ? sent : UNKNOWN;
    }

    private static String said(JsonObject command, String field) {
        return !command.has(field) ? "Unset" : Objects.requireNonNullElse(Row.text(command, field), "None");
    }
}
