package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.campanile.core.controllers.PreCheck;
import org.campanile.core.controllers.PreCheckFinding;
import org.campanile.core.controllers.PreCheckRules;
import org.campanile.core.controllers.Redundancy;
import org.campanile.core.servicemanager.Assignment;
import org.campanile.core.servicemanager.Node;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** The rules evaluated by the client against every recorded swact and swact pre-check. */
class PreCheckRulesVectorsTest {

    @Test
    void firstFindingIsTheServersReason() {
        int looked = 0;
        for (JsonObject v : Vectors.all()) {
            JsonObject state = v.getAsJsonObject("state");
            boolean answers = state.getAsJsonObject("usm").get("kind").getAsString().equals("answer");
            boolean swact = v.getAsJsonObject("request").get("body") instanceof JsonObject b
                    && Set.of("swact", "swact-pre-check").contains(String.valueOf(Row.text(b, "action")));
            if (swact && answers && state.getAsJsonObject("faults").size() == 0) {
                check(v, state);
                looked++;
            }
        }
        assertTrue(looked > 100, "only " + looked + " cases looked at");
    }

    private static void check(JsonObject v, JsonObject state) {
        String path = v.getAsJsonObject("request").get("path").getAsString();
        PreCheck check = new PreCheckRules(models(state), true).swact(path.substring(path.lastIndexOf('/') + 1), nodes(state),
                assignments(state), state.getAsJsonObject("usm").get("in_sync").getAsBoolean());
        JsonObject body = v.getAsJsonObject("expect").getAsJsonObject("body");
        String said = body.has("faultstring") ? Row.text(body, "faultstring")
                : "-1001".equals(Row.text(body, "error_code")) && !"action failed".equals(Row.text(body, "error_details"))
                        ? Row.text(body, "error_details") : null;
        if (v.get("outcome").getAsString().equals("fault-500")) {
            said = null;
        }
        String about = v.get("id") + " " + v.get("kind");
        assertEquals(said, check.first().map(PreCheckFinding::text).orElse(null), about);
        assertEquals(check.first().isEmpty(), check.findings().isEmpty(), about);
        assertTrue(check.first().isEmpty() || check.findings().contains(check.first().get()), about);
    }

    private static Map<String, Redundancy> models(JsonObject state) {
        Map<String, Redundancy> models = new HashMap<>();
        for (JsonElement e : state.getAsJsonArray("service_domain_members")) {
            JsonObject m = e.getAsJsonObject();
            models.put(Row.text(m, "service_group_name"), new Redundancy(Row.text(m, "redundancy_model"), m.get("n_active").getAsInt(),
                    m.get("m_standby").getAsInt()));
        }
        return models;
    }

    private static List<Node> nodes(JsonObject state) {
        List<Node> nodes = new ArrayList<>();
        for (JsonElement e : state.getAsJsonArray("nodes")) {
            JsonObject n = e.getAsJsonObject();
            nodes.add(new Node(0, Row.text(n, "name"), plain(n, "administrative_state"), plain(n, "operational_state"),
                    plain(n, "availability_status"), plain(n, "ready_state")));
        }
        return nodes;
    }

    private static List<Assignment> assignments(JsonObject state) {
        List<Assignment> rows = new ArrayList<>();
        for (JsonElement e : state.getAsJsonArray("service_domain_assignments")) {
            JsonObject a = e.getAsJsonObject();
            rows.add(new Assignment(0, "", plain(a, "name"), plain(a, "node_name"), plain(a, "service_group_name"),
                    plain(a, "desired_state"), plain(a, "state"), plain(a, "status"), plain(a, "condition")));
        }
        return rows;
    }

    private static String plain(JsonObject row, String field) {
        String text = Row.text(row, field);
        return text == null ? "" : text;
    }
}
