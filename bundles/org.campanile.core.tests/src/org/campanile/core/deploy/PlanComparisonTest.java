package org.campanile.core.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.core.environment.Samples;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** The planner against the decided cases, and the comparison against itself: each kind of mistake has to be seen. */
class PlanComparisonTest {

    private final PlanComparison comparison = new PlanComparison(Samples.TYPES);

    static Path vectors() {
        return vectors("plans.jsonl");
    }

    private static Path vectors(String name) {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            for (String below : List.of("bundles/org.campanile.core.tests", "org.campanile.core.tests", ".")) {
                Path file = here.resolve(below).resolve("vectors").resolve(name);
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
            here = here.getParent();
        }
        throw new IllegalStateException("no vectors beside " + Path.of("").toAbsolutePath());
    }

    private static List<JsonObject> cases(Predicate<JsonObject> which) throws Exception {
        return Files.readAllLines(vectors()).stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).filter(which).toList();
    }

    private PlanComparison.Result one(JsonObject json) throws FailureException {
        return comparison.compare("one", new StringReader(json.toString()), Task.unwatched()).results().getFirst();
    }

    @Test
    void allDecidedCasesAgree() throws Exception {
        PlanComparison.Report report = comparison.compare("plans.jsonl", Files.newBufferedReader(vectors()), Task.unwatched());
        assertEquals(List.of(), report.results().stream().filter(r -> r.verdict() == PlanComparison.Verdict.DIFFERENT)
                .map(r -> r.id() + " " + r.differences()).toList());
        assertEquals(120, report.agreeing());
        assertEquals(120, report.results().size());
    }

    /** What is in few environments: no password, a controller that is to join elsewhere, domains of units, a master that is not the first, changes to all of it. */
    @Test
    void oddEnvironmentsThatTheOriginalRulesWereRunOnAgree() throws Exception {
        PlanComparison.Report report = comparison.compare("judged.jsonl", Files.newBufferedReader(vectors("judged.jsonl")), Task.unwatched());
        assertEquals(List.of(), report.results().stream().filter(r -> r.verdict() == PlanComparison.Verdict.DIFFERENT)
                .map(r -> r.id() + " " + r.differences()).toList());
        assertEquals(10, report.count(PlanComparison.Verdict.SAME));
        assertEquals(3, report.count(PlanComparison.Verdict.REFUSED));
    }

    private static JsonObject cluster() throws Exception {
        return cases(json -> json.get("kind").getAsString().equals("first") && json.getAsJsonArray("knownBug").isEmpty()
                && json.getAsJsonArray("barrier").size() > 6).getFirst();
    }

    private void seen(String what, UnaryOperator<JsonObject> spoilt) throws Exception {
        PlanComparison.Result result = one(spoilt.apply(cluster()));
        assertEquals(PlanComparison.Verdict.DIFFERENT, result.verdict(), what);
        assertTrue(result.differences().stream().anyMatch(d -> d.startsWith(what) || d.contains(what)), what + " in " + result.differences());
    }

    private static JsonObject plan(JsonObject json, String template) {
        for (var round : json.getAsJsonArray("rounds")) {
            for (var plan : round.getAsJsonObject().getAsJsonArray("plans")) {
                if (plan.getAsJsonObject().get("template").getAsString().endsWith(template)) {
                    return plan.getAsJsonObject();
                }
            }
        }
        throw new AssertionError("no plan " + template);
    }

    private static JsonObject edit(JsonObject json, java.util.function.Consumer<JsonObject> edit) {
        edit.accept(json);
        return json;
    }

    @Test
    void everyKindOfMistakeIsSeen() throws Exception {
        assertEquals(PlanComparison.Verdict.SAME, one(cluster()).verdict());
        seen("missing", json -> edit(json, j -> plan(j, "AskDnsIp").addProperty("template", "AskTheOracle")));
        seen("not wanted", json -> edit(json, j -> plan(j, "AskDnsIp").addProperty("template", "AskTheOracle")));
        seen("functions", json -> edit(json, j -> plan(j, "AskDnsIp").getAsJsonArray("functions").add("Get-More")));
        seen("other arguments of Join-Domain", json -> edit(json,
                j -> plan(j, "JoinDomain").getAsJsonObject("arguments").getAsJsonObject("Join-Domain").addProperty("OUPath", "OU=x")));
        seen("reboot", json -> edit(json, j -> plan(j, "JoinDomain").addProperty("reboot", 2)));
        seen("order", json -> edit(json, j -> {
            JsonArray pair = new JsonArray();
            pair.add(plan(j, "FailoverCluster").get("step"));
            pair.add(plan(j, "CreatePrimaryDC").get("step"));
            j.getAsJsonArray("constraints").add(pair);
        }));
    }

    @Test
    void aStepThatAFailureForbidsIsSeen() throws Exception {
        JsonObject failing = cases(json -> json.get("kind").getAsString().equals("fail-command")
                && !json.getAsJsonObject("afterFailure").getAsJsonArray("mayRun").isEmpty()).getFirst();
        assertEquals(PlanComparison.Verdict.SAME, one(failing).verdict());
        JsonObject after = failing.getAsJsonObject("afterFailure");
        after.add("mustNotRun", after.getAsJsonArray("mayRun"));
        PlanComparison.Result result = one(failing);
        assertTrue(result.differences().stream().anyMatch(d -> d.startsWith("runs after a failure")), result.differences().toString());
    }

    @Test
    void aRefusalCountsOnlyWhereItMay() throws Exception {
        JsonObject image = cases(json -> json.getAsJsonArray("knownBug").toString().contains("no-image")).getFirst();
        image.getAsJsonArray("rounds").remove(0);
        assertEquals(PlanComparison.Verdict.REFUSED, one(image).verdict());
        image.getAsJsonObject("allowed").addProperty("refuse", false);
        assertEquals(PlanComparison.Verdict.DIFFERENT, one(image).verdict());
    }

    @Test
    void aFileThatIsNoneIsRefusedWithItsLine() {
        for (String text : List.of("{}", "[]", "nonsense", "{\"id\":\"x\",\"environment\":3}", "[".repeat(10_000))) {
            FailureException e = Assertions.assertThrows(FailureException.class, () -> comparison.compare("bad", new StringReader("\n" + text), Task.unwatched()), text);
            assertEquals(Failure.Kind.BAD_INPUT, e.failure().kind());
            assertTrue(e.failure().details().contains("bad, line 2"), e.failure().details());
        }
    }
}
