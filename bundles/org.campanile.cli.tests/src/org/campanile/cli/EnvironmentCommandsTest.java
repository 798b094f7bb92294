package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.campanile.demolab.agents.AgentFault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** {@code campanile environment}: documents without a lab, and deployments on the demo lab whose agents answer. */
@Timeout(180)
class EnvironmentCommandsTest {

    private static DemoLab lab;

    @TempDir
    Path folder;
    private Bench bench;
    private String file;

    @BeforeAll
    static void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.05));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void document() throws Exception {
        bench = new Bench(folder).register(lab).set("CAMPANILE_SECRET_ENVIRONMENT", "Wonder-ful-2026");
        file = folder.resolve("office.yaml").toString();
        bench.run("environment", "new", file, "--network", "private").code(0).says("office");
    }

    @Test
    void aNewDocumentNeverReplacesAnother() throws Exception {
        String before = Files.readString(Path.of(file));
        bench.run("environment", "new", file).code(1).tells("The file exists already.");
        assertEquals(before, Files.readString(Path.of(file)));
        JsonObject made = bench.run("environment", "new", folder.resolve("b.yaml").toString(), "--template", "empty", "--name", "Bare", "-f", "json").code(0)
                .json().getAsJsonObject();
        assertEquals("Bare", made.get("environment").getAsString());
        assertEquals(0, made.get("units").getAsInt());
    }

    @Test
    void aGoodDocumentAndOneWithProblemsInEveryFormat() throws Exception {
        bench.run("environment", "validate", file).code(0).says("2 services, 3 units, no problem found");
        assertEquals("[]", bench.run("environment", "validate", file, "-f", "json").code(0).out().strip());
        bench.run("environment", "validate", file, "--lab", "demo-lab").code(0);

        Path bad = folder.resolve("bad.yaml");
        Files.writeString(bad, Files.readString(Path.of(file)).replace("web#", "dc#"));
        bench.run("environment", "validate", bad.toString()).code(1).says("error").says("dc1");
        JsonObject first = bench.run("environment", "validate", bad.toString(), "-f", "json").code(1).json().getAsJsonArray().get(0).getAsJsonObject();
        List<String> lines = Files.readAllLines(bad);
        assertEquals("unitNamingPattern: dc#", lines.get(first.get("line").getAsInt() - 1).strip(), "the line of the pattern that gives a name twice");
        assertEquals("dc1", first.get("unit").getAsString());
        assertEquals(List.of("severity", "line", "service", "unit", "field", "rule", "message", "fix"), List.copyOf(first.keySet()));
        assertTrue(((List<?>) bench.run("environment", "validate", bad.toString(), "-f", "yaml").code(1).yaml()).getFirst() instanceof Map<?, ?>);
        assertTrue(bench.run("environment", "validate", bad.toString(), "-f", "csv").code(1).csv().size() > 1);
        bench.run("environment", "deploy", bad.toString(), "--lab", "demo-lab", "--yes").code(1).tells("Validate the environment");

        bench.run("environment", "new", folder.resolve("odd.yaml").toString(), "--image", "no-such-image", "--flavor", "m9.none").code(0);
        bench.run("environment", "validate", folder.resolve("odd.yaml").toString(), "--lab", "demo-lab").code(1).says("no-such-image").says("m9.none");
    }

    @Test
    void thePlanInEveryFormat() {
        bench.run("environment", "plan", file).code(0).says("dc1:CreatePrimaryDC").says("the longest chain takes about");
        JsonObject json = bench.run("environment", "plan", file, "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("steps"), List.copyOf(json.keySet()));
        assertEquals(List.of("id", "service", "unit", "kind", "template", "functions", "after", "expectedSeconds", "arguments"),
                List.copyOf(json.getAsJsonArray("steps").get(0).getAsJsonObject().keySet()));
        int steps = json.getAsJsonArray("steps").size();
        assertEquals(steps, ((List<?>) ((Map<?, ?>) bench.run("environment", "plan", file, "-f", "yaml").code(0).yaml()).get("steps")).size());
        assertEquals(steps + 1, bench.run("environment", "plan", file, "-f", "csv").code(0).csv().size());
    }

    @Test
    void theTemplateIsShownWithoutWhatHeatHides() {
        bench.run("environment", "deploy", file, "--dry-run").code(0).says("heat_template_version");
        assertFalse(bench.run("environment", "submit", file, "--dry-run", "-f", "json").code(0).tells("Would ask").json().getAsJsonObject().get("submitted").getAsBoolean());
        JsonObject json = bench.run("environment", "deploy", file, "--dry-run", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("environment", "template", "parameters", "hidden"), List.copyOf(json.keySet()));
        assertFalse(json.getAsJsonArray("hidden").isEmpty(), "user data holds the broker's password");
        assertTrue(bench.run("environment", "deploy", file, "--dry-run", "-f", "yaml").code(0).yaml() instanceof Map<?, ?>);
        bench.run("environment", "deploy", file, "--dry-run", "-f", "csv").code(0).says("heat_template_version");
        bench.run("environment", "status", file).code(1).says("Not deployed");
    }

    @Test
    void itIsDeployedUntilTheAgentsAnswerLookedAtAndDeleted() throws Exception {
        bench.run("environment", "deploy", file).code(1).tells("--yes agrees beforehand");
        Bench.Result made = bench.run("environment", "deploy", file, "--agents", "required", "--agent-limit", "60", "--yes").code(0)
                .says("CREATE_COMPLETE").says("The agent answered.");
        assertTrue(made.err().contains("dc1: ACTIVE"), made.err());
        JsonObject json = bench.run("environment", "status", file, "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("environment", "phase", "stack", "stackId", "status", "reason", "units", "steps", "findings"), List.copyOf(json.keySet()));
        assertEquals("deployed", json.get("phase").getAsString());
        assertEquals(3, json.getAsJsonArray("units").size());
        assertEquals("office", ((Map<?, ?>) bench.run("environment", "status", file, "-f", "yaml").code(0).yaml()).get("environment"));
        assertEquals(4, bench.run("environment", "status", file, "-f", "csv").code(0).csv().size());

        Path moved = folder.resolve("moved.yaml");
        Files.writeString(moved, Files.readString(Path.of(file)).replace("availabilityZone: nova", "availabilityZone: other"));
        bench.run("environment", "deploy", moved.toString()).code(1).tells("REPLACE web1: ").tells("the server and all that is in it are lost").tells("This cannot be undone.");

        bench.run("environment", "delete", file, "--dry-run").code(0).says("ACTIVE");
        bench.run("environment", "delete", file).code(1).tells("This cannot be undone.");
        assertFalse(bench.run("environment", "delete", file, "--yes").code(0).says("Not deployed").out().contains("ACTIVE"));
        bench.run("environment", "status", file, "-f", "json").code(1);
        bench.run("environment", "delete", file, "--yes").code(0);
    }

    @Test
    void aSilentAgentIsAFindingOrAFailureAsWished() throws Exception {
        Path other = folder.resolve("silent.yaml");
        Files.writeString(other, Files.readString(Path.of(file)).replace("dc#", "mute#"));
        lab.agents().faults().add(new AgentFault(AgentFault.Kind.SILENT, "*", "mute1", -1));
        bench.run("environment", "deploy", other.toString(), "--agent-limit", "4", "--yes").code(0).tells("No answer from mute1 within 4 s");
        bench.run("environment", "deploy", other.toString(), "--agent-limit", "4", "--agents", "required", "--yes").code(1).tells("mute1");
        bench.run("environment", "delete", other.toString(), "--yes").code(0);
    }

    @Test
    void whoLeavesIsToldThatTheLabGoesOn() throws Exception {
        // What is begun there takes minutes, so the stack is not done before anybody leaves.
        try (DemoLab still = DemoLab.start(DemoLabOptions.defaults().withTimeScale(100))) {
            Bench leaving = new Bench(Files.createDirectory(folder.resolve("leaving"))).register(still).set("CAMPANILE_SECRET_ENVIRONMENT", "Wonder-ful-2026");
            leaving.watch(text -> {
                if (text.contains("CREATE_IN_PROGRESS")) {
                    leaving.interrupt();
                }
            });
            leaving.run("environment", "deploy", file, "--yes").code(1).tells("Cancelled; what was begun goes on in the lab.");
        }
    }

    @Test
    void agentsCannotBeRequiredWithoutABroker() throws Exception {
        bench.cloudsOf(lab);
        bench.run("environment", "deploy", file, "--os-cloud", "demo-lab", "--agents", "required", "--yes").code(1).tells("the lab has no broker");
    }
}
