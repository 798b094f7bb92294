package org.campanile.core.openstack.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;

/**
 * Reads a local file once as the body of a request, computes MD5 and SHA-512 on the way, and notices when the file is changed meanwhile:
 * then the last bytes are never sent, so the request cannot succeed with a mixture of old and new.
 */
final class FileReader {

    private static final String DOING = "reading the image file";

    /** The file is not what it was when its reading began. */
    static final class Changed extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Failure failure;

        Changed(Path file, String seen) {
            super(seen);
            failure = new Failure(Kind.BAD_INPUT, DOING, file.toString(), seen, "The file changed while it was read.",
                    "Wait until whatever writes it has finished, then upload again.");
        }

        FailureException failure() {
            return new FailureException(failure, this);
        }
    }

    private final Path file;
    private final long size;
    private final FileTime modified;
    private final LongConsumer progress;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha512 = digest("SHA-512");
    private volatile long moved = System.nanoTime();

    private FileReader(Path file, BasicFileAttributes attributes, LongConsumer progress) {
        this.file = file;
        this.size = attributes.size();
        this.modified = attributes.lastModifiedTime();
        this.progress = progress;
    }

    /** @param progress gets the bytes read so far, on the thread that sends */
    static FileReader of(Path file, LongConsumer progress) throws FailureException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw bad(file, "not a regular file", "This is no file.", null);
            }
            try (InputStream probe = Files.newInputStream(file)) {
                if (probe.read() < 0) {
                    throw bad(file, "0 bytes", "The file is empty.", null);
                }
            }
            return new FileReader(file, attributes, progress);
        } catch (NoSuchFileException missing) {
            throw bad(file, "no such file", "The file does not exist.", missing);
        } catch (IOException unreadable) {
            throw bad(file, unreadable.toString(), "The file cannot be read.", unreadable);
        }
    }

    private static FailureException bad(Path file, String cameBack, String meaning, Throwable cause) {
        return new FailureException(new Failure(Kind.BAD_INPUT, DOING, file.toString(), cameBack, meaning,
                "Choose an image file that can be read."), cause);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long size() {
        return size;
    }

    /** When bytes were last taken, by {@link System#nanoTime}. */
    long moved() {
        return moved;
    }

    /** Hexadecimal MD5 of what was read; call once, after the request. */
    String md5() {
        return HexFormat.of().formatHex(md5.digest());
    }

    /** Hexadecimal SHA-512 of what was read; call once, after the request. */
    String sha512() {
        return HexFormat.of().formatHex(sha512.digest());
    }

    /** The file as a request's body; reading starts over when the request is repeated. */
    BodyPublisher body() {
        return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), size);
    }

    private InputStream open() {
        md5.reset();
        sha512.reset();
        try {
            return new Watched(Files.newInputStream(file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private final class Watched extends FilterInputStream {
        private long count;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            if (got > 0) {
                count += got;
                md5.update(into, offset, got);
                sha512.update(into, offset, got);
                moved = System.nanoTime();
                progress.accept(count);
            }
            if (got < 0 || count >= size) {
                verify();
            }
            return got;
        }

        private void verify() throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            if (count != size || now.size() != size || !now.lastModifiedTime().equals(modified)) {
                throw new Changed(file, size + " bytes of " + modified + " at the start, " + now.size() + " bytes of "
                        + now.lastModifiedTime() + " at the end, " + count + " read");
            }
        }
    }
}
