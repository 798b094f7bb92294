package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.controllers.LockRules;
import org.campanile.core.controllers.PreCheck;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.Redundancy;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Service;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The lock rules evaluated by the client against every recorded lock and lock pre-check that the server could decide. */
class LockRulesVectorsTest {

    @Test
    void findingsAreTheServersVerdictAndList() {
        int looked = 0;
        for (JsonObject v : Vectors.all()) {
            String outcome = v.get("outcome").getAsString();
            boolean lock = v.getAsJsonObject("request").get("body") instanceof JsonObject b
                    && Set.of("lock", "lock-pre-check").contains(String.valueOf(Row.text(b, "action")));
            if (lock && (outcome.equals("ok") || outcome.equals("sole-provider"))) {
                check(v);
                looked++;
            }
        }
        assertTrue(looked > 50, "only " + looked + " cases looked at");
    }

    private static void check(JsonObject v) {
        String path = v.getAsJsonObject("request").get("path").getAsString();
        PreCheck check = new LockRules().lock(path.substring(path.lastIndexOf('/') + 1), facts(v.getAsJsonObject("state")));
        JsonObject body = v.getAsJsonObject("expect").getAsJsonObject("body");
        String about = v.get("id") + " " + v.get("kind");
        assertEquals(Row.text(body, "error_details"), check.first().map(PreCheckFinding::text).orElse(null), about);
        List<String> impact = new ArrayList<>();
        if (body.has("impact_service_list") && body.get("impact_service_list").isJsonArray()) {
            body.getAsJsonArray("impact_service_list").forEach(s -> impact.add(s.getAsString()));
        }
        assertEquals(impact, check.findings().stream().map(f -> f.cause().substring(0, f.cause().indexOf(' '))).toList(), about);
    }

    private static LockRules.Facts facts(JsonObject state) {
        Map<String, Redundancy> models = new HashMap<>();
        Map<String, List<String>> critical = new LinkedHashMap<>();
        List<Assignment> assignments = new ArrayList<>();
        List<Service> services = new ArrayList<>();
        each(state, "service_domain_members", m -> models.put(Row.text(m, "service_group_name"),
                new Redundancy(Row.text(m, "redundancy_model"), m.get("n_active").getAsInt(), m.get("m_standby").getAsInt())));
        each(state, "service_groups", g -> critical.put(Row.text(g, "name"), new ArrayList<>()));
        each(state, "service_group_members", m -> {
            if ("critical".equals(Row.text(m, "service_failure_impact")) && critical.containsKey(Row.text(m, "name"))) {
                critical.get(Row.text(m, "name")).add(Row.text(m, "service_name"));
            }
        });
        each(state, "service_domain_assignments", a -> assignments.add(new Assignment(0, "", Row.text(a, "name"), Row.text(a, "node_name"),
                Row.text(a, "service_group_name"), Row.text(a, "desired_state"), Row.text(a, "state"), "", "")));
        each(state, "services", s -> services.add(service(s)));
        JsonObject remote = state.getAsJsonObject("remote");
        return new LockRules.Facts(Row.text(state, "local_hostname"), assignments, services, models, critical,
                (host, name) -> remote.get(host) instanceof JsonObject r && r.get("services") instanceof JsonObject all
                        && all.get(name) instanceof JsonObject s ? Optional.of(service(s)) : Optional.empty());
    }

    private static Service service(JsonObject s) {
        return new Service(0, String.valueOf(Row.text(s, "name")), String.valueOf(Row.text(s, "desired_state")),
                String.valueOf(Row.text(s, "state")), "");
    }

    private static void each(JsonObject state, String table, java.util.function.Consumer<JsonObject> row) {
        for (JsonElement e : state.getAsJsonArray(table)) {
            row.accept(e.getAsJsonObject());
        }
    }
}
