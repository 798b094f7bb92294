package org.campanile.core.deploy.conductor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A run log in a file of this machine: a line of JSON an entry, fsynced. It is locked while open, so that two conductors of one machine cannot run
 * the same deployment. A torn last line, left by a conductor that was killed while writing, is cut off.
 */
public final class FileRunLog extends HeldRunLog {

    private static final int LARGEST = 256 << 20;

    private final Path file;
    private final FileChannel channel;
    private final FileLock lock;

    private FileRunLog(Path file, FileChannel channel, FileLock lock) {
        this.file = file;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Opens or creates a log.
     *
     * @throws FailureException CONFLICT when another conductor has it, BAD_INPUT when it is damaged before its last line, LOCAL when the disk refuses
     */
    public static FileRunLog open(Path file) throws FailureException {
        String doing = "opening the log of a deployment";
        FileChannel channel = null;
        try {
            SafeFiles.createFolder(file.toAbsolutePath().getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, doing, file.toString(), "", "This deployment is being run by another conductor.",
                        "Wait for it to end, or stop it."));
            }
            FileRunLog log = new FileRunLog(file, channel, lock);
            log.load(doing);
            return log;
        } catch (IOException e) {
            close(channel, e);
            throw new FailureException(SafeFiles.local(doing, file, e), e);
        } catch (FailureException e) {
            close(channel, e);
            throw e;
        }
    }

    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
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

    private void load(String doing) throws IOException, FailureException {
        if (channel.size() > LARGEST) {
            throw damaged(doing, "it has " + channel.size() + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) channel.size());
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            continue;
        }
        byte[] all = bytes.array();
        int begin = 0;
        for (int at = 0; at < bytes.position(); at++) {
            if (all[at] == '\n') {
                Optional<RunEntry> entry = EntryText.read(new String(all, begin, at - begin, StandardCharsets.UTF_8));
                found(entry.isPresent() ? entry.get() : fail(doing));
                begin = at + 1;
            }
        }
        channel.truncate(begin);
        channel.position(begin);
    }

    private RunEntry fail(String doing) throws FailureException {
        throw damaged(doing, "line " + (size() + 1) + " is not an entry");
    }

    private FailureException damaged(String doing, String seen) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, file.toString(), seen, "The log of the deployment is damaged.",
                "Move the file away; the deployment then begins anew, and its steps test before they act."));
    }

    @Override
    void keep(List<RunEntry> more) throws FailureException {
        StringBuilder text = new StringBuilder();
        more.forEach(entry -> text.append(EntryText.write(entry)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        try {
            long before = channel.position();
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            } catch (IOException e) {
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("writing the log of a deployment", file, e), e);
        }
    }

    @Override
    public void close() {
        try (FileChannel open = channel) {
            if (open.isOpen()) {
                lock.release();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
