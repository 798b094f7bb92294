package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs and symptoms on the command line, on files of this machine. */
class LogCommandsTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return CommandLineRun.of(new PrintWriter(out), new PrintWriter(err), Map.of("CAMPANILE_HOME", folder.resolve("home").toString()), folder, arguments);
    }

    private String log(String name) {
        return "local:" + folder.resolve(name);
    }

    @BeforeEach
    void write() throws Exception {
        Files.writeString(folder.resolve("murano-conductor.log"), """
                2023-01-01 00:00:01.000 1 INFO muranoconductor.app [-] Starting
                2023-01-01 00:00:03.000 1 DEBUG heatclient [-] 404 Not Found: The Stack (e5) could not be found.
                2023-01-01 00:00:05.000 1 ERROR muranoconductor.app [-] ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN
                Traceback (most recent call last):
                  File "app.py", line 88
                """);
        Files.writeString(folder.resolve("murano-api.log"), "2023-01-01 00:00:02.000 1 WARNING muranoapi [-] slow\n2023-01-01 00:00:04.000 1 INFO muranoapi [-] deployed\n");
    }

    @Test
    void logsAreMergedByTime() {
        assertEquals(0, run("logs", log("murano-conductor.log"), log("murano-api.log")), err.toString());
        String[] lines = out.toString().split("\n");
        assertTrue(lines[0].contains("Starting") && lines[1].contains("slow") && lines[2].contains("404") && lines[3].contains("deployed"), out.toString());
        assertTrue(lines[5].startsWith("    Traceback"), out.toString());
    }

    @Test
    void theyAreFilteredAndExplained() {
        assertEquals(0, run("logs", log("murano-conductor.log"), log("murano-api.log"), "--severity", "error", "--explain"), err.toString());
        assertFalse(out.toString().contains("slow"), out.toString());
        assertTrue(out.toString().contains("RabbitMQ refuses the login"), out.toString());
    }

    @Test
    void harmlessLinesCanBeLeftOut() {
        assertEquals(0, run("logs", log("murano-conductor.log"), "--hide-harmless", "-f", "json"), err.toString());
        assertFalse(out.toString().contains("404 Not Found"), out.toString());
        assertTrue(out.toString().contains("\"broker.login-refused\""), out.toString());
    }

    @Test
    void aMissingLogIsToldAndBad() {
        assertEquals(1, run("logs", log("none.log")));
        assertTrue(err.toString().contains("No such file"), err.toString());
    }

    @Test
    void wrongUsageIsRefused() {
        assertEquals(1, run("logs", "nonsense"));
        assertEquals(2, run("logs", log("murano-api.log"), "--severity", "loud"));
        assertEquals(1, run("logs", log("murano-api.log"), "--grep", "/(/"));
        assertTrue(err.toString().contains("no regular expression"), err.toString());
    }

    @Test
    void aTextIsExplainedBySymptomsOfOnesOwnToo() throws Exception {
        assertEquals(0, run("lab", "symptoms", "--explain", "No valid host was found."));
        assertTrue(out.toString().contains("heat.no-valid-host"), out.toString());
        assertEquals(1, run("lab", "symptoms", "--explain", "all is well"));
        assertEquals(1, run("lab", "symptoms", "--explain", "all is well", "-f", "json"), "programs learn it too");
        Files.createDirectories(folder.resolve("home"));
        Files.writeString(folder.resolve("home/symptoms.yaml"), "symptoms:\n  - id: own\n    title: Own\n    where: console\n    text: all is well\n    cause: c\n    fix: f\n");
        assertEquals(0, run("lab", "symptoms", "--explain", "all is well"));
        Files.writeString(folder.resolve("home/symptoms.yaml"), "symptoms:\n  - id: own\n    title: Own\n    where: moon\n    text: x\n    cause: c\n    fix: f\n");
        assertEquals(1, run("lab", "symptoms"));
        assertTrue(err.toString().contains("symptoms.yaml:4:"), err.toString());
    }
}
