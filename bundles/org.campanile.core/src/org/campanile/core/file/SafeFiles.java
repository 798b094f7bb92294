package org.campanile.core.file;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Small files, whole or not at all (design, "Files"): written beside, fsynced, renamed into place. Stateless; blocks, so worker threads only.
 * Failures are of kind LOCAL with the system's words, NOT_FOUND for a missing file and BAD_INPUT for one that is too big or not UTF-8.
 */
public final class SafeFiles {

    private SafeFiles() {
    }

    /**
     * Replaces or creates {@code file}, which keeps its rights; its folder is made. After a failure the old content stands and nothing is left beside it.
     *
     * @param doing for the message: {@code "saving lab one"}
     */
    public static void write(Path file, byte[] content, String doing) throws FailureException {
        // a link is written through, or the rename would replace the link by a file
        Path target = Files.isSymbolicLink(file) ? real(file, doing) : file.toAbsolutePath();
        Path temporary = null;
        try {
            createFolder(target.getParent());
            temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
            // a stream and no channel: a channel would be closed by an interrupt in the middle
            try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
                sameRights(target, temporary);
                out.write(content);
                out.getFD().sync();
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder(target.getParent());
        } catch (IOException e) {
            throw new FailureException(failure(doing, file, e, temporary), e);
        }
    }

    /** Who hid a file from others, or shared it, finds it so again; before a byte is in it. */
    private static void sameRights(Path old, Path next) throws IOException {
        if (Files.exists(old) && old.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(next, Files.getPosixFilePermissions(old));
        }
    }

    private static Path real(Path link, String doing) throws FailureException {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw new FailureException(local(doing, link, e), e);
        }
    }

    private static Failure failure(String doing, Path file, IOException e, Path temporary) {
        if (temporary != null) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
        }
        return local(doing, file, e);
    }

    /**
     * The whole text of a UTF-8 file; a byte order mark is taken off.
     *
     * @param limit most bytes that are read; a bigger file is refused
     */
    public static String read(Path file, int limit, String doing) throws FailureException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new FailureException(local(doing, file, e), e);
        }
        if (bytes.length > limit) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, file.toString(), "",
                    "The file is bigger than " + limit / 1024 + " KiB, which such a file never is.", "Look whether it is the right file."));
        }
        try {
            String text = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, file.toString(), e.getMessage(),
                    "The file is not text in UTF-8.", "Save it as UTF-8."), e);
        }
    }

    /** Makes a folder with its parents; one that exists, also behind a link, is fine. */
    public static void createFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder);
            } catch (FileAlreadyExistsException e) {
                throw new FileSystemException(folder.toString(), null, "a file stands where a folder is needed");
            }
        }
    }

    /** Makes the entries of a folder durable. Windows cannot open folders and keeps their entries durable by itself. */
    public static void syncFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            boolean interrupted = Thread.interrupted();
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** A failure of the local disk, told from what the system said. */
    public static Failure local(String doing, Path file, IOException e) {
        String said = e instanceof FileSystemException fs && fs.getReason() != null ? fs.getReason() : e.getMessage();
        String words = said == null || said.isEmpty() ? e.getClass().getSimpleName() : said;
        String lower = words.toLowerCase(Locale.ROOT);
        if (e instanceof NoSuchFileException) {
            return new Failure(Failure.Kind.NOT_FOUND, doing, file.toString(), "", "There is no such file or folder.", "Look whether the path is right.");
        }
        if (lower.contains("is a directory")) {
            return new Failure(Failure.Kind.LOCAL, doing, file.toString(), words, "This is a folder.", "Choose a file.");
        }
        if (lower.contains("no space") || lower.contains("not enough space") || lower.contains("quota")) {
            return new Failure(Failure.Kind.LOCAL, doing, file.toString(), words, "The disk is full.", "Make room and try again; nothing was changed.");
        }
        if (e instanceof AccessDeniedException || lower.contains("read-only") || lower.contains("permission denied")) {
            return new Failure(Failure.Kind.LOCAL, doing, file.toString(), words.equals(file.toString()) ? "Access denied" : words,
                    "It cannot be written or read by this user.", "Give the user access, or choose another place.");
        }
        return new Failure(Failure.Kind.LOCAL, doing, file.toString(), words, "The file could not be read or written.",
                "Look at the file, its folder and the disk.");
    }
}
