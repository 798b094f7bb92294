package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.controllers.CaseFile;
import org.campanile.core.controllers.Prediction;
import org.campanile.core.controllers.Predictor;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * Cases on which our rules and the original service ({@code starlingx/ha}, {@code servicenode.py}) once differed, with the original's word: found by giving
 * both the same made-up states. The prediction and the demo lab's server say the same.
 */
class OriginalCasesTest {

    private static final String MANY = "Multiple rows were found when exactly one was required";
    private static final String NUMBERLESS = "tuple indices must be integers or slices, not str";

    private static JsonObject healthy() {
        return JsonParser.parseString("""
                {"local_hostname":"c-0","nodes":[{"name":"c-0","administrative_state":"unlocked","operational_state":"enabled"},
                  {"name":"c-1","administrative_state":"unlocked","operational_state":"enabled"}],
                 "service_domain_members":[{"name":"controller","service_group_name":"g","redundancy_model":"N + M","n_active":1,"m_standby":1},
                  {"name":"controller","service_group_name":"both","redundancy_model":"N","n_active":2,"m_standby":0}],
                 "service_domain_assignments":[{"name":"controller","node_name":"c-0","service_group_name":"g","desired_state":"active","state":"active"},
                  {"name":"controller","node_name":"c-1","service_group_name":"g","desired_state":"standby","state":"standby"},
                  {"name":"controller","node_name":"c-1","service_group_name":"both","desired_state":"active","state":"active"}],
                 "service_groups":[{"name":"both"}],"service_group_members":[{"name":"both","service_name":"s","service_failure_impact":"critical"}],
                 "services":[{"name":"s","desired_state":"enabled-active","state":"disabled"}],
                 "remote":{"c-1":{"kind":"services","services":{"s":{"desired_state":"enabled-active","state":"enabled-active"}}}},
                 "usm":{"kind":"answer","in_sync":true},"sm":{"kind":"ack"}}""").getAsJsonObject();
    }

    private static JsonObject row(JsonObject state, String table, int at) {
        return state.getAsJsonArray(table).get(at).getAsJsonObject();
    }

    private static JsonObject twice(int at) {
        JsonObject state = healthy();
        state.getAsJsonArray("service_domain_members").add(row(state, "service_domain_members", at).deepCopy());
        return state;
    }

    private static JsonObject without(int at, String number) {
        JsonObject state = healthy();
        row(state, "service_domain_members", at).remove(number);
        return state;
    }

    /** Neither state is known, in two ways, which are not the same to the original. */
    private static JsonObject stateless() {
        JsonObject state = healthy();
        row(state, "service_domain_assignments", 0).remove("state");
        row(state, "service_domain_assignments", 1).addProperty("state", "");
        return state;
    }

    private static JsonObject deployment(String text) {
        JsonObject state = healthy();
        state.add("usm", Row.of("kind", "body", "text", text));
        return state;
    }

    private static JsonObject peer(String text) {
        JsonObject state = healthy();
        state.getAsJsonObject("remote").add("c-1", Row.of("kind", "body", "text", text));
        return state;
    }

    static Stream<Arguments> cases() {
        return Stream.of(Arguments.of("a group twice in its domain", "swact-pre-check", "c-0", twice(0), MANY),
                Arguments.of("a group twice in its domain", "lock-pre-check", "c-1", twice(1), MANY),
                Arguments.of("a group without a number", "swact-pre-check", "c-0", without(0, "n_active"), NUMBERLESS),
                Arguments.of("a group without a number", "swact-pre-check", "c-0", without(0, "m_standby"), NUMBERLESS),
                Arguments.of("a group without a number", "lock-pre-check", "c-1", without(1, "n_active"), NUMBERLESS),
                Arguments.of("no state and an empty one", "swact-pre-check", "c-0", stateless(),
                        "g on c-1 is not ready to take service, service not in the active or standby state"),
                Arguments.of("a list from the deployment service", "swact-pre-check", "c-0", deployment("[1]"),
                        "list indices must be integers or slices, not str"),
                Arguments.of("a text from the deployment service", "swact-pre-check", "c-0", deployment("\"x\""), "string indices must be integers, not 'str'"),
                Arguments.of("a number from the deployment service", "swact", "c-0", deployment("1.5"), "'float' object is not subscriptable"),
                Arguments.of("a number from the peer", "lock-pre-check", "c-1", peer("0"), "'int' object is not subscriptable"),
                Arguments.of("no from the peer", "lock", "c-1", peer("false"), "'bool' object is not subscriptable"),
                Arguments.of("nothing at all from the peer", "lock-pre-check", "c-1", peer("null"), null));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void bothSayWhatTheOriginalSays(String what, String action, String host, JsonObject state, String original) throws FailureException {
        for (boolean strict : new boolean[] {true, false}) {
            assertEquals(original, predicted(action, host, state, strict), "the prediction for " + what);
            assertEquals(original, served(action, host, state, strict), "the demo lab's server on " + what);
        }
    }

    @Test
    void theStateTheyComeFromIsGood() throws FailureException {
        assertEquals(null, predicted("swact-pre-check", "c-0", healthy(), true));
        assertEquals("c-1 is the sole provider of some services.", predicted("lock-pre-check", "c-1", healthy(), true));
    }

    private static JsonObject command(String action) {
        return Row.of("origin", "mtce", "action", action, "admin", "unlocked", "oper", "enabled", "avail", "");
    }

    private static String predicted(String action, String host, JsonObject state, boolean strict) throws FailureException {
        JsonObject made = Row.of("id", "x");
        made.add("state", state.deepCopy());
        JsonObject request = Row.of("method", "PATCH", "path", "/v1/servicenode/" + host);
        request.add("body", command(action));
        made.add("request", request);
        List<Prediction> all = new ArrayList<>();
        CaseFile.predict("cases", new StringReader(made.toString()), new Predictor(strict), all::add, Task.unwatched());
        return all.get(0).first();
    }

    private static String served(String action, String host, JsonObject state, boolean strict) {
        JsonElement body = new ServiceNodeResource(new SmTables(state.deepCopy()), "t", strict).patch(host, command(action).toString()).body();
        JsonObject answer = body.getAsJsonObject();
        String fault = Row.text(answer, "faultstring");
        return fault != null ? fault : "0".equals(Row.text(answer, "error_code")) ? null : Row.text(answer, "error_details");
    }
}
