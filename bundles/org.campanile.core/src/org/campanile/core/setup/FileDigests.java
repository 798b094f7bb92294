package org.campanile.core.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.file.Checksums;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Checksums of files of many gigabytes, each read once as long as size and time of the file stay the same. Who asks for one that is being computed
 * waits for it. Thread-safe; blocks.
 */
final class FileDigests {

    /** The file as it was when it was looked at. */
    record Stamp(Path file, long size, Instant changed) {
    }

    private record Key(Stamp stamp, String algorithm) {
    }

    private final Map<Key, String> known = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    static Stamp stamp(Path file) throws FailureException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(file, now.size(), now.lastModifiedTime().toInstant());
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("looking at " + file.getFileName(), file, e), e);
        }
    }

    /** Takes over a checksum that somebody else has computed while the file was as {@code stamp} says. @param algorithm in Glance's or Java's words */
    void know(Stamp stamp, String algorithm, String hex) {
        lock.lock();
        try {
            known.put(new Key(stamp, Checksums.javaName(algorithm)), hex);
        } finally {
            lock.unlock();
        }
    }

    /** The checksum in hexadecimal. */
    String of(Path file, String algorithm, Task task) throws FailureException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("reading " + file.getFileName() + " to compare it");
        }
        try {
            Stamp stamp = stamp(file);
            String before = known.get(new Key(stamp, algorithm));
            if (before != null) {
                return before;
            }
            String hex = Checksums.of(file, algorithm, task);
            if (stamp(file).equals(stamp)) {
                known.put(new Key(stamp, algorithm), hex);
            }
            return hex;
        } finally {
            lock.unlock();
        }
    }
}
