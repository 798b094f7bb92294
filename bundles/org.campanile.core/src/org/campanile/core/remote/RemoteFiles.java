package org.campanile.core.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

import org.campanile.core.remote.internal.SftpLine;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Files of a host by SFTP. Thread-safe, one operation at a time. Every operation blocks; it ends when nothing moves for the limit of silence or
 * when its task is cancelled, and the next one works again.
 */
public final class RemoteFiles implements AutoCloseable {

    private static final int BLOCK = 32 << 10;
    private static final int COMPARED = 256 << 10;
    private static final int LAST = 4 << 10;
    private static final long UNDER_WAY = 8L << 20;

    private final SftpLine line;
    private final String where;

    RemoteFiles(ClientSession session, String where, RemoteLimits limits) {
        this.where = where;
        line = new SftpLine(session, where, limits.silence());
    }

    /** What stands at a path, following links; empty when nothing does. */
    public Optional<RemoteFile> stat(String path, Task task) throws FailureException {
        return line.call("looking at a file", path, task, (sftp, sign) -> Optional.ofNullable(attributes(sftp, path)).map(a -> file(path, a)));
    }

    /** What a folder holds, without itself and its parent, by name. */
    public List<RemoteFile> list(String folder, Task task) throws FailureException {
        return line.call("listing a folder", folder, task, (sftp, sign) -> {
            List<RemoteFile> files = new ArrayList<>();
            try (CloseableHandle handle = sftp.openDir(folder)) {
                for (var entries = sftp.readDir(handle); entries != null; entries = sftp.readDir(handle)) {
                    sign.ofLife();
                    for (var entry : entries) {
                        if (!".".equals(entry.getFilename()) && !"..".equals(entry.getFilename())) {
                            files.add(file((folder.endsWith("/") ? folder : folder + "/") + entry.getFilename(), entry.getAttributes()));
                        }
                    }
                }
            }
            files.sort((a, b) -> a.name().compareTo(b.name()));
            return List.copyOf(files);
        });
    }

    /** Makes a folder and those above it; nothing happens when it is there. */
    public void makeFolders(String folder, Task task) throws FailureException {
        line.call("making a folder", folder, task, (sftp, sign) -> {
            for (int slash = folder.indexOf('/', 1); slash != -2; slash = slash < 0 ? -2 : folder.indexOf('/', slash + 1)) {
                String part = slash < 0 ? folder : folder.substring(0, slash);
                Attributes there = attributes(sftp, part);
                if (there == null) {
                    sftp.mkdir(part);
                } else if (!there.isDirectory()) {
                    throw new SftpException(SftpConstants.SSH_FX_FILE_ALREADY_EXISTS, part + " is not a folder");
                }
            }
            return null;
        });
    }

    /** Removes a file; not found when there is none. */
    public void remove(String path, Task task) throws FailureException {
        line.call("removing a file", path, task, (sftp, sign) -> {
            sftp.remove(path);
            return null;
        });
    }

    /** Replaces a file in one go: whoever reads it sees the old content or the new, never a part. */
    public void write(String path, byte[] content, Task task) throws FailureException {
        String fresh = path + "." + UUID.randomUUID() + ".new";
        line.call("writing a file", path, task, (sftp, sign) -> {
            CloseableHandle handle = sftp.open(fresh, OpenMode.Write, OpenMode.Create, OpenMode.Exclusive);
            try {
                try (handle) {
                    for (int at = 0; at < content.length; at += BLOCK) {
                        sftp.write(handle, at, content, at, Math.min(BLOCK, content.length - at));
                        sign.ofLife();
                    }
                    sync(sftp, handle);
                }
                replace(sftp, fresh, path);
            } catch (IOException e) {
                removeAfter(e, sftp, fresh);
                throw e;
            }
            return null;
        });
    }

    private static void removeAfter(IOException failed, SftpClient sftp, String leftover) {
        try {
            if (sftp.isOpen()) {
                sftp.remove(leftover);
            }
        } catch (IOException e) {
            failed.addSuppressed(e);
        }
    }

