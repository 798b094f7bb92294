package org.campanile.core.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.servicemanager.Service;
import org.campanile.core.servicemanager.SystemTables;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** State of a recorded case: the server's tables, which of them cannot be read, and what others answer. Throws what gson throws on bad input. */
final class CaseState {

    private final JsonObject json;
    private final SystemTables tables;

    CaseState(JsonObject json) {
        this.json = json;
        this.tables = new SystemTables(text(json, "local_hostname"), rows("nodes", r -> new Node(-1, text(r, "name"),
                text(r, "administrative_state"), text(r, "operational_state"), text(r, "availability_status"), text(r, "ready_state"))),
                rows("service_domain_members", r -> new SystemTables.DomainMember(text(r, "name"), text(r, "service_group_name"),
                        text(r, "redundancy_model"), number(r, "n_active"), number(r, "m_standby"))),
                rows("service_domain_assignments", r -> new Assignment(-1, text(r, "uuid"), said(r, "name"), said(r, "node_name"),
                        said(r, "service_group_name"), said(r, "desired_state"), said(r, "state"), text(r, "status"), text(r, "condition"))),
                rows("service_groups", r -> text(r, "name")),
                rows("service_group_members", r -> new SystemTables.GroupMember(text(r, "name"), text(r, "service_name"),
                        text(r, "service_failure_impact"))),
                rows("services", CaseState::service));
    }

    private <T> List<T> rows(String table, Function<JsonObject, T> row) {
        List<T> rows = new ArrayList<>();
        if (json.has(table) && !json.get(table).isJsonNull()) {
            for (JsonElement e : json.getAsJsonArray(table)) {
                rows.add(row.apply(e.getAsJsonObject()));
            }
        }
        return rows;
    }

    static Service service(JsonObject row) {
        return new Service(-1, text(row, "name"), text(row, "desired_state"), text(row, "state"), text(row, "status"));
    }

    /** The tables, whether or not the server can read them. */
    SystemTables tables() {
        return tables;
    }

    /** What reading a table fails with. */
    Optional<String> fault(String table) {
        return json.get("faults") instanceof JsonObject f && f.has(table) ? Optional.of(text(f, table)) : Optional.empty();
    }

    /** A document of the state, such as {@code usm}; empty when there is none. */
    JsonObject part(String name) {
        return json.get(name) instanceof JsonObject o ? o : new JsonObject();
    }

    /** Text of a field, empty when it is absent or null. */
    static String text(JsonObject row, String field) {
        JsonElement value = row.get(field);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    /** A name or state as the server writes and compares it: nothing there is {@code None}, which is not the empty text. */
    private static String said(JsonObject row, String field) {
        JsonElement value = row.get(field);
        return value == null || value.isJsonNull() ? "None" : value.getAsString();
    }

    private static int number(JsonObject row, String field) {
        JsonElement value = row.get(field);
        return value == null || value.isJsonNull() ? -1 : value.getAsInt();
    }
}
