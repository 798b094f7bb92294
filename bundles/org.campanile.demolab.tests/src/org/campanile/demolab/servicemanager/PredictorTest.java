package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import org.campanile.core.controllers.CaseFile;
import org.campanile.core.controllers.Prediction;
import org.campanile.core.controllers.Predictor;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Predictions against the recorded answers, and against the demo lab's server on cases nobody recorded. */
class PredictorTest {

    private static Prediction predicted(JsonObject recorded, boolean strict) throws FailureException {
        List<Prediction> all = new ArrayList<>();
        CaseFile.predict("cases", new StringReader(recorded.toString()), new Predictor(strict), all::add, Task.unwatched());
        return all.get(0);
    }

    /** The text an answer gives, {@code null} for one that allows the request. */
    private static String text(JsonElement body) {
        JsonObject answer = body.getAsJsonObject();
        String fault = Row.text(answer, "faultstring");
        return fault != null ? fault : "0".equals(Row.text(answer, "error_code")) ? null : Row.text(answer, "error_details");
    }

    @Test
    void everyRecordedCaseComesOut() throws FailureException {
        for (JsonObject v : Vectors.all()) {
            JsonObject blind = v.deepCopy();
            blind.remove("expect");
            blind.remove("outcome");
            blind.remove("kind");
            Prediction p = predicted(blind, true);
            String about = v.get("id") + " " + v.get("kind");
            assertEquals(v.get("id").getAsString(), p.id());
            assertEquals(text(v.getAsJsonObject("expect").get("body")), p.first(), about);
            assertTrue(p.first() == null || p.first().equals(p.all().get(0)), about);
        }
    }

    @Test
    void everyStateWithEveryActionOnEveryHostIsAsTheServerSays() throws FailureException {
        int different = 0;
        for (JsonObject v : Vectors.all()) {
            List<String> hosts = new ArrayList<>(List.of("nobody"));
            v.getAsJsonObject("state").getAsJsonArray("nodes").forEach(n -> hosts.add(Row.text(n.getAsJsonObject(), "name")));
            for (String host : hosts) {
                for (String action : List.of("swact-pre-check", "swact", "lock-pre-check", "lock", "unlock")) {
                    for (boolean strict : new boolean[] {true, false}) {
                        JsonObject command = Row.of("origin", "mtce", "action", action, "admin", "unlocked", "oper", "enabled", "avail", "");
                        JsonObject request = Row.of("method", "PATCH", "path", "/v1/servicenode/" + host);
                        request.add("body", command);
                        JsonObject made = v.deepCopy();
                        made.remove("expect");
                        made.add("request", request);
                        SmReply reply = new ServiceNodeResource(new SmTables(v.getAsJsonObject("state")), "t", strict).patch(host,
                                command.toString());
                        String said = text(reply.body());
                        assertEquals(said, predicted(made, strict).first(), v.get("id") + " " + action + " " + host + " strict " + strict);
                        different += said == null ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(different > 2000, "only " + different + " were refused");
    }

    @Test
    void allThatTheServerHidesIsListed() throws FailureException {
        JsonObject state = JsonParser.parseString("""
                {"local_hostname":"c-0","nodes":[{"name":"c-1","administrative_state":"locked","operational_state":"disabled"}],
                 "service_domain_members":[{"name":"controller","service_group_name":"g","redundancy_model":"N + M","n_active":1,"m_standby":1}],
                 "service_domain_assignments":[{"name":"controller","node_name":"c-0","service_group_name":"g","desired_state":"active","state":"active"},
                  {"name":"controller","node_name":"c-1","service_group_name":"g","desired_state":"standby","state":"disabled","status":"degraded",
                   "condition":"data-outdated"}],"usm":{"kind":"answer","in_sync":false}}""").getAsJsonObject();
        JsonObject made = Row.of("id", "x");
        made.add("state", state);
        JsonObject request = Row.of("method", "PATCH", "path", "/v1/servicenode/c-0");
        request.add("body", Row.of("action", "swact-pre-check"));
        made.add("request", request);
        assertEquals(List.of("c-1 is not ready to take service, c-1 is locked", "c-1 is not ready to take service, c-1 is disabled",
                "g on c-1 is not ready to take service, service not in the active or standby state",
                "g on c-1 is not ready to take service, services transitioning state",
                "g on c-1 is not ready to take service, service is degraded, data-outdated",
                "Deployment data in both controllers is not in sync."), predicted(made, true).all());
    }

    @Test
    void aLineThatIsNoCaseIsNamed() {
        String good = Vectors.all().get(0).toString();
        for (String bad : List.of("{\"id\":\"x\"}", "[1]", "no", "{\"id\":\"x\",\"request\":{\"method\":\"PATCH\",\"path\":\"/\"},\"state\":3}",
                "[".repeat(10_000))) {
            FailureException e = assertThrows(FailureException.class, () -> CaseFile.predict("f.jsonl", new StringReader(good + "\n\n" + bad + "\n"),
                    new Predictor(true), p -> assertTrue(p.all().isEmpty() || p.first() != null), Task.unwatched()));
            assertEquals("f.jsonl, line 3", e.failure().subject());
        }
    }

    @Test
    void aLineWithoutEndIsRefused() {
        Reader endless = new Reader() {
            @Override
            public int read(char[] into, int from, int length) {
                java.util.Arrays.fill(into, from, from + length, 'x');
                return length;
            }

            @Override
            public void close() throws IOException {
                // nothing is open
            }
        };
        FailureException e = assertThrows(FailureException.class, () -> CaseFile.predict("f", endless, new Predictor(true), p -> assertNull(p),
                Task.unwatched()));
        assertEquals("f, line 1", e.failure().subject());
    }
}
