package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.share.ShareKind;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Samba from Debian's packages on a machine of its own, with an smb.conf written by hand in odd style; read by real SMB clients. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ShareTest {

    private static final String CONF = "/etc/samba/smb.conf";
    private static final String PASSWORD = "gehe|m&\\/ün ç'\"$x";

    /** Written long ago in Latin-1 with Windows line ends, spellings of all sorts, a share of somebody else and no line end at its end. */
    private static final byte[] ODD = ("; Konfiguration f\u00fcr das Labor\r\n  workgroup = LAB\r\n[ Global ]\r\n  Server String = a \\\r\n   server\r\n\tmap to guest=never\r\n"
            + "smb ports = 4452\r\nINTERFACES = 127.0.0.1/8\r\n   bind interfaces only = Yes\r\n  log file = /var/log/samba/log.%m\r\n# Bilder von 2011\r\n[Bilder]\r\nPath=/srv/bilder\r\n"
            + "  public = yes\r\n  Write Able = No").getBytes(StandardCharsets.ISO_8859_1);

    private static LabMachine machine;

    @TempDir
    private static Path temp;

    private static PartGround ground;
    private static Path journal;

    private final ShareKind kind = new ShareKind();
    private final Task task = Task.unwatched();

    @BeforeAll
    static void make() throws Exception {
        machine = LabMachine.fresh("t-share", 2251);
        Files.createDirectories(inside("/etc/samba"));
        Files.write(inside(CONF), ODD);
        ground = new PartGround(machine, "careful", temp);
        journal = ground.journal();
    }

    @AfterAll
    static void wipe() {
        ground.close();
        machine.close();
    }

    private static Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private Plan share() throws FailureException {
        return ground.plan(kind, "share", Map.of("password", ground.secret("share", PASSWORD), "writable", true, "owner", "games:games"));
    }

    private static int smbclient(String options) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "smbclient //127.0.0.1/share -p 4452 -m SMB3 " + options).redirectErrorStream(true)
                .redirectOutput(temp.resolve("said").toFile());
        builder.environment().put("PASSWD", PASSWORD);
        Process process = builder.start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    @Order(1)
    void thePlanShowsTheDifferenceAndTouchesNothing() throws Exception {
        PlanReport report = ground.preview(share());
        String shown = report.toString();
        assertTrue(shown.contains("+[share]"), shown);
        assertFalse(shown.contains("gehe|m"), "the password stands in the plan");
        assertEquals(ODD.length, Files.size(inside(CONF)));
        assertFalse(Files.exists(inside("/opt/samba")));
    }

    @Test
    @Order(2)
    void anEmptyHostServesAnAuthenticatedShare() throws Exception {
        RunResult result = ground.run(share(), journal);
        assertTrue(result.ok(), PartGround.told(result));
        assertEquals(0, smbclient("-U murano-share -c ls"));
        assertTrue(smbclient("-N -c ls") != 0, "strangers get in");
        Path sent = Files.writeString(temp.resolve("sent.txt"), "from a client");
        assertEquals(0, smbclient("-U murano-share -c 'put " + sent + " sent.txt'"));
        assertEquals("from a client", Files.readString(inside("/opt/samba/share/sent.txt")));
        assertEquals("games", ground.ground().host(ground.host(), task).run(Command.of("stat -c %U /opt/samba/share/sent.txt"), task).out().strip());
    }

    @Test
    @Order(3)
    void theFileKeepsWhatWasWrittenByHand() throws Exception {
        String now = Files.readString(inside(CONF), StandardCharsets.ISO_8859_1);
        String before = new String(ODD, StandardCharsets.ISO_8859_1);
        assertTrue(now.startsWith(before), now);
        assertTrue(now.contains("\r\n[share]\r\n"), now);
        assertFalse(now.replace("\r\n", "").contains("\n"), "line ends are mixed");
        assertFalse(now.toLowerCase().contains("nt1"), now);
    }

    @Test
    @Order(4)
    void aSecondRunHasNothingToDo() throws Exception {
        ground.fresh();
        byte[] before = Files.readAllBytes(inside(CONF));
        RunResult again = ground.run(share(), ground.journal());
        assertTrue(again.ok(), PartGround.told(again));
        assertEquals(again.outcomes().size(), again.count(StepState.EXISTED), PartGround.told(again));
        assertEquals(new String(before, StandardCharsets.ISO_8859_1), Files.readString(inside(CONF), StandardCharsets.ISO_8859_1));
    }

    @Test
    @Order(5)
    void whatSambaWouldRefuseIsNotPutInPlace() throws Exception {
        byte[] good = Files.readAllBytes(inside(CONF));
        Files.writeString(inside(CONF), "[share\npath=/nowhere\n");
        try {
            ground.fresh();
            RunResult refused = ground.run(share(), ground.journal());
            assertFalse(refused.ok());
            Failure failure = refused.outcomes().stream().filter(o -> o.step().equals("share.config")).findFirst().orElseThrow().failure().orElseThrow();
            assertEquals(Failure.Kind.CONFLICT, failure.kind(), failure.details());
            assertEquals("[share\npath=/nowhere\n", Files.readString(inside(CONF)));
        } finally {
            Files.write(inside(CONF), good);
        }
    }

    @Test
    @Order(6)
    void aGuestShareIsForImagesOf2012OnlyAndUndoGivesTheFormerOneBack() throws Exception {
        Failure refused = assertThrows(FailureException.class, () -> ground.plan(kind, "guest", Map.of("access", "guest"))).failure();
        assertEquals(Failure.Kind.BAD_INPUT, refused.kind());
        assertTrue(refused.details().contains("Windows Server 2019"), refused.details());
        byte[] before = Files.readAllBytes(inside(CONF));
        ground.fresh();
        Plan plan = ground.plan(kind, "guest", Map.of("access", "guest", "windows", "2012"));
        Path guests = ground.journal();
        RunResult result = ground.run(plan, guests);
        assertTrue(result.ok(), PartGround.told(result));
        assertEquals(0, smbclient("-N -c 'get sent.txt " + temp.resolve("got.txt") + "'"));
        assertEquals("from a client", Files.readString(temp.resolve("got.txt")));
        RunResult undone = ground.undo(plan, guests);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertEquals(latin(before), latin(Files.readAllBytes(inside(CONF))));
        assertTrue(smbclient("-N -c ls") != 0, "strangers still get in");
        assertEquals(0, smbclient("-U murano-share -c ls"));
    }

    @Test
    @Order(7)
    void undoTakesBackOnlyWhatWasMadeAndLeavesDataAndLaterEdits() throws Exception {
        Files.writeString(inside(CONF), latin(Files.readAllBytes(inside(CONF))) + "# von Hand f\u00fcr sp\u00e4ter\r\n", StandardCharsets.ISO_8859_1);
        ground.fresh();
        ground.lines.clear();
        RunResult undone = ground.undo(share(), journal);
        assertTrue(undone.ok(), PartGround.told(undone));
        assertEquals(latin(ODD) + "\r\n\r\n# von Hand f\u00fcr sp\u00e4ter\r\n", latin(Files.readAllBytes(inside(CONF))));
        assertTrue(Files.exists(inside("/opt/samba/share/sent.txt")), "data was removed");
        assertTrue(ground.lines.stream().anyMatch(l -> l.contains("stays: it holds 1 file")), ground.lines.toString());
        Host host = machine.host("admin", null);
        assertFalse(host.run(Command.of("getent passwd murano-share"), task).ok());
        assertFalse(host.run(Command.of("command -v smbclient"), task).ok());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
