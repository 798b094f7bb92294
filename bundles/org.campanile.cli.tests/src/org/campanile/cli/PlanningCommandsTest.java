package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** {@code campanile environment} where no lab is needed: comparing, importing, exporting, planning, differences and losses. */
class PlanningCommandsTest {

    @TempDir
    Path folder;
    private Bench bench;

    @BeforeEach
    void bench() throws Exception {
        bench = new Bench(folder);
    }

    private Path document() {
        Path file = folder.resolve("office.yaml");
        bench.run("environment", "new", file.toString(), "--template", "data-center", "--name", "office").code(0);
        return file;
    }

    @Test
    void decidedPlansAreComparedAndADifferenceIsTold() throws Exception {
        Path vectors = vectors();
        List<String> some = Files.readAllLines(vectors).subList(20, 24);
        Path good = Files.write(folder.resolve("good.jsonl"), some);
        bench.run("environment", "compare-plans", good.toString()).code(0).says("4 of 4 agree.");
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), String.join("\n", some).replace("Get-DnsListeningIpAddress", "Get-Something"));
        bench.run("environment", "compare-plans", bad.toString()).code(1).says("functions").says("plan-0021");
        JsonObject json = bench.run("environment", "compare-plans", good.toString(), "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("cases", "agree", "refused", "different", "results"), List.copyOf(json.keySet()));
        bench.run("environment", "compare-plans", folder.resolve("none").toString()).code(1).tells("cannot be read");
        bench.run("environment", "compare-plans", document().toString()).code(1).tells("line 1");
    }

    @Test
    void descriptorsAreImportedPlannedAndExportedAgain() throws Exception {
        int planned = 0;
        for (String line : Files.readAllLines(vectors()).subList(0, 60)) {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            if (!json.get("kind").getAsString().equals("first")) {
                continue;
            }
            String id = json.get("id").getAsString();
            Path descriptors = Files.writeString(folder.resolve(id + ".json"), "{\"name\":\"x\",\"services\":" + json.getAsJsonArray("services") + "}");
            Path file = folder.resolve(id + ".yaml");
            bench.run("environment", "import", descriptors.toString(), "-o", file.toString()).code(0);
            assertFalse(Files.readString(file).contains("P@ssw0rd"), "a password in clear");
            JsonArray steps = bench.run("environment", "plan", file.toString(), "-f", "json").code(0).json().getAsJsonObject().getAsJsonArray("steps");
            Set<String> ours = new HashSet<>();
            for (JsonElement step : steps) {
                ours.add(step.getAsJsonObject().get("unit").getAsString() + " " + step.getAsJsonObject().get("template").getAsString());
            }
            Set<String> missing = new HashSet<>();
            json.getAsJsonObject("allowed").getAsJsonArray("missing").forEach(name -> missing.add(name.getAsString()));
            for (JsonElement round : json.getAsJsonArray("rounds")) {
                for (JsonElement plan : round.getAsJsonObject().getAsJsonArray("plans")) {
                    JsonObject wanted = plan.getAsJsonObject();
                    assertTrue(missing.contains(wanted.get("step").getAsString())
                            || ours.contains(wanted.get("unit").getAsString() + " " + wanted.get("template").getAsString()), id + " " + wanted);
                }
            }
            JsonArray out = JsonParser.parseString(bench.run("environment", "export", file.toString(), "--descriptors", "--no-passwords").code(0).out()).getAsJsonArray();
            assertEquals(json.getAsJsonArray("services").size(), out.size());
            planned++;
        }
        assertTrue(planned > 10, planned + " planned");
        bench.run("environment", "import", folder.resolve("plan-0016.json").toString(), "-o", folder.resolve("plan-0016.yaml").toString()).code(1).tells("exists already");
    }

    @Test
    void aTemplateOfOursIsReadBackAndToscaIsWritten() throws Exception {
        Path file = document();
        Path hot = folder.resolve("office.hot.yaml");
        bench.run("environment", "export", file.toString(), "--hot", "-o", hot.toString()).code(0).says("Written to");
        assertFalse(Files.readString(hot).contains("0.0.0.0/0"), "open to everybody");
        Path back = folder.resolve("back.yaml");
        bench.run("environment", "import", hot.toString(), "-o", back.toString()).code(0).says("office");
        assertEquals(Files.readString(file), Files.readString(back));
        bench.run("environment", "export", file.toString(), "--tosca").code(0).says("tosca_definitions_version: tosca_simple_yaml_1_3").says("tosca.nodes.Compute");
        bench.run("environment", "export", file.toString()).code(2);
    }

    @Test
    void aDocumentWithErrorsMakesNoTemplate() throws Exception {
        Path file = document();
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^  unitNamingPattern: .*", "  unitNamingPattern: same"));
        for (String format : new String[] { "--hot", "--tosca" }) {
            Path to = folder.resolve("template" + format);
            bench.run("environment", "export", file.toString(), format, "-o", to.toString()).code(1).tells("exporting an environment").tells("all units get one name");
            assertFalse(Files.exists(to), "nothing is written");
        }
        bench.run("environment", "export", file.toString(), "--descriptors", "--no-passwords").code(0);
    }

    @Test
    void differencesAreToldAndSpeakLoudlyOfWhatIsLost() throws Exception {
        Path file = document();
        Path before = Files.copy(file, folder.resolve("before.yaml"));
        bench.run("environment", "diff", file.toString(), "--against", before.toString()).code(0).says("Nothing would change.");
        Files.writeString(file, Files.readString(file).replaceFirst("osImage: demo-windows", "osImage: other"));
        bench.run("environment", "diff", file.toString(), "--against", before.toString()).code(1).says("REPLACE dc1").says("are lost");
        bench.run("environment", "diff", file.toString()).code(0).says("add dc1");
        assertTrue(bench.run("environment", "diff", file.toString(), "-f", "json").code(0).json().getAsJsonArray().size() > 5);
    }

    @Test
    void lossesAreToldWithQuorumAndAdvice() {
        String file = document().toString();
        bench.run("environment", "what-if", file, "--lose", "unit:sqln1").code(0).says("The quorum holds with 2 of 3 nodes.");
        bench.run("environment", "what-if", file, "--lose", "unit:sqln1", "--lose", "unit:sqln2").code(1).says("no majority");
        bench.run("environment", "what-if", file, "--lose", "zone:nova", "-f", "json").code(1).says("\"lost\"");
        bench.run("environment", "what-if", file, "--lose", "host:c1=dc1,web1").code(1).says("operations master");
        bench.run("environment", "what-if", file, "--lose", "host:c1").code(2).tells("needs a lab");
        bench.run("environment", "what-if", file, "--lose", "zone:mars").code(1).tells("no unit there");
        bench.run("environment", "what-if", file, "--lose", "everything").code(2);
    }

    @Test
    void typesOfATeamAreUsedAndAWrongOneIsRefused() throws Exception {
        Path types = Files.createDirectories(bench.home().resolve("labs").resolve("service-types"));
        Files.writeString(types.resolve("shop.yaml"), "id: shop\nunits: {min: 1}\nsteps:\n- template: InstallShop\n  functions: [{function: Install-Shop}]\n");
        Path file = Files.writeString(folder.resolve("shop.yaml"), "name: x\nservices:\n- {type: shop, name: shop, osImage: i, units: [{}]}\n");
        bench.run("environment", "plan", file.toString()).code(0).says("InstallShop");
        Files.writeString(types.resolve("shop.yaml"), "id: shop\nstep: []\n");
        bench.run("environment", "plan", file.toString()).code(1).tells("shop.yaml, line 2, step");
    }

    /** They belong to the tests of the planner, which are beside these. */
    private static Path vectors() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            for (String below : List.of("bundles/org.campanile.core.tests", "org.campanile.core.tests")) {
                Path found = here.resolve(below).resolve("vectors").resolve("plans.jsonl");
                if (Files.isRegularFile(found)) {
                    return found;
                }
            }
            here = here.getParent();
        }
        throw new IllegalStateException("no vectors beside " + Path.of("").toAbsolutePath());
    }
}
