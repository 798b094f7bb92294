package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.file.Checksums;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checksums of a file are computed once, and again when the file has changed. */
class FileDigestsTest {

    @TempDir
    Path folder;

    private final AtomicInteger reads = new AtomicInteger();
    private final Task counting = new Task((doing, done, total) -> reads.incrementAndGet());
    private final FileDigests digests = new FileDigests();
    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.writeString(folder.resolve("f"), "abc");
    }

    @Test
    void readsOnceWhileTheFileStaysTheSame() throws Exception {
        assertEquals("900150983cd24fb0d6963f7d28e17f72", digests.of(file, "MD5", counting));
        assertEquals("900150983cd24fb0d6963f7d28e17f72", digests.of(file, "MD5", counting));
        assertEquals(1, reads.get());
        Files.writeString(file, "abd");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
        assertEquals("4911e516e5aa21d327512e0c8b197616", digests.of(file, "MD5", counting));
        assertEquals(2, reads.get());
    }

    @Test
    void takesOverWhatTheUploadComputed() throws Exception {
        digests.know(FileDigests.stamp(file), "sha512", "feed");
        assertEquals("feed", digests.of(file, Checksums.javaName("sha512"), counting));
        assertEquals(0, reads.get());
    }

    @Test
    void failuresAreClear() {
        Failure gone = assertThrows(FailureException.class, () -> digests.of(folder.resolve("gone"), "MD5", counting)).failure();
        assertEquals(Failure.Kind.NOT_FOUND, gone.kind());
        assertEquals(Failure.Kind.BAD_ANSWER, assertThrows(FailureException.class, () -> digests.of(file, "SHA-77", counting)).failure().kind());
        Task cancelled = Task.unwatched();
        cancelled.cancel();
        assertEquals(Failure.Kind.CANCELLED, assertThrows(FailureException.class, () -> digests.of(file, "MD5", cancelled)).failure().kind());
    }
}
