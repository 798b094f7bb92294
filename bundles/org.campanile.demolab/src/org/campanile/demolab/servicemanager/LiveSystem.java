package org.campanile.demolab.servicemanager;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * A system of two controllers that lives: commands that Service Manager takes change its state over the following seconds. The state is a
 * function of the clock, so that nothing runs when nobody asks. Not thread-safe; the server asks it one request at a time.
 */
final class LiveSystem {

    private static final List<String> STOCK_SHARED = List.of("oam-services", "controller-services", "cloud-services", "vim-services",
            "patching-services");
    private static final List<String> ON_BOTH = List.of("directory-services", "web-services");
    private static final List<List<String>> MEMBERS = List.of(List.of("oam-services", "oam-ip", "haproxy"),
            List.of("controller-services", "management-ip", "drbd-pg", "postgres", "rabbit", "sysinv-inv", "mtc-agent", "etcd"),
            List.of("cloud-services", "keystone", "barbican-api"), List.of("vim-services", "vim", "vim-api"),
            List.of("patching-services", "patch-alarm-manager"), List.of("directory-services", "open-ldap"),
            List.of("web-services", "lighttpd", "horizon"));

    private final InstantSource clock;
    private final Duration swactTakes;
    private final List<String> shared = new ArrayList<>(STOCK_SHARED);
    private final List<List<String>> members = new ArrayList<>(MEMBERS);
    private final JsonObject state = new JsonObject();
    private String active;
    private String standby;
    private Instant swactBegan;

    LiveSystem(String first, String second, Duration swactTakes, InstantSource clock) {
        this(first, second, swactTakes, clock, 0, 0);
    }

    /** A system with at least so many groups and services; those beyond the stock ones are made up. */
    LiveSystem(String first, String second, Duration swactTakes, InstantSource clock, int groups, int services) {
        for (int g = members.size(); g < groups; g++) {
            shared.add("more-services-" + g);
            members.add(new ArrayList<>(List.of("more-services-" + g)));
        }
        int count = members.stream().mapToInt(m -> m.size() - 1).sum();
        for (int s = count; s < services; s++) {
            int at = s % members.size();
            List<String> longer = new ArrayList<>(members.get(at));
            longer.add("service-" + s);
            members.set(at, longer);
        }
        this.clock = clock;
        this.swactTakes = swactTakes;
        this.active = first;
        this.standby = second;
        build();
    }

    /** The state now, in the form of the test vectors. */
    JsonObject state() {
        settle();
        state.addProperty("local_hostname", active);
        return state;
    }

    /** Whether it changes by itself now. */
    boolean moving() {
        settle();
        return swactBegan != null;
    }

    /** Whether the floating address is between the controllers: from 40 to 60 per cent of a swact. */
    boolean floatingAway() {
        settle();
        double done = progress();
        return swactBegan != null && done > 0.4 && done < 0.6;
    }

    /** Service Manager takes a command that passed the checks. Whether it is acknowledged is another matter. */
    void take(String host, String action, String admin, String oper, String avail) {
        settle();
        JsonObject row = row(host);
        row.addProperty("administrative_state", admin);
        row.addProperty("operational_state", oper);
        row.addProperty("availability_status", avail);
        row.addProperty("ready_state", oper.equals("enabled") ? "enabled" : "disabled");
        switch (action) {
            case "swact", "swact-force" -> {
                if (host.equals(active) && swactBegan == null) {
                    swactBegan = clock.instant();
                }
            }
            case "lock" -> groups(host, "disabled");
            case "unlock" -> {
                shared.forEach(g -> group(host, g, host.equals(active) ? "active" : "standby", host.equals(active) ? "active" : "standby"));
                ON_BOTH.forEach(g -> group(host, g, "active", "active"));
            }
            default -> {
                // an event only records the states
            }
        }
    }

    /** The host's row; as in the original, a name that nobody has becomes a new node (quirk Q3). */
    private JsonObject row(String host) {
        JsonArray nodes = state.getAsJsonArray(SmTables.NODES);
        for (JsonElement node : nodes) {
            if (host.equals(Row.text(node.getAsJsonObject(), "name"))) {
                return node.getAsJsonObject();
            }
        }
        JsonObject added = new JsonObject();
        added.addProperty("id", nodes.size() + 1);
        added.addProperty("name", host);
        nodes.add(added);
        return added;
    }

