package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** {@code campanile controller}. */
@Timeout(120)
class ControllerCommandsTest {

    @TempDir
    Path folder;
    private DemoLab lab;
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02));
        bench = new Bench(folder).register(lab);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void nodesAndGroupsInEveryFormat() throws Exception {
        bench.run("controller", "list").code(0).says("controller-0").says("vim-services").says("Read ").says("active");
        JsonObject json = bench.run("controller", "list", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("system", "source", "readAt", "active", "nodes", "groups", "problems", "lookOnly"), List.copyOf(json.keySet()));
        assertEquals("controller-0", json.get("active").getAsString());
        assertEquals(2, json.getAsJsonArray("nodes").size());
        assertEquals("controller-0", ((Map<?, ?>) bench.run("controller", "list", "-f", "yaml").code(0).yaml()).get("active"));
        assertEquals(3, bench.run("controller", "list", "-f", "csv").code(0).csv().size());
        assertEquals(json.getAsJsonArray("groups").size() + 1, bench.run("controller", "list", "--groups", "-f", "csv").code(0).csv().size());
        bench.run("controller", "list", "--system", "other").code(1).tells("The lab has no such system.").tells("demo-system");
        bench.cloudsOf(lab).run("controller", "list", "--os-cloud", "demo-lab").code(0).says("controller-1");
        bench.run("controller", "list", "--os-cloud", "demo-lab", "--controller", lab.controllers().url()).code(0).says("controller-1");
    }

    @Test
    void aPreCheckNamesEveryReason() {
        bench.run("controller", "precheck", "controller-0").code(0).says("Service Manager would allow it.");
        lab.controllers().assignment("controller-1", "vim-services", "status", "failed");
        lab.controllers().assignment("controller-1", "oam-services", "state", "disabled");
        JsonObject json = bench.run("controller", "precheck", "controller-0", "-f", "json").code(1).json().getAsJsonObject();
        assertEquals(List.of("node", "action", "allowed", "server", "hindrance", "findings", "causes", "next", "impact", "unknown", "disagreement"), List.copyOf(json.keySet()));
        assertEquals(3, json.getAsJsonArray("findings").size(), json.toString());
        bench.run("controller", "precheck", "controller-0").code(1).says("vim-services").says("oam-services");
        bench.run("controller", "precheck", "controller-0", "-f", "csv").code(1).says("vim-services");
        assertEquals(false, ((Map<?, ?>) bench.run("controller", "precheck", "controller-0", "-f", "yaml").code(1).yaml()).get("allowed"));
        bench.run("controller", "swact", "controller-0", "--dry-run", "-f", "json").code(1).says("\"allowed\": false");
        bench.run("controller", "swact", "controller-0", "--yes").code(1).says("refused").says("vim-services");
    }

    @Test
    void aSwactIsAgreedToFollowedAndWrittenDown() throws Exception {
        bench.run("controller", "swact", "controller-0").code(1).says("declined").tells("--yes agrees beforehand");
        JsonObject done = bench.run("controller", "swact", "controller-0", "--yes", "-f", "json").code(0).tells("Following the swact").json().getAsJsonObject();
        assertEquals("controller-1", done.get("active").getAsString());
        assertEquals("done", done.get("outcome").getAsString());
        bench.run("controller", "list", "-f", "json").code(0).says("\"active\": \"controller-1\"");
        List<String> audit = Files.readAllLines(bench.home().resolve("audit.log"));
        assertEquals(2, audit.size(), audit.toString());
        assertEquals(true, audit.get(0).contains("curl -X PATCH") && audit.get(0).contains("$TOKEN") && audit.get(0).contains("answered 200"), audit.get(0));
    }

    @Test
    void aControllerIsLockedAndUnlocked() {
        JsonObject asked = bench.run("controller", "lock", "controller-1", "--dry-run", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(7, asked.getAsJsonArray("impact").size(), asked.toString());
        JsonObject locked = bench.run("controller", "lock", "controller-1", "--yes", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals("done", locked.get("outcome").getAsString());
        assertEquals("the inventory API", locked.get("through").getAsString());
        bench.run("controller", "alarms").code(1).says("200.001").says("loss of redundancy; expected 1 standby member but none available");
        bench.run("controller", "alarms", "--hosts").code(0).says("Controller-Active").says("locked");
        bench.run("controller", "lock", "controller-1", "--yes").code(1).says("is locked already");
        bench.run("controller", "swact", "controller-0", "--yes").code(1).says("controller-1 is locked").says("refused");
        bench.run("controller", "swact", "controller-0", "--force", "--yes").code(1).says("declined");
        bench.run("controller", "whatif", "controller-0").code(1).says("stops").says("is locked").says("Of 7 service groups 7 stop.");
        bench.run("controller", "unlock", "controller-1", "--yes", "--direct").code(0).says("is unlocked and in service").says("Service Manager");
        bench.run("controller", "alarms", "-f", "json").code(0);
        bench.run("controller", "what-if", "controller-0", "-f", "json").code(0).says("moves");
        bench.run("controller", "whatif", "--link").code(0).says("alone");
        bench.run("controller", "unlock", "controller-7", "--yes").code(1).says("controller-7");
    }

    @Test
    void allVectorsMatch() {
        String vectors = vectors().toString();
        assertEquals("400 of 400 matched.", bench.run("controller", "replay", vectors).code(0).out().strip());
        JsonObject json = bench.run("controller", "replay", vectors, "-f", "json").code(0).json().getAsJsonObject();
        assertEquals("{\"cases\":400,\"matched\":400,\"mismatches\":[]}", json.toString());
    }

    @Test
    void aCapturedSystemIsLookedAtLikeAnyOther() throws Exception {
        Path answers = Files.createDirectory(folder.resolve("answers"));
        Files.writeString(answers.resolve("nodes.json"), "{\"nodes\":[{\"id\":1,\"name\":\"c-0\",\"administrative_state\":\"unlocked\"},"
                + "{\"id\":2,\"name\":\"c-1\",\"administrative_state\":\"locked\"}]}");
        Files.writeString(answers.resolve("groups.json"), "{\"sm_sda\":[{\"node_name\":\"c-0\",\"service_group_name\":\"vim-services\",\"state\":\"active\","
                + "\"desired_state\":\"active\"},{\"node_name\":\"c-1\",\"service_group_name\":\"vim-services\",\"state\":\"disabled\",\"desired_state\":\"disabled\"}]}");
        bench.run("controller", "list", "--capture", answers.toString()).code(1).says("vim-services").tells("No controller says it is the active one.");
        bench.run("controller", "whatif", "c-0", "--capture", answers.toString()).code(1).says("Of 1 service group 1 stops.");
        bench.run("controller", "precheck", "c-0", "--capture", answers.toString()).code(1).says("c-1 is locked").says("captured system");
        bench.run("controller", "swact", "c-0", "--yes", "--capture", answers.toString()).code(2).tells("only be looked at");
        bench.run("controller", "list", "--capture", folder.resolve("nothing").toString()).code(1).tells("There is no such file or folder.");
    }

    @Test
    void casesArePredictedFromStateAndRequestAlone() throws Exception {
        Path blind = folder.resolve("blind.jsonl");
        StringBuilder lines = new StringBuilder();
        List<String> expected = new java.util.ArrayList<>();
        for (String line : Files.readAllLines(vectors())) {
            JsonObject v = com.google.gson.JsonParser.parseString(line).getAsJsonObject();
            JsonObject body = v.remove("expect").getAsJsonObject().getAsJsonObject("body");
            v.remove("outcome");
            lines.append(v).append('\n');
            String text = body.has("faultstring") ? body.get("faultstring").getAsString()
                    : body.has("error_details") && !body.get("error_details").isJsonNull() ? body.get("error_details").getAsString() : null;
            expected.add(text);
        }
        Files.writeString(blind, lines);
        List<String> told = bench.run("controller", "predict", blind.toString()).code(0).out().lines().toList();
        assertEquals(400, told.size());
        for (int i = 0; i < 400; i++) {
            JsonObject p = com.google.gson.JsonParser.parseString(told.get(i)).getAsJsonObject();
            assertEquals(List.of("id", "first", "all"), List.copyOf(p.keySet()));
            assertEquals(expected.get(i), p.get("first").isJsonNull() ? null : p.get("first").getAsString(), p.get("id").getAsString());
        }
        Files.writeString(blind, lines.substring(0, lines.indexOf("\n") + 1) + "{}\n");
        bench.run("controller", "predict", blind.toString()).code(1).says("sn-1-0001").tells("blind.jsonl, line 2");
    }

    @Test
    void aVectorThatComesOutOtherwiseIsShown() throws Exception {
        List<String> some = Files.readAllLines(vectors()).subList(0, 3);
        Path file = Files.write(folder.resolve("some.jsonl"), List.of(some.get(0), some.get(1), some.get(2).replaceAll("\"status\":\\d+,\"body\"", "\"status\":418,\"body\"")));
        bench.run("controller", "replay", file.toString()).code(1).says("2 of 3 matched.").says("418");
        assertEquals(List.of("cases,matched", "3,2"), bench.run("controller", "replay", file.toString(), "-f", "csv").code(1).csv());
        Files.writeString(file, some.get(0) + "\nno case\n");
        bench.run("controller", "replay", file.toString()).code(1).tells("2");
        bench.run("controller", "replay", folder.resolve("missing").toString()).code(1).tells("missing").tells("cannot be read");
        bench.run("controller", "replay", Files.createFile(folder.resolve("empty")).toString()).code(1).says("0 of 0 matched.");
    }

    /** They belong to the demo lab's tests, which are beside these. */
    private static Path vectors() {
        Path here = Path.of("").toAbsolutePath();
        while (here != null) {
            for (String below : List.of("bundles/org.campanile.demolab.tests", "org.campanile.demolab.tests")) {
                Path file = here.resolve(below).resolve("vectors").resolve("service-node.jsonl");
                if (Files.isRegularFile(file)) {
                    return file;
                }
            }
            here = here.getParent();
        }
        throw new IllegalStateException("no vectors beside " + Path.of("").toAbsolutePath());
    }
}
