package org.campanile.core.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Keeps other programs, and other threads of this one, away while a file is read, changed and written again. The lock lies on a file beside it
 * ({@code .NAME.lock}), since the file itself is replaced when it is written. Blocks until nobody has written it for five seconds at most; worker
 * threads only.
 */
public final class LockFile implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK = Duration.ofMillis(2).toNanos();

    private final FileChannel channel;
    private final FileLock lock;

    private LockFile(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits until nobody else has the lock, and takes it.
     *
     * @param file the file that is going to be changed; it need not exist
     * @param doing for the message: {@code "remembering a certificate"}
     * @throws FailureException TIMED_OUT when another program does not let go, LOCAL when the folder cannot be written
     */
    public static LockFile take(Path file, String doing) throws FailureException {
        Path beside = file.toAbsolutePath().resolveSibling("." + file.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            SafeFiles.createFolder(beside.getParent());
            channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return new LockFile(channel, lock(channel, file, doing));
        } catch (IOException e) {
            close(channel, e);
            throw new FailureException(SafeFiles.local(doing, beside, e), e);
        } catch (FailureException e) {
            close(channel, e);
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel, Path file, String doing) throws IOException, FailureException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Object before = state(file);
        while (true) {
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // another thread of this program has it, which is waited for like another program
                LockSupport.parkNanos(LOOK);
            }
            Object now = state(file);
            if (!now.equals(before)) {
                // Others take turns with it, each for a moment: that is no program that does not let go.
                before = now;
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, doing, file.toString(), "",
                        "Another program has held the file for " + PATIENCE.toSeconds() + " s.", "End that program and try again."));
            }
            LockSupport.parkNanos(LOOK);
        }
    }

    /** Differs when somebody has written the file. */
    private static Object state(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return List.of(attributes.size(), attributes.lastModifiedTime());
        } catch (NoSuchFileException e) {
            return "missing";
        }
    }

    private static void close(FileChannel channel, Exception because) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                because.addSuppressed(e);
            }
        }
    }

    /** Lets the others go on. The lock's file stays: deleting it would let two of them hold locks on different files. */
    @Override
    public void close() throws FailureException {
        try (FileChannel open = channel) {
            lock.release();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("releasing a lock", Path.of(""), e), e);
        }
    }
}
