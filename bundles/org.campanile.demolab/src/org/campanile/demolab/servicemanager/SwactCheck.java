package org.campanile.demolab.servicemanager;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.google.gson.JsonObject;

/** The swact check, first reason only, in the server's order (protocol document, section 8.1). */
final class SwactCheck {

    private static final Set<String> DATA = Set.of("data-inconsistent", "data-outdated", "data-consistent", "data-standalone");

    private final SmTables tables;
    private final Outside outside;

    SwactCheck(SmTables tables, Outside outside) {
        this.tables = tables;
        this.outside = outside;
    }

    /** The reason against a swact away from {@code origin}, {@code null} when there is none. */
    String reason(String origin) throws SmFault {
        // the server asks its database for them in the order of their domains
        List<JsonObject> rows = tables.rows(SmTables.ASSIGNMENTS).stream().sorted(Comparator.comparing(r -> Row.said(r, "name"))).toList();
        Map<String, String> originStates = new HashMap<>();
        for (JsonObject row : rows) {
            if (origin.equals(Row.text(row, "node_name"))) {
                originStates.put(Row.said(row, "service_group_name"), Row.text(row, "state"));
            }
        }
        String reason = outside.inSync() ? null : "Deployment data in both controllers is not in sync.";
        boolean peerSeen = false;
        for (JsonObject row : rows) {
            if (!origin.equals(Row.text(row, "node_name"))) {
                peerSeen = true;
                String found = reason(row, originStates);
                if (found != null) {
                    return found;
                }
            }
        }
        return reason == null && !peerSeen ? "no peer available" : reason;
    }

    private String reason(JsonObject row, Map<String, String> originStates) throws SmFault {
        String host = Row.said(row, "node_name");
        JsonObject node = tables.node(host).orElse(new JsonObject());
        if ("locked".equals(Row.text(node, "administrative_state"))) {
            return host + " is not ready to take service, " + host + " is locked";
        }
        if ("disabled".equals(Row.text(node, "operational_state"))) {
            return host + " is not ready to take service, " + host + " is disabled";
        }
        String group = Row.said(row, "service_group_name");
        JsonObject member = tables.member(Row.text(row, "name"), group);
        if ("N".equals(Row.text(member, "redundancy_model")) && "2".equals(Row.text(member, "n_active"))) {
            return null;
        }
        String problem = problem(row, group, originStates);
        return problem == null ? null : group + " on " + host + " is not ready to take service, " + problem;
    }

    private static String problem(JsonObject row, String group, Map<String, String> originStates) {
        String state = Row.text(row, "state");
        String status = Row.text(row, "status");
        String condition = Row.text(row, "condition");
        if (!"active".equals(state) && !"standby".equals(state) && originStates.containsKey(group)
                && !Objects.equals(originStates.get(group), state)) {
            return "service not in the active or standby state";
        }
        if (!Objects.equals(Row.text(row, "desired_state"), state)) {
            return "services transitioning state";
        }
        if ("failed".equals(status)) {
            return "service is failed";
        }
        if (!"degraded".equals(status)) {
            return null;
        }
        if ("data-syncing".equals(condition)) {
            return "service is syncing data";
        }
        return DATA.contains(String.valueOf(condition)) ? "service is degraded, " + condition : "service is degraded";
    }
}
