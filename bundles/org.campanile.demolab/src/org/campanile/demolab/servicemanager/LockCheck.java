package org.campanile.demolab.servicemanager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The lock check with its known faults (protocol document, section 9). */
final class LockCheck {

    private static final String ACTIVE = "enabled-active";

    private final SmTables tables;
    private final Outside outside;

    LockCheck(SmTables tables, Outside outside) {
        this.tables = tables;
        this.outside = outside;
    }

    /** Services that would be without a provider if {@code host} were locked. */
    List<String> impact(String host) throws SmFault {
        Map<String, List<String>> ill = ill();
        if (ill.isEmpty()) {
            return List.of();
        }
        List<JsonObject> rows = tables.rows(SmTables.ASSIGNMENTS);
        for (JsonObject row : rows) {
            String node = String.valueOf(Row.text(row, "node_name"));
            if (!node.equals(tables.localHostname()) && !node.equals(host)) {
                strikeOff(node, ill.getOrDefault(String.valueOf(Row.text(row, "service_group_name")), List.of()));
            }
        }
        List<String> impact = new ArrayList<>();
        for (JsonObject row : rows) {
            if (host.equals(Row.text(row, "node_name"))) {
                for (String service : ill.getOrDefault(String.valueOf(Row.text(row, "service_group_name")), List.of())) {
                    JsonElement answer = outside.service(host, service);
                    if (!answer.isJsonNull() && runs(answer)) {
                        impact.add(service);
                    }
                }
            }
        }
        return impact;
    }

    private Map<String, List<String>> ill() throws SmFault {
        Set<String> ill = new HashSet<>();
        for (JsonObject service : tables.rows(SmTables.SERVICES)) {
            if (ACTIVE.equals(Row.text(service, "desired_state")) && !ACTIVE.equals(Row.text(service, "state"))) {
                ill.add(Row.text(service, "name"));
            }
        }
        Map<String, List<String>> byGroup = new LinkedHashMap<>();
        for (JsonObject group : tables.rows(SmTables.GROUPS)) {
            String name = Row.text(group, "name");
            JsonObject member = tables.member("controller", name);
            if ("N".equals(Row.text(member, "redundancy_model")) && member.get("n_active").getAsInt() > 1) {
                for (JsonObject m : tables.rows(SmTables.GROUP_MEMBERS)) {
                    String service = Row.text(m, "service_name");
                    if (String.valueOf(name).equals(Row.text(m, "name")) && "critical".equals(Row.text(m, "service_failure_impact"))
                            && ill.contains(service)) {
                        byGroup.computeIfAbsent(name, g -> new ArrayList<>()).add(service);
                    }
                }
            }
        }
        return byGroup;
    }

    /** Takes away what runs on a third node; as in the original, taking one away skips the next. */
    private void strikeOff(String node, List<String> services) throws SmFault {
        for (int i = 0; i < services.size(); i++) {
            JsonElement answer = outside.service(node, services.get(i));
            if (answer.isJsonNull()) {
                throw SmFault.internal("'NoneType' object is not subscriptable");
            }
            if (runs(answer)) {
                services.remove(i);
            }
        }
    }

    private static boolean runs(JsonElement answer) throws SmFault {
        if (!answer.isJsonObject()) {
            throw Outside.noDocument(answer);
        }
        for (String field : List.of("desired_state", "state")) {
            if (!answer.getAsJsonObject().has(field)) {
                throw SmFault.internal("'" + field + "'");
            }
            if (!ACTIVE.equals(Row.text(answer.getAsJsonObject(), field))) {
                return false;
            }
        }
        return true;
    }
}
