package org.campanile.reallab.setup.parts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.host.Host;
import org.campanile.core.remote.Command;
import org.campanile.core.setup.prerequisites.Uploads;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.reallab.host.LabMachine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The place where uploads grow: in a folder that everybody may write to, nothing that a stranger has put there is used. */
@Timeout(120)
class UploadsTest {

    private static final String SHARE = "/opt/everybody's";

    @TempDir
    static Path temp;
    private static LabMachine machine;
    private static PartGround ground;
    private static Host admin;

    private final Task task = Task.unwatched();
    private Path file;

    @BeforeAll
    static void make() throws Exception {
        machine = PartGround.sharedMachine();
        ground = new PartGround(machine, "careful", temp);
        admin = machine.host("admin", null);
    }

    @AfterAll
    static void end() {
        admin.remote().close();
        ground.close();
        machine.stop();
    }

    @BeforeEach
    void empty() throws Exception {
        root("rm -rf " + Command.quote(SHARE) + " /opt/victim; mkdir -m 777 " + Command.quote(SHARE) + "; mkdir -m 755 /opt/victim; echo mine >/opt/victim/kept");
        file = Files.write(temp.resolve("Größe.bin"), new byte[200_000]);
    }

    private void root(String line) throws FailureException {
        admin.require("preparing", Command.of("sh -ec " + Command.quote(line)), task);
    }

    private Path inside(String path) {
        return machine.root().resolve(path.substring(1));
    }

    private List<String> names(String folder) throws Exception {
        try (var all = Files.list(inside(folder))) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileArrivesAndThePlaceIsGone() throws Exception {
        new Uploads(ground.ground(), ground.host(), SHARE).put(file, SHARE + "/a b.bin", "games:games", task);
        assertEquals(List.of("a b.bin"), names(SHARE));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(inside(SHARE + "/a b.bin")));
        assertEquals("games 644", admin.ask("looking", "stat -c '%U %a' " + Command.quote(SHARE + "/a b.bin"), task).strip());
    }

    /** %s is the place of uploads. */
    @ParameterizedTest
    @ValueSource(strings = { "ln -s /opt/victim %s", "mkdir -m 777 %s", "mkdir -m 700 %s; chown games %s", "mkdir -m 700 %s; chown careful %s; chmod 770 %s", "touch %s" })
    void whatAStrangerHasPutThereIsNotUsed(String stranger) throws Exception {
        root("cd " + Command.quote(SHARE) + "; " + stranger.replace("%s", ".campanile-upload"));
        String before = admin.require("looking", Command.of("ls -lA --time-style=full-iso " + Command.quote(SHARE)), task);
        Failure failure = assertThrows(FailureException.class, () -> new Uploads(ground.ground(), ground.host(), SHARE).put(file, SHARE + "/x.bin", "", task)).failure();
        assertTrue(failure.cameBack().contains("is not the folder of uploads"), failure.details());
        assertEquals(before, admin.require("looking", Command.of("ls -lA --time-style=full-iso " + Command.quote(SHARE)), task), "nothing is taken over");
        assertEquals(List.of("kept"), names("/opt/victim"));
        assertFalse(Files.exists(inside(SHARE + "/x.bin")));
    }

    @Test
    void anUploadThatWasCutGoesOnInThePlaceItHad() throws Exception {
        root("cd " + Command.quote(SHARE) + "; mkdir -m 700 .campanile-upload; chown careful .campanile-upload");
        new Uploads(ground.ground(), ground.host(), SHARE).put(file, SHARE + "/x.bin", "", task);
        assertEquals(List.of("x.bin"), names(SHARE));
    }
}
