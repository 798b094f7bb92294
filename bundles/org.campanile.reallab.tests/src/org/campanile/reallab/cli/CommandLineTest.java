package org.campanile.reallab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.campanile.cli.CommandLineRun;
import org.campanile.reallab.host.RealLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line on the real lab: OS_* and RABBIT_* say where, with the lab's defaults. Everything is made under names of its own and deleted.
 */
@Timeout(600)
class CommandLineTest {

    private static final String PASSWORD = RealLab.value("OS_PASSWORD", "admin-secret");
    private static final String NEW_PASSWORD = "Only-for-" + UUID.randomUUID();

    private final String name = "campanile-cli-" + UUID.randomUUID().toString().substring(0, 8);
    private final String broker = RealLab.value("RABBIT_USER", "guest") + "@" + RealLab.value("RABBIT_HOST", "127.0.0.1") + ":" + RealLab.value("RABBIT_PORT", "5672");
    private final String management = RealLab.value("RABBIT_MANAGEMENT", "http://127.0.0.1:15672");

    @TempDir
    Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String out = "";
    private String err = "";

    @BeforeEach
    void files() throws IOException {
        Files.writeString(folder.resolve("clouds.yaml"), RealLab.cloudsYaml());
        Files.writeString(folder.resolve("secure.yaml"), "clouds: {real: {auth: {password: " + PASSWORD + "}}}\n");
        environment.put("CAMPANILE_HOME", folder.resolve("home").toString());
        environment.put("CAMPANILE_SECRET_BROKER", RealLab.value("RABBIT_PASSWORD", "guest"));
        environment.put("CAMPANILE_SECRET_NEW_USER", NEW_PASSWORD);
    }

    /** Runs it and expects that exit code; no password may be printed. */
    private void run(int code, String... arguments) {
        StringWriter results = new StringWriter();
        StringWriter progress = new StringWriter();
        int ended = CommandLineRun.of(new PrintWriter(results), new PrintWriter(progress), environment, folder, arguments);
        out = results.toString();
        err = progress.toString();
        assertEquals(code, ended, () -> String.join(" ", arguments) + "\n" + out + err);
        assertFalse((out + err).contains(PASSWORD) || (out + err).contains(NEW_PASSWORD), () -> "a password is printed: " + out + err);
    }

    private void says(String words) {
        assertTrue(out.contains(words), () -> "does not say: " + words + "\n" + out + err);
    }

    @Test
    void theLabHasNoProblemAndAWrongPasswordIsTold() throws IOException {
        run(0, "lab", "check", "--os-cloud", "real", "--broker", broker, "--broker-management", management, "--problems", "-f", "json");
        assertEquals("[]", out.strip());
        run(1, "lab", "check", "--os-cloud", "real");
        says("The lab has no broker.");
        Files.writeString(folder.resolve("secure.yaml"), "clouds: {real: {auth: {password: not-this-one}}}\n");
        run(1, "lab", "check", "--os-cloud", "real");
        says("401 The request you have made requires authentication.");
    }

    @Test
    void theLabIsSetUpOnceAndTakenBack() throws IOException {
        Path image = Files.write(folder.resolve(name + ".raw"), new byte[1 << 20]);
        // Without the proof: LabSetupTest has it on this lab, and the round on the command line on the demo lab.
        String[] setup = { "lab", "setup", "--os-cloud", "real", "--broker", broker, "--broker-management", management, "--vhost", name, "--rabbitmq-user",
                name, "--murano-type", name, "--image", image.toString(), "--part", "rabbitmq,keystone,image", "--yes" };
        String[] undo = { "lab", "undo", "--os-cloud", "real", "--broker", broker, "--broker-management", management, "--yes" };
        try {
            run(0, setup);
            says("All steps are done");
            run(0, setup);
            says("Nothing to do: all 9 steps are done.");
        } finally {
            run(0, undo);
        }
        run(1, undo);
        assertTrue(err.contains("No run of this lab's set-up has made anything"), err);
    }

    @Test
    void aSmallEnvironmentIsDeployedWithRealServersAndDeleted() {
        String file = folder.resolve(name + ".yaml").toString();
        run(0, "environment", "new", file, "--image", "demo-windows", "--flavor", "m1.tiny", "--network", "private");
        run(0, "environment", "validate", file, "--os-cloud", "real");
        run(0, "environment", "plan", file, "-f", "json");
        says("\"steps\"");
        try {
            run(0, "environment", "deploy", file, "--os-cloud", "real", "--agents", "none", "--yes", "-f", "csv");
            List<String> rows = out.lines().toList();
            assertEquals(4, rows.size(), out);
            rows.subList(1, 4).forEach(row -> assertTrue(row.contains(",ACTIVE,") && row.contains("CREATE_COMPLETE"), row));
            run(0, "environment", "status", file, "--os-cloud", "real");
            says("Stack CREATE completed successfully");
        } finally {
            run(0, "environment", "delete", file, "--os-cloud", "real", "--yes");
        }
        run(1, "environment", "status", file, "--os-cloud", "real");
        says("Not deployed");
    }
}
