package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.controllers.Replay;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;

/** The recorded cases over HTTP against the demo system. */
class ReplayTest {

    private static final Set<String> LENIENT = Set.of("no-endpoint", "login-refused", "catalogue-error", "unreachable");
    private static final Set<String> EMPTY = Set.of("{}", "null");

    private Bench bench;
    private Replay replay;

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        replay = new Replay(bench.client(bench.demo.url()));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void everyCaseComesOutAsRecorded() throws Exception {
        Replay.Report report = replay.run("service-node.jsonl", Vectors.open(), Task.unwatched());
        assertEquals(List.of(), report.mismatches());
        assertEquals(400, report.passed());
    }

    @Test
    void lenientServerDiffersExactlyWhereTheDeploymentServiceGivesNoUsableAnswer() throws Exception {
        bench.demo.strict(false);
        Replay.Report report = replay.run("service-node.jsonl", Vectors.open(), Task.unwatched());
        Set<String> differing = report.mismatches().stream().map(Replay.Mismatch::id).collect(Collectors.toSet());
        Set<String> expected = Vectors.all().stream().filter(ReplayTest::turnsOnTheRule).map(v -> v.get("id").getAsString())
                .collect(Collectors.toSet());
        assertEquals(expected, differing);
        assertTrue(expected.size() > 5, "the recorded cases hold the rule's own");
    }

    private static boolean turnsOnTheRule(JsonObject v) {
        JsonObject usm = v.getAsJsonObject("state").getAsJsonObject("usm");
        String kind = usm.get("kind").getAsString();
        boolean unusable = LENIENT.contains(kind) || kind.equals("malformed-url")
                || kind.equals("body") && EMPTY.contains(usm.get("text").getAsString())
                || kind.equals("http-error") && usm.get("reason").getAsString().isEmpty();
        String outcome = v.get("outcome").getAsString();
        return unusable && (outcome.equals("not-in-sync") || kind.equals("malformed-url") && outcome.equals("fault-500"));
    }

    @Test
    void aCaseThatComesOutOtherwiseIsReported() throws Exception {
        JsonObject vector = Vectors.all().get(0).deepCopy();
        vector.getAsJsonObject("expect").getAsJsonObject("body").add("admin", com.google.gson.JsonNull.INSTANCE);
        Replay.Report report = replay.run("one", new StringReader(vector.toString()), Task.unwatched());
        assertEquals(0, report.passed());
        assertEquals("body", report.mismatches().get(0).what());
        vector = Vectors.all().get(0).deepCopy();
        vector.getAsJsonObject("expect").getAsJsonObject("body").remove("admin");
        assertEquals("body", replay.run("one", new StringReader(vector.toString()), Task.unwatched()).mismatches().get(0).what());
    }

    @Test
    void aLineThatIsNoCaseIsRefusedWithItsNumber() {
        FailureException refused = assertThrows(FailureException.class,
                () -> replay.run("bad.jsonl", new StringReader("\n{\"id\":\"x\"}\n"), Task.unwatched()));
        assertTrue(refused.failure().subject().contains("bad.jsonl, line 2"), refused.failure().details());
    }
}
