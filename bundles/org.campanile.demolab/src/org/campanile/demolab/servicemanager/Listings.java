package org.campanile.demolab.servicemanager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/** The four listings and their single rows, with the quirks of their parameters (protocol document, sections 2, 3 and 13). */
final class Listings {

    private static final int LIMIT = 1000;
    private static final Set<String> PARAMETERS = Set.of("limit", "marker", "sort_key", "sort_dir");
    private static final Map<String, String> TABLES = Map.of("nodes", SmTables.NODES, "services", SmTables.SERVICES, "service_groups",
            SmTables.ASSIGNMENTS, "sm_sda", SmTables.ASSIGNMENTS);

    private final SmTables tables;
    private final String base;

    Listings(SmTables tables, String base) {
        this.tables = tables;
        this.base = base;
    }

    /** The rows of a collection as {@code {"<collection>":[…]}}. */
    JsonObject list(String collection, Map<String, String> query) throws SmFault {
        for (String name : query.keySet()) {
            if (!PARAMETERS.contains(name)) {
                throw SmFault.badInput("Unknown argument: \"" + name + "\"");
            }
        }
        int limit = limit(query.getOrDefault("limit", "0"));
        String key = query.getOrDefault("sort_key", "name");
        boolean descending = query.getOrDefault("sort_dir", "asc").equals("desc");
        List<JsonObject> rows = new ArrayList<>(tables.rows(TABLES.get(collection)));
        if (!rows.isEmpty() && rows.stream().noneMatch(r -> r.has(key))) {
            throw SmFault.internal("");
        }
        Comparator<JsonObject> order = Comparator.comparing(r -> String.valueOf(Row.text(r, key)));
        rows.sort(descending ? order.reversed() : order);
        int from = query.containsKey("marker") ? after(rows, query.get("marker")) : 0;
        List<JsonObject> page = rows.subList(from, Math.min(rows.size(), from + limit));
        JsonObject answer = new JsonObject();
        JsonArray list = new JsonArray();
        page.forEach(r -> list.add(shown(collection, r)));
        answer.add(collection, list);
        if (page.size() == limit) {
            if (TABLES.get(collection) != SmTables.ASSIGNMENTS) {
                throw SmFault.internal("'uuid'");
            }
            answer.addProperty("next", base + "/v1/" + collection + "?limit=" + limit + "&marker="
                    + Row.text(page.get(page.size() - 1), "uuid"));
        }
        return answer;
    }

    /** One row by id, uuid or name; JSON's null when there is none. */
    JsonElement one(String collection, String id) throws SmFault {
        boolean assignment = TABLES.get(collection) == SmTables.ASSIGNMENTS;
        List<JsonObject> found = tables.rows(TABLES.get(collection)).stream()
                .filter(r -> id.equals(Row.text(r, "id")) || id.equals(Row.text(r, "uuid")) || id.equals(Row.text(r, "name"))).toList();
        if (assignment && found.size() > 1) {
            throw SmFault.internal("Multiple rows were found for one()");
        }
        return found.isEmpty() ? JsonNull.INSTANCE : found.get(0);
    }

    private static int limit(String text) throws SmFault {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return limit == 0 ? LIMIT : Math.min(limit, LIMIT);
            }
        } catch (NumberFormatException e) {
            throw SmFault.badInput("Invalid input for field/attribute limit. Value: '" + text + "'. unable to convert to int");
        }
        throw SmFault.badInput("Limit must be positive");
    }

    private static int after(List<JsonObject> rows, String marker) throws SmFault {
        for (int i = 0; i < rows.size(); i++) {
            if (marker.equals(Row.text(rows.get(i), "uuid")) || marker.equals(Row.text(rows.get(i), "id"))) {
                return i + 1;
            }
        }
        throw SmFault.missing(marker);
    }

    private static JsonObject shown(String collection, JsonObject row) {
        if (TABLES.get(collection) == SmTables.ASSIGNMENTS && "openstack_services".equalsIgnoreCase(Row.text(row, "service_group_name"))) {
            JsonObject renamed = row.deepCopy();
            renamed.addProperty("service_group_name", "Cloud_Services");
            return renamed;
        }
        return row;
    }
}
