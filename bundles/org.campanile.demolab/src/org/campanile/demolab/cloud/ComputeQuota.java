package org.campanile.demolab.cloud;

import java.util.List;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.gson.JsonObject;

/** Nova's quotas of a project and what of them is in use. */
final class ComputeQuota {

    private static final Map<String, Integer> DEFAULTS = defaults();

    private final Table quotas;
    private final Table servers;

    ComputeQuota(DemoState state) {
        quotas = state.table("compute_quotas");
        servers = state.table("servers");
    }

    private static Map<String, Integer> defaults() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("cores", 40);
        all.put("instances", 20);
        all.put("ram", 131072);
        all.put("key_pairs", 100);
        all.put("metadata_items", 128);
        all.put("server_groups", 10);
        all.put("server_group_members", 10);
        all.put("injected_files", 5);
        all.put("injected_file_content_bytes", 10240);
        all.put("injected_file_path_bytes", 255);
        for (String unused : List.of("fixed_ips", "floating_ips", "security_groups", "security_group_rules")) {
            all.put(unused, -1);
        }
        return all;
    }

    /** What the project uses of cores, instances and ram. */
    Map<String, Integer> used(String project) {
        List<JsonObject> mine = servers.where("project_id", project);
        return Map.of("instances", mine.size(), "cores", mine.stream().mapToInt(s -> Json.number(Json.object(s, "flavor"), "vcpus", 0)).sum(), "ram",
                mine.stream().mapToInt(s -> Json.number(Json.object(s, "flavor"), "ram", 0)).sum());
    }

    /** Limit by name; a negative one is none. */
    int limit(String project, String name) {
        return Json.number(quotas.get(project).orElseGet(JsonObject::new), name, DEFAULTS.get(name));
    }

    /** Nova's {@code quota_set}. */
    JsonObject view(String project, boolean details, boolean onlyDefaults) {
        JsonObject set = Json.obj("id", project);
        Map<String, Integer> used = used(project);
        DEFAULTS.forEach((name, value) -> {
            int limit = onlyDefaults ? value : limit(project, name);
            set.add(name, details ? Json.obj("limit", limit, "in_use", used.getOrDefault(name, 0), "reserved", 0) : Json.of(limit));
        });
        return set;
    }

    /** Changes limits; a null project's row is made. */
    void set(String project, JsonObject change) {
        JsonObject row = quotas.get(project).map(JsonObject::deepCopy).orElseGet(() -> Json.obj("id", project));
        change.entrySet().stream().filter(e -> DEFAULTS.containsKey(e.getKey())).forEach(e -> row.add(e.getKey(), e.getValue()));
        quotas.put(row);
    }

    void reset(String project) {
        quotas.remove(project);
    }

    /** Refuses one more server of this flavor when it would not fit. */
    void need(String project, JsonObject flavor) {
        Map<String, Integer> used = used(project);
        Map<String, Integer> more = Map.of("instances", 1, "cores", Json.number(flavor, "vcpus", 1), "ram", Json.number(flavor, "ram", 0));
        for (String name : List.of("instances", "cores", "ram")) {
            int limit = limit(project, name);
            if (limit >= 0 && used.get(name) + more.get(name) > limit) {
                throw ApiError.forbidden("Quota exceeded for " + name + ": Requested " + more.get(name) + ", but already used " + used.get(name) + " of " + limit + " "
                        + name);
            }
        }
    }
}
