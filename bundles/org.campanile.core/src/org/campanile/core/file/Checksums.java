package org.campanile.core.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Checksums, in lower case hexadecimal. Algorithms are named in Java's words ({@code SHA-512}) or Glance's ({@code sha512}). Stateless; reading files
 * blocks, so worker threads only.
 */
public final class Checksums {

    private static final int BUFFER = 1 << 20;

    private Checksums() {
    }

    /** The algorithm of that name; empty when Java has none. */
    public static Optional<MessageDigest> find(String algorithm) {
        try {
            return Optional.of(MessageDigest.getInstance(javaName(algorithm)));
        } catch (NoSuchAlgorithmException unknown) {
            return Optional.empty();
        }
    }

    /** Java's name of an algorithm. */
    public static String javaName(String algorithm) {
        return algorithm.toUpperCase(Locale.ROOT).replaceFirst("^SHA(\\d)", "SHA-$1");
    }

    /** SHA-256 of bytes. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(find("SHA-256").orElseThrow().digest(bytes));
    }

    /**
     * Reads a file of any size, with progress; local or not found when it cannot be read, bad answer for an algorithm that Java has not.
     *
     * @param task cancels within one mebibyte
     */
    public static String of(Path file, String algorithm, Task task) throws FailureException {
        String doing = "reading " + file.getFileName() + " to compare it";
        MessageDigest digest = find(algorithm).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.BAD_ANSWER, doing, file.toString(), algorithm,
                "Java does not know this kind of checksum.", "Compare the checksums by hand.")));
        try (InputStream in = Files.newInputStream(file)) {
            long total = Files.size(file);
            byte[] buffer = new byte[BUFFER];
            long done = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                task.checkCancelled(doing);
                digest.update(buffer, 0, n);
                done += n;
                task.progress(doing, done, total);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(doing, file, e), e);
        }
    }
}
