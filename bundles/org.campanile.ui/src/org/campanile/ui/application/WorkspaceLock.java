package org.campanile.ui.application;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Ages;
import org.eclipse.osgi.util.NLS;

/**
 * One program per workspace. The lock itself is the operating system's lock on a file, so it goes with the process however that ends; beside
 * it lies a file that says who holds it and how to reach that program (loopback port and a random token, readable by the user alone).
 */
final class WorkspaceLock {

    private static final String HOLDER = "campanile.holder";

    private WorkspaceLock() {
    }

    /** What became of an attempt. */
    sealed interface Attempt permits Taken, Raised, Held {
    }

    /** The lock is ours until closed. */
    record Taken(FileChannel channel, RaiseServer server, Path holder) implements Attempt, AutoCloseable {
        @Override
        public void close() throws IOException {
            server.close();
            Files.deleteIfExists(holder);
            channel.close();
        }
    }

    /** Another program holds the lock and has come to the front. */
    record Raised() implements Attempt {
    }

    /** Another program holds the lock and did not answer; {@code who} may be {@code null} when it left no name. */
    record Held(Holder who) implements Attempt {
        /** Who holds it, for the user. */
        String sentence(Path workspace) {
            if (who == null) {
                return NLS.bind(Messages.heldByAnother, workspace);
            }
            return NLS.bind(Messages.heldByProcess, new Object[] {who.pid(), who.host(), Ages.exact(who.since()), workspace});
        }
    }

    /** Who holds a workspace. */
    record Holder(long pid, String host, Instant since, int port, String token) {
        String text() {
            return pid + "\n" + host + "\n" + since + "\n" + port + "\n" + token + "\n";
        }

        static Holder parse(String text) {
            String[] lines = text.split("\n");
            try {
                return new Holder(Long.parseLong(lines[0]), lines[1], Instant.parse(lines[2]), Integer.parseInt(lines[3]), lines[4]);
            } catch (RuntimeException e) {
                return null;
            }
        }

        @Override
        public String toString() {
            return "process " + pid + " on " + host;
        }
    }

    /** Takes the lock in {@code folder}; {@code raise} runs when a later start asks for the window. */
    static Attempt take(Path folder, Runnable raise) throws FailureException {
        Path lockFile = folder.resolve("campanile.lock");
        Path holder = folder.resolve(HOLDER);
        try {
            SafeFiles.createFolder(folder);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                return ask(holder);
            }
            // On POSIX a lock is lost as soon as its process opens and closes the file anywhere else: who still answers holds the workspace.
            if (Files.exists(holder) && ask(holder) instanceof Raised raised) {
                channel.close();
                return raised;
            }
            String token = HexFormat.of().formatHex(SecureRandom.getSeed(16));
            RaiseServer server = RaiseServer.start(token, raise);
            Holder us = new Holder(ProcessHandle.current().pid(), host(), Instant.now(), server.port(), token);
            writePrivate(holder, us.text());
            return new Taken(channel, server, holder);
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.lockingWorkspace, folder, e), e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Attempt ask(Path file) {
        Holder holder;
        try {
            holder = Holder.parse(SafeFiles.read(file, 4096, Messages.readingHolder));
        } catch (FailureException e) {
            return new Held(null);
        }
        return holder != null && RaiseServer.raise(holder.port(), holder.token()) ? new Raised() : new Held(holder);
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return Messages.thisMachine;
        }
    }
}
