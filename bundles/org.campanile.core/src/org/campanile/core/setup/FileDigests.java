package org.campanile.core.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Checksums of files of many gigabytes, each read once as long as size and time of the file stay the same. Who asks for one that is being computed
 * waits for it. Thread-safe; blocks.
 */
final class FileDigests {

    private static final int BUFFER = 1 << 20;

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
            throw failure("looking at " + file.getFileName(), file, e);
        }
    }

    /** Takes over a checksum that somebody else has computed while the file was as {@code stamp} says. @param algorithm in Glance's or Java's words */
    void know(Stamp stamp, String algorithm, String hex) {
        lock.lock();
        try {
            known.put(new Key(stamp, jdkName(algorithm)), hex);
        } finally {
            lock.unlock();
        }
    }

    /** The checksum in hexadecimal. */
    String of(Path file, String algorithm, Task task) throws FailureException {
        String doing = "reading " + file.getFileName() + " to compare it";
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
        try {
            Stamp stamp = stamp(file);
            String before = known.get(new Key(stamp, algorithm));
            if (before != null) {
                return before;
            }
            String hex = read(file, stamp.size(), algorithm, doing, task);
            if (stamp(file).equals(stamp)) {
                known.put(new Key(stamp, algorithm), hex);
            }
            return hex;
        } finally {
            lock.unlock();
        }
    }

    private static String read(Path file, long total, String algorithm, String doing, Task task) throws FailureException {
        long done = 0;
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] buffer = new byte[BUFFER];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                task.checkCancelled(doing);
                digest.update(buffer, 0, n);
                done += n;
                task.progress(doing, done, total);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw failure(doing, file, e);
        } catch (NoSuchAlgorithmException unknown) {
            throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, doing, file.toString(), algorithm,
                    "Glance names a checksum that Java does not know.", "Compare the checksums by hand."), unknown);
        }
    }

    /** Java's name of an algorithm that Glance calls {@code sha512}. */
    static String jdkName(String glance) {
        return glance.toLowerCase(Locale.ROOT).replaceFirst("^sha(\\d)", "SHA-$1");
    }

    private static FailureException failure(String doing, Path file, IOException e) {
        return new FailureException(new Failure(Failure.Kind.LOCAL, doing, file.toString(), e.getMessage(), "The file cannot be read.",
                "Check the disk and the file's permissions."), e);
    }
}
