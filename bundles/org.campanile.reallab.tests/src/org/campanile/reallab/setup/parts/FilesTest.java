package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.prerequisites.FilesKind;
import org.campanile.core.step.Plan;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Prerequisites brought to a machine by SFTP: found under other names, renamed, uploaded, gone on with after a reboot, taken back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FilesTest {

    private static final String ROOT = "/opt/samba/share";
    private static final int BIG = 48 << 20;

    private static LabMachine machine;
    private static PartGround ground;
    private static Path journal;

    @TempDir
    private static Path temp;

    private static Path mine;

    private final FilesKind kind = new FilesKind();
    private final Task task = Task.unwatched();

    @BeforeAll
    static void make() throws Exception {
        machine = PartGround.sharedMachine();
        ground = new PartGround(machine, "careful", temp);
        journal = ground.journal();
        mine = Files.createDirectories(temp.resolve("Von der Platte/ü"));
        file("AspNetMVC4Setup (1).exe", "4d5a", BIG);
        file("SQLSysClrTypes_x64.msi", "d0cf11e0a1b11ae1", 1_100_000);
        file("SharedManagementObjects.msi", "d0cf11e0a1b11ae1", 1_100_000);
        file("PowerShellTools.msi", "d0cf11e0a1b11ae1", 200_000);
        file("sql/SQLFULL/Setup.EXE", "4d5a", 4000);
        file("sql/SQLFULL/MediaInfo.xml", "3c3f786d6c", 100);
        file("sql/SQLFULL/x64/Größe.txt", "61", 100);
        Files.move(mine.resolve("sql/SQLFULL"), mine.resolve("sql/SQL2012"));
        inside(ROOT + "/Prerequisites/SQL Server/Tools").toFile().mkdirs();
        // The guide's place, one folder too high, and a web page that was saved instead of a download.
        Files.write(inside(ROOT + "/Prerequisites/WebApplications.exe"), bytes("4d5a", 20_000));
        Files.writeString(inside(ROOT + "/Prerequisites/SQL Server/Tools/PowerShellTools.msi"), "<!DOCTYPE html><html>Please accept our terms</html>");
    }

    @AfterAll
    static void end() {
        ground.close();
        machine.stop();
    }

    private static byte[] bytes(String head, int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        byte[] first = HexFormat.of().parseHex(head);
        System.arraycopy(first, 0, content, 0, first.length);
        return content;
    }

    private static void file(String name, String head, int size) throws IOException {
        Path file = mine.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes(head, size));
    }

    private static Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private Plan plan() throws Exception {
        return ground.plan(kind, "files", Map.of("local-folder", mine.toString(), "owner", "games:games"));
    }

    @Test
    @Order(1)
    void aDiskThatIsTooSmallIsToldBeforeAnythingIsSent() throws Exception {
        Host host = machine.host("admin", null);
        host.require("preparing", Command.of("mkdir -p /srv/small && mount -t tmpfs -o size=20m none /srv/small"), task);
        try {
            RunResult result = ground.run(ground.plan(kind, "small", Map.of("local-folder", mine.toString(), "folder", "/srv/small")), ground.journal());
            Failure failure = result.outcomes().stream().filter(o -> o.step().equals("small.folders")).findFirst().orElseThrow().failure().orElseThrow();
            assertTrue(failure.meaning().contains("too small"), failure.details());
            assertEquals("", host.ask("looking", "ls -A /srv/small", task));
        } finally {
            host.require("tidying", Command.of("umount /srv/small"), task);
        }
    }

    @Test
    @Order(2)
    void filesAreFoundByMeaningAndUploadedAcrossARebootOfTheHost() throws Exception {
        ground.fresh();
        AtomicBoolean cut = new AtomicBoolean();
        AtomicLong after = new AtomicLong(-1);
        Pattern amount = Pattern.compile("AspNetMVC4Setup.*: ([0-9.]+) MiB of");
        ground.watch(words -> {
            Matcher m = amount.matcher(words);
            if (words.startsWith("uploading") && m.find()) {
                double mib = Double.parseDouble(m.group(1));
                if (mib > 24 && cut.compareAndSet(false, true)) {
                    machine.reboot();
                } else if (cut.get() && after.get() < 0 && mib < 30) {
                    after.set((long) mib);
                }
            }
        });
        RunResult result = ground.run(plan(), journal);
        ground.watch(words -> { });
        assertTrue(result.ok(), PartGround.told(result));
        assertTrue(cut.get(), "nothing was cut");
        assertTrue(ground.lines.stream().anyMatch(l -> l.contains("The connection was cut")), ground.lines.toString());
        assertTrue(after.get() > 8, "began again at " + after.get() + " MiB");
        assertTrue(ground.progress.stream().anyMatch(p -> p.matches(".*MiB of 48\\.0 MiB.*")), ground.progress.toString());
        assertEquals(-1, Files.mismatch(mine.resolve("AspNetMVC4Setup (1).exe"), inside(ROOT + "/Prerequisites/IIS/AspNetMvc4Setup.exe")));
        assertTrue(Files.exists(inside(ROOT + "/Prerequisites/IIS/WebApplications.exe")));
        assertFalse(Files.exists(inside(ROOT + "/Prerequisites/WebApplications.exe")));
        assertEquals(-1, Files.mismatch(mine.resolve("PowerShellTools.msi"), inside(ROOT + "/Prerequisites/SQL Server/Tools/PowerShellTools.msi")));
        assertEquals(-1, Files.mismatch(mine.resolve("sql/SQL2012/x64/Größe.txt"), inside(ROOT + "/Prerequisites/SQL Server/2012/x64/Größe.txt")));
        assertFalse(Files.exists(inside(ROOT + "/.campanile-upload")), "something is left of the uploads");
        Host host = machine.host("admin", null);
        assertEquals("games 644", host.ask("looking", "stat -c '%U %a' " + ROOT + "/Prerequisites/IIS/AspNetMvc4Setup.exe", task).strip());
    }

    @Test
    @Order(3)
    void aSecondRunHasNothingToDoAndWhatIsMissingIsToldWithItsSource() throws Exception {
        ground.fresh();
        RunResult again = ground.run(plan(), ground.journal());
        assertTrue(again.ok(), PartGround.told(again));
        assertEquals(again.outcomes().size(), again.count(StepState.EXISTED), PartGround.told(again));
        ground.fresh();
        RunResult missing = ground.run(ground.plan(kind, "other", Map.of("catalogue", "image-builder", "folder", "/opt/image-builder")), ground.journal());
        Failure failure = missing.outcomes().stream().filter(o -> o.step().equals("other.murano-agent")).findFirst().orElseThrow().failure().orElseThrow();
        assertEquals(Failure.Kind.NOT_FOUND, failure.kind());
        assertTrue(failure.details().contains("MuranoAgent.zip") && failure.details().contains("No folder of this machine"), failure.details());
    }

    @Test
    @Order(4)
    void undoAsksBeforeItRemovesDataAndPutsRenamedFilesBack() throws Exception {
        ground.answer(false);
        RunResult kept = ground.undo(plan(), journal);
        assertTrue(kept.ok(), PartGround.told(kept));
        assertTrue(Files.exists(inside(ROOT + "/Prerequisites/IIS/AspNetMvc4Setup.exe")));
        assertTrue(Files.exists(inside(ROOT + "/Prerequisites/WebApplications.exe")), "the renamed file was not put back");
        ground.answer(true);
        Path second = ground.journal();
        assertTrue(ground.run(plan(), second).ok());
        Files.delete(inside(ROOT + "/Prerequisites/IIS/AspNetMvc4Setup.exe"));
        ground.fresh();
        Path third = ground.journal();
        assertTrue(ground.run(plan(), third).ok());
        ground.lines.clear();
        assertTrue(ground.undo(plan(), third).ok());
        assertEquals(List.of("asked: Remove the files from t-parts that this set-up has uploaded to " + ROOT + "?"), ground.lines.stream().filter(l -> l.startsWith("asked: ")).toList());
        assertFalse(Files.exists(inside(ROOT + "/Prerequisites/IIS/AspNetMvc4Setup.exe")));
        assertTrue(Files.exists(inside(ROOT + "/Prerequisites/SQL Server/2012/MediaInfo.xml")), "undo took what another run had made");
    }
}
