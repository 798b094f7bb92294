package org.campanile.core.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A lock held by another program and by ourselves. */
@Timeout(60)
class LockFileTest {

    /** Holds the lock until its input ends. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
                System.out.println(lock.isValid());
                System.in.read();
            }
        }
    }

    @TempDir
    private Path folder;

    @Test
    void anotherProgramIsWaitedForAndNotForever() throws Exception {
        Path file = folder.resolve("list.yaml");
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                Path.of(Holder.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString(), Holder.class.getName(),
                folder.resolve(".list.yaml.lock").toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader says = other.inputReader()) {
            assertEquals("true", says.readLine());
            Failure held = assertThrows(FailureException.class, () -> LockFile.take(file, "changing a list")).failure();
            assertEquals(Failure.Kind.TIMED_OUT, held.kind());
            assertTrue(held.meaning().contains("Another program"), held.details());
            other.outputWriter().close();
            assertEquals(0, other.waitFor());
        } finally {
            other.destroyForcibly();
        }
        LockFile.take(file, "changing a list").close();
    }

    @Test
    void aFolderThatCannotBeMadeIsToldAtOnce() throws Exception {
        Path inTheWay = Files.writeString(folder.resolve("file"), "no folder");
        assertEquals(Failure.Kind.LOCAL, assertThrows(FailureException.class, () -> LockFile.take(inTheWay.resolve("list.yaml"), "changing a list")).failure().kind());
    }
}
