package org.campanile.core.environment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** Reads and writes small text files; a write is seen wholly or not at all, also after a power cut. */
final class AtomicText {

    private static final long MAX_BYTES = 32L << 20;

    private AtomicText() {
    }

    static String read(Path file) throws FailureException {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw failure(Failure.Kind.BAD_INPUT, "reading a file", file, "", "The file has more than 32 MiB.", "Open another file.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw failure(Failure.Kind.NOT_FOUND, "reading a file", file, "", "The file does not exist.", "Check the name.");
        } catch (java.nio.charset.CharacterCodingException e) {
            throw failure(Failure.Kind.BAD_INPUT, "reading a file", file, "", "The file is not UTF-8 text.", "Save it as UTF-8.");
        } catch (IOException e) {
            throw failure(Failure.Kind.LOCAL, "reading a file", file, words(e), "The file cannot be read.", "Check its rights.");
        }
    }

    static void write(Path file, String text) throws FailureException {
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            try {
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw failure(Failure.Kind.LOCAL, "saving a file", file, words(e), "The file was not written; the old one stands.",
                    "Check free space and rights of the folder, then save again.");
        }
    }

    private static String words(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static FailureException failure(Failure.Kind kind, String doing, Path file, String cameBack, String meaning, String next) {
        return new FailureException(new Failure(kind, doing, file.toString(), cameBack, meaning, next));
    }
}
