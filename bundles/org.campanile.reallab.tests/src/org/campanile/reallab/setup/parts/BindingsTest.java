package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.campanile.core.recipe.StepKind;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** lab-binding.rc on a machine: each of its variants is repaired in place, read by a shell, and brought back. */
@Timeout(120)
class BindingsTest {

    private static final String FILE = "/opt/binding/lab-binding.rc";
    private static final String PASSWORD = "pa|ss'wörd";

    @TempDir
    static Path temp;
    private static LabMachine machine;
    private static PartGround ground;

    private final StepKind kind = SetupKinds.all().step("devbox.lab-binding").orElseThrow();

    @BeforeAll
    static void make() throws Exception {
        machine = PartGround.sharedMachine();
        ground = new PartGround(machine, "careful", temp);
    }

    @AfterAll
    static void end() {
        ground.close();
        machine.stop();
    }

    private static Path inside() {
        return machine.root().resolve(FILE.substring(1));
    }

    private static byte[] given(String text) throws IOException {
        Files.createDirectories(inside().getParent());
        Files.deleteIfExists(inside());
        Files.writeString(inside(), text);
        Files.setPosixFilePermissions(inside(), PosixFilePermissions.fromString("rw-r--r--"));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Plan plan() throws Exception {
        return ground.plan(kind, "binding", Map.of("path", FILE, "lab-host", "192.0.2.1", "admin-password", ground.secret("admin", "admin1"), "broker-user", "murano",
                "broker-password", ground.secret("broker", PASSWORD), "broker-vhost", "/vhost"));
    }

    private static String shell(String variable) throws Exception {
        return machine.host("admin", null).require("reading", Command.of("sh -euc '. " + FILE + "; printf %s \"$" + variable + "\"'"), Task.unwatched());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "# of the guide\nLAB_HOST=192.0.2.9\nADMIN_USER=admin\nADMIN_PASSWORD=x\nRABBITMQ_LOGIN=old\nRABBITMQ_PASSWORD=secret-of-old\nRABBITMQ_VHOST=old\nBRANCH_NAME=release-0.2\n",
            "# for Vagrant\r\nLAB_HOST=192.0.2.9\r\nADMIN_USER=admin\r\nADMIN_PASSWORD=x\r\nRABBITMQ_USER=old\r\nRABBITMQ_PASSWORD=secret-of-old\r\nRABBITMQ_VHOST=old\r\n",
            "# installer's\nLAB_HOST=192.0.2.9\nADMIN_USER=admin\nADMIN_PASSWORD=x\nRABBITMQ_LOGIN=old\nRABBITMQ_PASSWORD=secret-of-old\nRABBITMQ_VHOST=old\n"
                    + "RABBITMQ_HOST=$LAB_HOST\nRABBITMQ_HOST_ALT=\nSSL_ENABLED=True\n" })
    void aVariantIsRepairedAndComesBack(String text) throws Exception {
        byte[] before = given(text);
        PlanReport.Row row = ground.preview(plan()).rows().getFirst();
        assertEquals(PlanReport.Verdict.CHANGE, row.verdict(), row.detail());
        assertFalse(row.preview().contains(PASSWORD) || row.preview().contains("secret-of-old"), row.preview());
        Path journal = ground.journal();
        RunResult result = ground.run(plan(), journal);
        assertTrue(result.ok(), PartGround.told(result));

        assertEquals(List.of("192.0.2.1", "murano", PASSWORD, "/vhost", "192.0.2.1"), List.of(shell("LAB_HOST"), shell("RABBITMQ_LOGIN"), shell("RABBITMQ_PASSWORD"),
                shell("RABBITMQ_VHOST"), shell("RABBITMQ_HOST")));
        assertTrue(text.contains("SSL") ? shell("SSL_ENABLED").equals("false") : Files.readString(inside()).startsWith(text.substring(0, text.indexOf('\n')).strip()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inside())), "it holds two passwords");
        assertEquals(PlanReport.Verdict.EXISTS, ground.preview(plan()).rows().getFirst().verdict(), "a second run has nothing to do");

        RunResult undone = ground.undo(plan(), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertArrayEquals(before, Files.readAllBytes(inside()));
        assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(inside())));
    }

    @Test
    void aRightFileThatOthersMayReadIsOnlyClosed() throws Exception {
        Files.deleteIfExists(inside());
        assertTrue(ground.run(plan(), ground.journal()).ok());
        byte[] right = Files.readAllBytes(inside());
        Files.setPosixFilePermissions(inside(), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(PlanReport.Verdict.CHANGE, ground.preview(plan()).rows().getFirst().verdict());
        assertTrue(ground.run(plan(), ground.journal()).ok());
        assertArrayEquals(right, Files.readAllBytes(inside()));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(inside())));
    }

    @Test
    void whatNoShellReadsIsLeftToPeople() throws Exception {
        byte[] before = given("LAB_HOST=192.0.2.9\nNOTE='never closed\n");
        PlanReport.Row row = ground.preview(plan()).rows().getFirst();
        assertEquals(PlanReport.Verdict.BLOCKED, row.verdict(), row.detail());
        assertTrue(row.why().orElseThrow().next().contains("by hand"), row.why().toString());
        assertFalse(ground.run(plan(), ground.journal()).ok());
        assertArrayEquals(before, Files.readAllBytes(inside()));
    }
}
