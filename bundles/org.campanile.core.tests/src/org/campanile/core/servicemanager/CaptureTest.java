package org.campanile.core.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Captured systems: a database that SQLite itself wrote, and saved answers. */
class CaptureTest {

    @TempDir
    Path folder;

    private Path database() throws Exception {
        try (InputStream in = CaptureTest.class.getResourceAsStream("sm.db.gz")) {
            assertNotNull(in, "sm.db.gz is not beside the test");
            Path file = folder.resolve("sm.db");
            try (GZIPInputStream plain = new GZIPInputStream(in)) {
                Files.copy(plain, file);
            }
            return file;
        }
    }

    @Test
    void aSavedDatabaseTellsMoreThanTheApi() throws Exception {
        SystemReading read = new Capture(database()).read();
        assertEquals(List.of("controller-0", "controller-1"), read.nodes().stream().map(Node::name).toList());
        assertEquals("yes", read.roles().get("controller-0").swactableServices());
        assertEquals("no", read.roles().get("controller-1").swactableServices());
        assertEquals(14, read.assignments().size());
        SystemTables tables = read.tables();
        assertEquals("controller-0", tables.local());
        assertEquals("N", tables.member("controller", "web-services").orElseThrow().model());
        assertEquals(List.of("lighttpd", "horizon"), tables.groupMembers().stream().filter(m -> m.group().equals("web-services"))
                .map(SystemTables.GroupMember::service).toList());
        assertTrue(tables.groups().stream().noneMatch(g -> g.equals("storage-services")), "not provisioned");
        assertEquals(300, read.services().size(), "over many pages");
        assertEquals(5000, read.services().get(299).name().length(), "a value over overflow pages");
    }

    @Test
    void aDamagedDatabaseIsRefused() throws Exception {
        byte[] good = Files.readAllBytes(database());
        for (int cut : new int[] {0, 10, 100, 600, 4096, 9000}) {
            Path file = Files.write(folder.resolve("cut-" + cut), java.util.Arrays.copyOf(good, cut));
            assertThrows(FailureException.class, () -> new Capture(file).read(), "cut at " + cut);
        }
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            for (int k = 0; k < 20; k++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve("bad"), bad);
            try {
                assertNotNull(new Capture(file).read());
            } catch (FailureException e) {
                assertTrue(e.failure().meaning().endsWith("."), e.failure().meaning());
            }
        }
    }

    @Test
    void savedAnswersOpenUnderAnyNames() throws Exception {
        Path answers = Files.createDirectory(folder.resolve("answers"));
        FailureException none = assertThrows(FailureException.class, () -> new Capture(answers).read());
        assertTrue(none.failure().next().contains("/v1/nodes"), none.failure().next());
        Files.writeString(answers.resolve("a.json"), "{\"nodes\":[{\"id\":1,\"name\":\"c-0\",\"administrative_state\":\"unlocked\"}]}");
        Files.writeString(answers.resolve("b.json"), "{\"service_groups\":[{\"node_name\":\"c-0\",\"service_group_name\":\"g\",\"state\":\"active\"}]}");
        Files.writeString(answers.resolve("c.json"), "{\"hostname\":\"c-0\",\"active_services\":\"yes\",\"swactable_services\":\"yes\"}");
        Files.writeString(answers.resolve("d.json"), "{broken");
        SystemReading read = new Capture(answers).read();
        assertEquals("unlocked", read.nodes().get(0).admin());
        assertEquals("yes", read.roles().get("c-0").swactableServices());
        assertTrue(read.problems().stream().anyMatch(p -> p.startsWith("d.json is not JSON")), read.problems().toString());
        assertThrows(FailureException.class, () -> new Capture(folder.resolve("nowhere")).read());
    }

    @Test
    void nothingIsEverSentToACapture() throws Exception {
        SystemProfile profile = SystemProfile.captured("old", database());
        profile.validate();
        ServiceManager manager = new ServiceManager(profile, TokenSource.fixed(Secret.of("t")), null);
        assertEquals(2, manager.nodes(Task.unwatched()).size());
        CommandResult.Failed no = assertInstanceOf(CommandResult.Failed.class, manager.command("controller-0", Command.lock(), Task.unwatched()));
        assertEquals(org.campanile.core.task.Failure.Kind.GUARDED, no.failure().kind());
    }
}