    private double progress() {
        return swactBegan == null ? 0
                : (double) Duration.between(swactBegan, clock.instant()).toMillis() / Math.max(1, swactTakes.toMillis());
    }

    private void settle() {
        if (swactBegan == null) {
            return;
        }
        double done = progress();
        if (done >= 1) {
            String was = active;
            active = standby;
            standby = was;
            swactBegan = null;
            shared.forEach(g -> group(active, g, "active", "active"));
            shared.forEach(g -> group(standby, g, "standby", "standby"));
        } else {
            shared.forEach(g -> group(active, g, "standby", done < 0.5 ? "go-standby" : "standby"));
            shared.forEach(g -> group(standby, g, done < 0.3 ? "standby" : "active", done < 0.3 ? "standby" : "go-active"));
        }
    }

    private void groups(String host, String both) {
        shared.forEach(g -> group(host, g, both, both));
        ON_BOTH.forEach(g -> group(host, g, both, both));
    }

    private void group(String host, String group, String desired, String now) {
        for (JsonElement element : state.getAsJsonArray(SmTables.ASSIGNMENTS)) {
            JsonObject row = element.getAsJsonObject();
            if (host.equals(Row.text(row, "node_name")) && group.equals(Row.text(row, "service_group_name"))) {
                row.addProperty("desired_state", desired);
                row.addProperty("state", now);
            }
        }
    }

    private void build() {
        JsonArray nodes = new JsonArray();
        JsonArray assignments = new JsonArray();
        for (String host : List.of(active, standby)) {
            JsonObject node = new JsonObject();
            node.addProperty("id", nodes.size() + 1);
            Row.of("name", host, "administrative_state", "unlocked", "operational_state", "enabled", "availability_status", "available",
                    "ready_state", "enabled").entrySet().forEach(e -> node.add(e.getKey(), e.getValue()));
            nodes.add(node);
            shared.forEach(g -> assignments.add(assignment(assignments.size() + 1, host, g, host.equals(active) ? "active" : "standby")));
            ON_BOTH.forEach(g -> assignments.add(assignment(assignments.size() + 1, host, g, "active")));
        }
        state.add(SmTables.NODES, nodes);
        state.add(SmTables.ASSIGNMENTS, assignments);
        JsonArray domain = new JsonArray();
        JsonArray groups = new JsonArray();
        JsonArray groupMembers = new JsonArray();
        JsonArray services = new JsonArray();
        for (List<String> group : members) {
            String name = group.get(0);
            boolean both = ON_BOTH.contains(name);
            JsonObject member = Row.of("name", "controller", "service_group_name", name, "redundancy_model", both ? "N" : "N + M");
            member.addProperty("n_active", both ? 2 : 1);
            member.addProperty("m_standby", both ? 0 : 1);
            domain.add(member);
            groups.add(Row.of("name", name, "state", "active", "status", ""));
            for (String service : group.subList(1, group.size())) {
                groupMembers.add(Row.of("name", name, "service_name", service, "service_failure_impact", "critical"));
                services.add(service(services.size() + 1, service, "enabled-active", ""));
            }
        }
        services.add(service(services.size() + 1, "ceph-radosgw", "initial", "none"));
        state.add(SmTables.MEMBERS, domain);
        state.add(SmTables.GROUPS, groups);
        state.add(SmTables.GROUP_MEMBERS, groupMembers);
        state.add(SmTables.SERVICES, services);
        JsonObject usm = Row.of("kind", "answer");
        usm.addProperty("in_sync", true);
        state.add("usm", usm);
        state.add("sm", Row.of("kind", "ack"));
    }

    private static JsonObject assignment(int id, String host, String group, String state) {
        JsonObject row = new JsonObject();
        row.addProperty("id", id);
        Row.of("uuid", UUID.nameUUIDFromBytes((host + group).getBytes(StandardCharsets.UTF_8)).toString(), "name",
                "controller", "node_name", host, "service_group_name", group, "desired_state", state, "state", state, "status", "",
                "condition", "").entrySet().forEach(e -> row.add(e.getKey(), e.getValue()));
        return row;
    }

    private static JsonObject service(int id, String name, String state, String status) {
        JsonObject row = new JsonObject();
        row.addProperty("id", id);
        Row.of("name", name, "desired_state", state, "state", state, "status", status).entrySet()
                .forEach(e -> row.add(e.getKey(), e.getValue()));
        return row;
    }
}
