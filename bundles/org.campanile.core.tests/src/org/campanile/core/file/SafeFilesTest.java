package org.campanile.core.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.campanile.core.step.ChildJvm;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SafeFilesTest {

    private static final byte[] OLD = "old".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BIG = new byte[1024 * 1024];

    @TempDir
    Path folder;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    /** A process that may write no file longer than a few blocks runs into its limit in the middle of the file. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatDoesNotFitLeavesTheOldOneAndNothingBeside() throws Exception {
        Path file = folder.resolve("file");
        SafeFiles.write(file, OLD, "saving");
        Path log = Files.createTempFile("campanile", ".log");
        Process child = ChildJvm.limited(log, 64, Writer.class, List.of(SafeFiles.class), file.toString());
        assertTrue(child.waitFor(40, TimeUnit.SECONDS));
        assertEquals(7, child.exitValue(), () -> text(log));
        assertTrue(text(log).contains("LOCAL"), () -> text(log));
        assertArrayEquals(OLD, Files.readAllBytes(file));
        assertEquals(List.of("file"), names());
        Files.delete(log);
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** The process with the limit; ends with 7 when it was refused. */
    static final class Writer {

        private Writer() {
        }

        public static void main(String[] arguments) {
            try {
                SafeFiles.write(Path.of(arguments[0]), BIG, "saving");
            } catch (FailureException e) {
                System.err.println(e.failure());
                System.exit(7);
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aFileKeepsItsRights() throws Exception {
        Path file = Files.write(folder.resolve("mine"), OLD);
        for (String rights : List.of("rw-------", "rw-rw-r--")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(rights));
            SafeFiles.write(file, BIG, "saving");
            assertEquals(rights, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aLinkIsWrittenThrough() throws Exception {
        Path real = Files.write(folder.resolve("real"), OLD);
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        SafeFiles.write(link, BIG, "saving");
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(BIG, Files.readAllBytes(real));
    }

    @Test
    void anInterruptedThreadStillWritesTheWholeFile() throws Exception {
        Thread.currentThread().interrupt();
        SafeFiles.write(folder.resolve("file"), BIG, "saving");
        assertTrue(Thread.interrupted());
        assertArrayEquals(BIG, Files.readAllBytes(folder.resolve("file")));
        assertEquals(List.of("file"), names());
    }

    @Test
    void whatIsMissingOrTooBigIsTold() throws Exception {
        assertEquals(Failure.Kind.NOT_FOUND, kind(folder.resolve("missing"), 10));
        Files.write(folder.resolve("big"), BIG);
        assertEquals(Failure.Kind.BAD_INPUT, kind(folder.resolve("big"), BIG.length - 1));
        assertEquals(BIG.length, SafeFiles.read(folder.resolve("big"), BIG.length, "reading").length());
        assertEquals(Failure.Kind.LOCAL, kind(folder, 10));
        Files.writeString(folder.resolve("bom"), "\uFEFFtext");
        assertEquals("text", SafeFiles.read(folder.resolve("bom"), 100, "reading"));
    }

    private static Failure.Kind kind(Path file, int limit) {
        return assertThrows(FailureException.class, () -> SafeFiles.read(file, limit, "reading")).failure().kind();
    }
}
