package org.campanile.core.servicemanager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Rows of one listing, with what was odd about them.
 *
 * @param rows rows that could be read
 * @param problems whole sentences
 */
record Listing<T>(List<T> rows, List<String> problems) {

    /** Reads the rows under {@code key}; {@code null} when the document has no such list. */
    static <T> Listing<T> of(JsonObject document, String key, Function<JsonObject, T> row, Function<T, String> identity) {
        if (document.get(key) == null || !document.get(key).isJsonArray()) {
            return null;
        }
        List<T> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int unusable = 0;
        for (JsonElement element : document.getAsJsonArray(key)) {
            T read = element.isJsonObject() ? row.apply(element.getAsJsonObject()) : null;
            String id = read == null ? "" : identity.apply(read);
            if (id.isBlank()) {
                unusable++;
            } else {
                rows.add(read);
                if (!seen.add(id)) {
                    problems.add("The listing " + key + " has more than one row for " + id + "; the first counts.");
                }
            }
        }
        if (unusable > 0) {
            problems.add("The listing " + key + " has " + unusable + (unusable == 1 ? " row" : " rows") + " without content or name.");
        }
        if (!Reply.text(document, "next").isEmpty()) {
            problems.add("The listing " + key + " is cut at " + rows.size() + " rows, the server's limit.");
        }
        return new Listing<>(List.copyOf(rows), List.copyOf(problems));
    }

    static Node node(JsonObject r) {
        return new Node(Reply.number(r, "id"), Reply.text(r, "name"), Reply.text(r, "administrative_state"),
                Reply.text(r, "operational_state"), Reply.text(r, "availability_status"), Reply.text(r, "ready_state"));
    }

    static Service service(JsonObject r) {
        return new Service(Reply.number(r, "id"), Reply.text(r, "name"), Reply.text(r, "desired_state"), Reply.text(r, "state"),
                Reply.text(r, "status"));
    }

    static Assignment assignment(JsonObject r) {
        return new Assignment(Reply.number(r, "id"), Reply.text(r, "uuid"), Reply.text(r, "name"), Reply.text(r, "node_name"),
                Reply.text(r, "service_group_name"), Reply.text(r, "desired_state"), Reply.text(r, "state"), Reply.text(r, "status"),
                Reply.text(r, "condition"));
    }

    static ServiceNode serviceNode(JsonObject r) {
        return new ServiceNode(Reply.text(r, "hostname"), Reply.text(r, "admin"), Reply.text(r, "oper"), Reply.text(r, "avail"),
                Reply.text(r, "active_services"), Reply.text(r, "swactable_services"));
    }
}
