package org.campanile.demolab.servicemanager;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Service Manager's database on the answering controller, with the faults that reading a table meets. The form of the state is the one of
 * the test vectors.
 */
final class SmTables {

    static final String NODES = "nodes";
    static final String MEMBERS = "service_domain_members";
    static final String ASSIGNMENTS = "service_domain_assignments";
    static final String GROUPS = "service_groups";
    static final String GROUP_MEMBERS = "service_group_members";
    static final String SERVICES = "services";

    private final JsonObject state;

    SmTables(JsonObject state) {
        this.state = state;
    }

    /** Rows of a table in its order, or the fault that reading it meets. */
    List<JsonObject> rows(String table) throws SmFault {
        if (state.get("faults") instanceof JsonObject faults && faults.has(table)) {
            throw SmFault.internal(faults.get(table).getAsString());
        }
        List<JsonObject> rows = new ArrayList<>();
        if (state.has(table)) {
            for (JsonElement row : state.getAsJsonArray(table)) {
                rows.add(row.getAsJsonObject());
            }
        }
        return rows;
    }

    /** The first node of that name. */
    Optional<JsonObject> node(String name) throws SmFault {
        return rows(NODES).stream().filter(n -> name.equals(Row.text(n, "name"))).findFirst();
    }

    /** Row of a group in a domain, which says its redundancy model. */
    JsonObject member(String domain, String group) throws SmFault {
        List<JsonObject> found = rows(MEMBERS).stream()
                .filter(m -> String.valueOf(domain).equals(Row.text(m, "name"))
                        && String.valueOf(group).equals(Row.text(m, "service_group_name")))
                .toList();
        if (found.isEmpty()) {
            throw SmFault.missing(domain == null ? "None" : domain);
        }
        if (found.size() > 1) {
            throw SmFault.internal("Multiple rows were found when exactly one was required");
        }
        if (Row.text(found.get(0), "n_active") == null || Row.text(found.get(0), "m_standby") == null) {
            throw SmFault.internal("tuple indices must be integers or slices, not str");
        }
        return found.get(0);
    }

    String localHostname() {
        return String.valueOf(Row.text(state, "local_hostname"));
    }

    /** Part of the state that is a document of its own; empty when the state has none. */
    JsonObject part(String name) {
        return state.get(name) instanceof JsonObject part ? part : new JsonObject();
    }

    /** The whole state. */
    JsonObject state() {
        return state;
    }
}