    /**
     * Uploads a file, with progress in bytes. It grows under a name of its own beside the target and is moved there when complete; when that
     * is interrupted, the next upload of the same unchanged file goes on where it stopped. Conflict when the file changes meanwhile.
     */
    public void upload(Path local, String path, Task task) throws FailureException {
        String doing = "uploading " + local.getFileName();
        long size;
        String part;
        try {
            size = Files.size(local);
            part = path + "." + Long.toHexString(stamp(local, size)) + ".part";
        } catch (IOException e) {
            throw unreadable(local, doing, e);
        }
        line.call(doing, path, task, (sftp, sign) -> {
            try (FileChannel in = onDisk(local, doing, () -> FileChannel.open(local, StandardOpenOption.READ))) {
                long from = resumeAt(sftp, part, in, size);
                OpenMode[] modes = from > 0 ? new OpenMode[] { OpenMode.Write }
                        : new OpenMode[] { OpenMode.Write, OpenMode.Create, OpenMode.Truncate };
                try (CloseableHandle handle = sftp.open(part, modes)) {
                    // Many blocks are under way at a time; one by one, the round trip would limit the speed.
                    SftpOutputStreamAsync out = new SftpOutputStreamAsync((AbstractSftpClient) sftp, BLOCK, part, handle, false);
                    out.setOffset(from);
                    send(in, out, from, size, doing, task, sign);
                    out.flush();
                    // on the disk before it takes the name of what it replaces
                    sync(sftp, handle);
                    out.close();
                }
            }
            unchanged(local, size, part, path, doing);
            Attributes sent = sftp.stat(part);
            if (sent.getSize() != size) {
                sftp.remove(part);
                throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, path + " at " + where, sent.getSize() + " of " + size + " bytes",
                        "The file on the host has not the size of the one that was sent.", "Check the free space on the host and upload again."));
            }
            replace(sftp, part, path);
            return null;
        });
    }

    private void send(FileChannel in, OutputStream out, long from, long size, String doing, Task task, SftpLine.Sign sign)
            throws IOException, FailureException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        in.position(from);
        task.progress(doing, from, size);
        for (long sent = from; sent < size;) {
            task.checkCancelled(doing);
            int read = onDisk(null, doing, () -> in.read(block.clear()));
            if (read < 0) {
                throw changed(doing, in.size() + " of " + size + " bytes left");
            }
            out.write(block.array(), 0, read);
            sent += read;
            sign.ofLife();
            task.progress(doing, sent, size);
        }
    }

    /**
     * Where to go on: the length of the part, when what it ends with is what the file has there. Blocks travel side by side, so an interrupted part may have
     * holes near its end: then by more back than can be under way, and else at the beginning. Whoever needs to be sure compares the whole in the end.
     */
    private static long resumeAt(SftpClient sftp, String part, FileChannel in, long size) throws IOException {
        Attributes there = attributes(sftp, part);
        if (there == null || there.getSize() <= 0 || there.getSize() > size) {
            return 0;
        }
        long end = there.getSize();
        if (same(sftp, part, in, end, LAST)) {
            return end;
        }
        long sure = Math.max(0, end - UNDER_WAY);
        return same(sftp, part, in, sure, COMPARED) ? sure : 0;
    }

    /** Whether the part has, up to {@code end}, the same last bytes as the file. */
    private static boolean same(SftpClient sftp, String part, FileChannel in, long end, int most) throws IOException {
        int length = (int) Math.min(most, end);
        byte[] theirs = new byte[length];
        try (CloseableHandle handle = sftp.open(part, OpenMode.Read)) {
            for (int got = 0; got < length;) {
                int n = sftp.read(handle, end - length + got, theirs, got, length - got);
                if (n <= 0) {
                    return false;
                }
                got += n;
            }
        }
        ByteBuffer ours = ByteBuffer.allocate(length);
        while (ours.hasRemaining() && in.read(ours, end - length + ours.position()) > 0) {
            continue;
        }
        return Arrays.equals(theirs, ours.array());
    }

    private static long stamp(Path local, long size) throws IOException {
        return size * 31 + Files.getLastModifiedTime(local).toMillis();
    }

    private static void unchanged(Path local, long size, String part, String path, String doing) throws IOException, FailureException {
        if (Files.size(local) != size || !part.equals(path + "." + Long.toHexString(stamp(local, size)) + ".part")) {
            throw changed(doing, "another size or time than at the beginning");
        }
    }

    private static FailureException changed(String doing, String cameBack) {
        return new FailureException(new Failure(Kind.CONFLICT, doing, "", cameBack, "The file changed while it was read.",
                "Wait until nobody writes to it, then upload it again."));
    }

    private static FailureException unreadable(Path local, String doing, IOException e) {
        return new FailureException(new Failure(Kind.BAD_INPUT, doing, local.toString(), e.toString(), "The file cannot be read.",
                "Check that it exists and may be read."), e);
    }

    /**
     * Downloads a file with progress in bytes; what stands at {@code local} is replaced when all of it is there. Until then it grows under a name of its
     * own beside it; when that is interrupted, the next download of the same unchanged file goes on where it stopped.
     */
    public void download(String path, Path local, Task task) throws FailureException {
        String doing = "downloading " + path.substring(path.lastIndexOf('/') + 1);
        line.call(doing, path, task, (sftp, sign) -> {
            Attributes there = sftp.stat(path);
            long size = there.getSize();
            Path fresh = local.resolveSibling(local.getFileName() + "." + Long.toHexString(size * 31 + modified(there).toEpochMilli()) + ".part");
            try (CloseableHandle handle = sftp.open(path, OpenMode.Read);
                    FileChannel out = onDisk(fresh, doing, () -> FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE))) {
                long from = onDisk(fresh, doing, () -> out.size() > size ? 0 : out.size());
                onDisk(fresh, doing, () -> out.truncate(from).position(from));
                receive(new SftpInputStreamAsync((AbstractSftpClient) sftp, BLOCK, from, size, path, handle, false), out, from, size, doing, task, sign);
                if (out.size() < size) {
                    throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, path + " at " + where, out.size() + " of " + size + " bytes",
                            "The file ended early.", "Download it again when nobody writes to it."));
                }
                onDisk(fresh, doing, () -> {
                    out.force(true);
                    return fresh;
                });
            }
            return onDisk(local, doing, () -> Files.move(fresh, local, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING));
        });
    }

    private void receive(InputStream in, FileChannel out, long from, long size, String doing, Task task, SftpLine.Sign sign) throws IOException, FailureException {
        byte[] block = new byte[BLOCK];
        long got = from;
        task.progress(doing, got, size);
        try (in) {
            for (int n = in.read(block); n >= 0; n = in.read(block)) {
                task.checkCancelled(doing);
                ByteBuffer bytes = ByteBuffer.wrap(block, 0, n);
                while (bytes.hasRemaining()) {
                    onDisk(null, doing, () -> out.write(bytes));
                }
                got += n;
                sign.ofLife();
                task.progress(doing, got, size);
            }
        }
    }

    /** Work on the local disk, whose failures must not look like those of the host. */
    @FunctionalInterface
    private interface DiskWork<T> {
        T run() throws IOException;
    }

    private static <T> T onDisk(Path file, String doing, DiskWork<T> work) throws FailureException {
        try {
            return work.run();
        } catch (IOException e) {
            throw new FailureException(new Failure(Kind.LOCAL, doing, file == null ? "" : file.toString(), e.toString(),
                    "This machine could not read or write the file.", "Check the free space and the rights of the folder."), e);
        }
    }

    private static void sync(SftpClient sftp, CloseableHandle handle) throws IOException {
        OpenSSHFsyncExtension fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
        if (fsync != null && fsync.isSupported()) {
            fsync.fsync(handle);
        }
    }

    /** Moves over what is there; servers without OpenSSH's extension refuse that, so there the old file goes first. */
    private static void replace(SftpClient sftp, String from, String to) throws IOException {
        OpenSSHPosixRenameExtension rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
        if (rename != null && rename.isSupported()) {
            rename.posixRename(from, to);
            return;
        }
        if (attributes(sftp, to) != null) {
            sftp.remove(to);
        }
        sftp.rename(from, to);
    }

    private static Attributes attributes(SftpClient sftp, String path) throws IOException {
        try {
            return sftp.stat(path);
        } catch (SftpException e) {
            if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH) {
                return null;
            }
            throw e;
        }
    }

    /** A server may leave times out. */
    private static Instant modified(Attributes a) {
        return a.getModifyTime() == null ? Instant.EPOCH : a.getModifyTime().toInstant();
    }

    private static RemoteFile file(String path, Attributes a) {
        RemoteFile.Type type = a.isRegularFile() ? RemoteFile.Type.FILE : a.isDirectory() ? RemoteFile.Type.FOLDER
                : a.isSymbolicLink() ? RemoteFile.Type.LINK : RemoteFile.Type.OTHER;
        return new RemoteFile(path, type, a.getSize(), modified(a), a.getPermissions() & 07777);
    }

    @Override
    public void close() {
        line.close();
    }
}
