package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.campanile.core.history.EventQuery;
import org.campanile.core.history.History;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** {@code campanile lab setup} and {@code lab undo}. */
@Timeout(120)
class SetupCommandsTest {

    @TempDir
    Path folder;
    private DemoLab lab;
    private Bench bench;
    private Path image;

    @BeforeEach
    void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.02).withMuranoListed(false));
        bench = new Bench(folder).register(lab);
        image = Files.write(folder.resolve("ws-2022.raw"), new byte[300_000]);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Bench.Result setup(String... more) {
        List<String> line = new ArrayList<>(List.of("lab", "setup", "--image", image.toString()));
        line.addAll(List.of(more));
        return bench.run(line.toArray(String[]::new));
    }

    private static List<String> states(JsonObject document, String key) {
        return document.getAsJsonArray("steps").asList().stream().map(s -> s.getAsJsonObject().get(key)).filter(s -> !s.isJsonNull())
                .map(JsonElement::getAsString).distinct().sorted().toList();
    }

    @Test
    void thePlanIsShownInEveryFormatAndChangesNothing() {
        setup("--dry-run").code(0).says("10 to make").says("$ rabbitmqctl add_vhost muranovhost").tells("Create virtual host muranovhost");
        JsonObject json = setup("--dry-run", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("id", "title", "recipe", "summary", "steps"), List.copyOf(json.keySet()));
        assertEquals(List.of("id", "part", "title", "verdict", "state", "change", "detail", "preview", "where", "commands", "after", "expectedSeconds", "why",
                "failure", "reason"),
                List.copyOf(json.getAsJsonArray("steps").get(0).getAsJsonObject().keySet()));
        assertEquals(List.of("make"), states(json, "verdict"));
        assertEquals(List.of(), states(json, "state"));
        assertEquals(10, ((List<?>) ((Map<?, ?>) setup("--dry-run", "-f", "yaml").code(0).yaml()).get("steps")).size());
        assertEquals(11, setup("--dry-run", "-f", "csv").code(0).csv().size());
        setup().code(1).tells("--yes agrees beforehand").tells("nothing was changed");
        assertEquals(List.of("make"), states(setup("--dry-run", "-f", "json").json().getAsJsonObject(), "verdict"));
    }

    @Test
    void itIsSetUpOnceAndTakenBackOnce() throws Exception {
        JsonObject made = setup("--yes", "-f", "json").code(0).tells("Done").json().getAsJsonObject();
        assertTrue(made.get("ok").getAsBoolean());
        assertTrue(states(made, "state").contains("done"), made.toString());
        setup("--yes").code(0).says("Nothing to do: all 10 steps are done.");
        bench.run("lab", "check", "--image", image.toString()).code(0).says("OK       Proof / ").says("OK       Keystone / Keystone is set up")
                .says("OK       RabbitMQ / RabbitMQ is set up").says("OK       Image import / Image import is set up");
        List<String> audit = Files.readAllLines(bench.home().resolve("audit.log"));
        assertEquals(10, audit.size(), audit.toString());
        assertTrue(audit.stream().noneMatch(l -> l.contains("murano-secret")), audit.toString());

        bench.run("lab", "undo", "--dry-run").code(0).says("broker.vhost");
        bench.run("lab", "undo").code(1).tells("--yes agrees beforehand");
        JsonObject back = bench.run("lab", "undo", "--yes", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("undone"), states(back, "state"));
        bench.run("lab", "undo", "--yes").code(1).tells("No run of this lab's set-up has made anything");
        bench.run("lab", "setup", "--undo", "--dry-run").code(0).says("(nothing)");
        assertEquals(List.of("make"), states(setup("--dry-run", "-f", "json").json().getAsJsonObject(), "verdict"));
    }

    @Test
    void thePasswordOfTheNewUserIsItsOwn() throws Exception {
        bench.cloudsOf(lab).set("CAMPANILE_SECRET_BROKER", "guest");
        String[] line = { "lab", "setup", "--os-cloud", "demo-lab", "--broker", "guest@127.0.0.1:" + lab.broker().amqpPort(), "--broker-management",
                lab.broker().managementUrl(), "--skip", "keystone", "--yes" };
        bench.run(line).code(1).tells("The password of muranouser is not known").tells("CAMPANILE_SECRET_NEW_USER");
        bench.set("CAMPANILE_SECRET_NEW_USER", "new/user").run(line).code(1).tells("reading what to set up");
        bench.set("CAMPANILE_SECRET_NEW_USER", "new-user-secret").run(line).code(0).says("All steps are done");
        bench.set("CAMPANILE_SECRET_BROKER", "new-user-secret");
        line[5] = line[5].replace("guest@", "muranouser@") + "/muranovhost";
        bench.run("lab", "check", "--os-cloud", "demo-lab", "--broker", line[5], "--broker-management", line[7]).code(0).says("virtual host muranovhost");
    }

    @Test
    void whatIsNotAPartIsRefused() {
        setup("--skip", "heat", "--dry-run").code(1).tells("There is no such part.");
        setup("--murano-url", "no address", "--dry-run").code(1).tells("murano-api");
        bench.run("lab", "setup", "--skip", "keystone,rabbitmq,proof").code(1).tells("Choose at least one part to set up.");
    }

    @Test
    void theGuardOfTheLabCounts() throws Exception {
        guard("read-only");
        setup("--yes").code(1).tells("The lab is read-only");
        guard("critical");
        setup("--yes").code(1).tells("has to be typed, and nobody can be asked here");
        Bench.Script wrong = new Bench.Script("demo");
        bench.terminal(wrong);
        setup("--yes").code(1).tells("its name was not typed");
        assertEquals(1, wrong.asked.size());
        Bench.Script right = new Bench.Script("demo-lab");
        bench.terminal(right);
        setup("--yes").code(0);
        assertEquals(1, right.asked.size(), "one agreement is for the whole run, its proof too");
    }

    private void guard(String word) throws Exception {
        Path file = bench.home().resolve("labs").resolve("demo-lab.yaml");
        Files.writeString(file, Files.readString(file).replaceAll("(?m)^guard:.*$\n", "").replaceFirst("(?m)^name:", "guard: " + word + "\nname:"));
    }

    @Test
    void aRunThatIsCancelledGoesOnLater() {
        bench.watch(text -> {
            if (text.contains("Done") && text.contains("Create virtual host")) {
                bench.interrupt();
            }
        });
        setup("--yes").code(1).says("The same command goes on from there.");
        bench.watch(text -> {
        });
        setup("--yes").code(0).says("All steps are done");
    }

    @Test
    void aRenamedLabKeepsItsRunsAndItsChoice() throws Exception {
        setup("--yes").code(0);
        String name = Files.readString(onlyFile("labs", ".yaml")).lines().filter(l -> l.startsWith("name: ")).findFirst().orElseThrow().substring(6);
        bench.run("lab", "rename", name, "a/b").code(1).tells("letters, digits");
        bench.run("lab", "rename", name, "Other", "--dry-run").code(0);
        bench.run("lab", "rename", "nobody", "Other").code(1).tells("There is no lab of this name.");
        bench.run("lab", "rename", name, "Other").code(0);
        bench.run("lab", "list").code(0).says("Other");
        assertTrue(Files.readString(bench.home().resolve("audit.log")).contains("Lab " + name + " is called Other from now on."));
        bench.run("lab", "setup", "--yes", "--lab", "Other").code(0).says("Nothing to do: all 10 steps are done.");
        bench.run("lab", "undo", "--dry-run", "--lab", "Other").code(0).says("muranovhost");
        assertEquals(1, Files.list(bench.home().resolve("setups")).count(), "one choice, of one lab");
        bench.run("lab", "rename", "Other", name).code(0);
        bench.run("lab", "undo", "--yes", "--lab", name).code(0);
    }

    @Test
    void anInterruptedRunThatHasNothingLeftIsEnded() throws Exception {
        setup("--yes").code(0);
        Path journal = onlyFile("runs", ".journal");
        List<String> lines = Files.readAllLines(journal);
        assertTrue(lines.getLast().contains("\"ended\""));
        Files.write(journal, lines.subList(0, lines.size() - 1));
        setup("--dry-run").code(0);
        assertEquals(lines.size() - 1, Files.readAllLines(journal).size(), "a look changes nothing");
        setup("--yes").code(0).tells("The run that was interrupted has nothing left to do, and was ended.");
        assertTrue(Files.readAllLines(journal).getLast().contains("nothing was left to do"));
        setup("--yes", "--resume").code(1).tells("No run of this lab's set-up was interrupted.");
        bench.run("lab", "undo", "--dry-run").code(0).says("muranovhost");
        try (History history = History.open(bench.home().resolve("history"))) {
            assertTrue(history.query(EventQuery.newest(1)).getFirst().text().endsWith("has nothing left to do, and was ended."));
        }
    }

    private Path onlyFile(String folderOfHome, String ending) throws Exception {
        try (Stream<Path> files = Files.list(bench.home().resolve(folderOfHome))) {
            return files.filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow();
        }
    }
}
