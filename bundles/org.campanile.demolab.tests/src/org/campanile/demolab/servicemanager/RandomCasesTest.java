package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import org.campanile.core.controllers.CaseFile;
import org.campanile.core.controllers.Prediction;
import org.campanile.core.controllers.Predictor;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * Cases nobody recorded: the recorded states with words that nobody knows, missing and empty fields, names of other alphabets, other numbers of members, rows
 * twice or out of order. The prediction is what the demo lab's server says, whose code is another.
 */
class RandomCasesTest {

    private static final int CASES = 12_000;
    private static final List<String> ACTIONS = List.of("swact-pre-check", "swact", "swact-force", "lock-pre-check", "lock", "unlock", "event");
    private static final Map<String, List<String>> TABLES = Map.of("nodes", List.of("administrative_state", "operational_state", "availability_status"),
            "service_domain_assignments", List.of("state", "desired_state", "status", "condition", "name", "node_name", "service_group_name"),
            "service_domain_members", List.of("redundancy_model", "name", "service_group_name"), "service_group_members",
            List.of("service_failure_impact", "service_name", "name"), "services", List.of("state", "desired_state", "status", "name"));
    private static final List<String> WORDS = List.of("", "none", "nil", "unknown", "locked", "unlocked", "disabled", "enabled", "active", "standby", "go-active",
            "go-standby", "failed", "degraded", "warn", "data-syncing", "data-outdated", "data-consistent", "data-standalone", "data-inconsistent", "träumend",
            "休眠", "ACTIVE", "N", "N + M", "N to 1", "critical", "minor", "enabled-active", "controller", "controller-0", "controller-1", "контроллер-1", "a b",
            "x'y");

    @Test
    void everyOneComesOutAsTheServerSays() throws FailureException {
        Random random = new Random(42);
        List<JsonObject> vectors = Vectors.all();
        int refused = 0;
        for (int i = 0; i < CASES; i++) {
            JsonObject made = vectors.get(random.nextInt(vectors.size())).deepCopy();
            made.remove("expect");
            JsonObject state = made.getAsJsonObject("state");
            for (int m = 1 + random.nextInt(4); m > 0; m--) {
                mutate(state, random);
            }
            String host = host(state, random);
            JsonObject command = Row.of("origin", "mtce", "action", ACTIONS.get(random.nextInt(ACTIONS.size())), "admin", "unlocked", "oper", "enabled", "avail", "");
            JsonObject request = Row.of("method", "PATCH", "path", "/v1/servicenode/" + java.net.URLEncoder.encode(host, java.nio.charset.StandardCharsets.UTF_8)
                    .replace("+", "%20"));
            request.add("body", command);
            made.add("request", request);
            boolean strict = random.nextBoolean();
            String said = text(new ServiceNodeResource(new SmTables(state.deepCopy()), "t", strict).patch(host, command.toString()).body());
            List<Prediction> predicted = new ArrayList<>();
            CaseFile.predict("cases", new StringReader(made.toString()), new Predictor(strict), predicted::add, Task.unwatched());
            assertEquals(said, predicted.get(0).first(), () -> made + " strict " + strict);
            refused += said == null ? 0 : 1;
        }
        assertTrue(refused > CASES / 4 && refused < CASES, "of the cases " + refused + " were refused");
    }

    private static String host(JsonObject state, Random random) {
        List<String> names = new ArrayList<>(List.of("controller-0", "controller-1", "nobody"));
        state.getAsJsonArray("nodes").forEach(n -> names.add(Objects.requireNonNullElse(Row.text(n.getAsJsonObject(), "name"), "nobody")));
        return names.get(random.nextInt(names.size()));
    }

    private static void mutate(JsonObject state, Random random) {
        List<String> tables = TABLES.keySet().stream().sorted().toList();
        String table = tables.get(random.nextInt(tables.size()));
        if (!state.has(table) || state.getAsJsonArray(table).isEmpty()) {
            return;
        }
        JsonArray rows = state.getAsJsonArray(table);
        int at = random.nextInt(rows.size());
        JsonObject row = rows.get(at).getAsJsonObject();
        List<String> fields = TABLES.get(table);
        String field = fields.get(random.nextInt(fields.size()));
        switch (random.nextInt(8)) {
            case 0 -> row.remove(field);
            case 1 -> row.add(field, JsonNull.INSTANCE);
            case 2 -> rows.add(row.deepCopy());
            case 3 -> {
                JsonElement last = rows.remove(rows.size() - 1);
                rows.add(rows.isEmpty() ? last : rows.get(0).deepCopy());
            }
            case 4 -> {
                if (row.has("n_active")) {
                    row.addProperty("n_active", random.nextInt(4));
                }
            }
            default -> row.addProperty(field, WORDS.get(random.nextInt(WORDS.size())));
        }
    }

    private static String text(JsonElement body) {
        JsonObject answer = body.getAsJsonObject();
        String fault = Row.text(answer, "faultstring");
        return fault != null ? fault : "0".equals(Row.text(answer, "error_code")) ? null : Row.text(answer, "error_details");
    }
}
