package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

/** No command replaces a file that is there already, unless it is told to; all say so in the same words. */
class NewFileTest {

    private static final String PRECIOUS = "somebody's own work\n";
    private static DemoLab lab;

    @TempDir
    Path folder;
    private Bench bench;
    private Path taken;
    private String office;

    @BeforeAll
    static void start() throws Exception {
        lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(0.05));
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void files() throws Exception {
        bench = new Bench(folder).register(lab).set("CAMPANILE_SECRET_ENVIRONMENT", "Wonder-ful-2026");
        taken = Files.writeString(folder.resolve("taken"), PRECIOUS);
        office = folder.resolve("office.yaml").toString();
        bench.run("environment", "new", office, "--network", "private").code(0);
    }

    private void kept(String replaced, String... line) throws Exception {
        bench.run(line).code(1).silent().tells("The file exists already.").tells("--force");
        assertEquals(PRECIOUS, Files.readString(taken));
        List<String> forced = new ArrayList<>(List.of(line));
        forced.add("--force");
        bench.run(forced.toArray(new String[0]));
        String now = Files.readString(taken);
        assertTrue(now.contains(replaced), now);
        assertFalse(now.contains(PRECIOUS), now);
        Files.writeString(taken, PRECIOUS);
    }

    @Test
    void whatIsThereStaysUnlessItIsToBeReplaced() throws Exception {
        String to = taken.toString();
        Path descriptors = folder.resolve("descriptors.json");
        bench.run("environment", "export", office, "--descriptors", "--no-passwords", "-o", descriptors.toString()).code(0);
        kept("services:", "environment", "new", to);
        kept("services:", "environment", "import", descriptors.toString(), "-o", to);
        kept("\"type\": \"activeDirectory\"", "environment", "export", office, "--descriptors", "--no-passwords", "-o", to);
        kept("heat_template_version", "environment", "export", office, "--hot", "-o", to);
        kept("services:", "environment", "map", office, "--to", "demo-lab", "-o", to);
        kept("parts:", "recipe", "export", "today", "-o", to);
        kept("rabbit_version", "broker", "definitions", "export", to);
        kept("#!/bin/sh", "lab", "setup", "--script", to);
        kept("# Set-up of", "lab", "setup", "--dry-run", "--report", to);
    }

    @Test
    void aFolderIsNoFile() {
        bench.run("environment", "export", office, "--hot", "-o", folder.toString(), "--force").code(1).tells("This is a folder.");
        bench.run("broker", "definitions", "export", folder.toString()).code(1).tells("This is a folder.");
    }

    /** Of a demo lab that would otherwise write over the clouds of somebody's tools. */
    @Test
    void theDemoLabLeavesACloudsFileAlone() throws Exception {
        bench.run("demo-lab", "start", "--clouds", taken.toString()).code(1).silent().tells("The file exists already.");
        assertEquals(PRECIOUS, Files.readString(taken));
    }

    @Test
    void everyCommandWithAnOutputFileCanBeToldToReplaceIt() {
        CliContext cli = new CliContext(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()),
                new Surroundings(Map.of(), "Linux", folder, folder, Optional.empty(), Bench.LIMITS));
        assertTrue(look(Campanile.commandLine(cli)) >= 4);
    }

    private int look(CommandLine command) {
        int found = 0;
        if (command.getCommandSpec().optionsMap().containsKey("--output")) {
            assertTrue(command.getCommandSpec().optionsMap().containsKey("--force"), command.getCommandSpec().qualifiedName(" "));
            found++;
        }
        return found + command.getSubcommands().values().stream().mapToInt(this::look).sum();
    }
}
