package org.campanile.core.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The log of every change made to a lab: one JSON object a line, only ever added to, each line on the disk when {@link #append} returns. Several
 * programs may add to it at the same time; they take turns by a lock on the file. Thread-safe; blocks.
 */
public final class AuditLog {

    private static final String DOING = "writing the audit log";
    private static final long LOCK_AT = Long.MAX_VALUE - 1;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path path;
    private final Clock clock;
    private final String who;

    /** A log in {@code path} whose entries are by {@code who}. */
    public AuditLog(Path path, Clock clock, String who) {
        this.path = path;
        this.clock = clock;
        this.who = who;
    }

    /** The log of whoever runs this program. */
    public static AuditLog of(Path path) {
        return new AuditLog(path, Clock.systemUTC(), user());
    }

    /** The user and the machine this program runs as, {@code name@machine}. May ask the machine's name service; worker threads only. */
    public static String user() {
        String name = System.getProperty("user.name", "unknown");
        try {
            return name + "@" + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // the message begins with the machine's own name, which is all that is wanted
            return name + "@" + String.valueOf(e.getMessage()).split(":", 2)[0];
        }
    }

    /** Adds a change. */
    public void append(String lab, String what, List<String> commands, String result) throws FailureException {
        byte[] line = line(new AuditEntry(clock.instant(), who, lab, what, commands, result)).getBytes(StandardCharsets.UTF_8);
        try {
            SafeFiles.createFolder(path.toAbsolutePath().getParent());
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw"); FileLock lock = lock(file)) {
                add(file, line);
            }
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(DOING, path, e), e);
        }
    }

    private static void add(RandomAccessFile file, byte[] line) throws IOException {
        long end = file.length();
        boolean torn = false;
        if (end > 0) {
            file.seek(end - 1);
            torn = file.read() != '\n';
        }
        file.seek(end);
        byte[] whole = line;
        if (torn) {
            // what another program left half written stays as it is; a new line begins after it
            whole = new byte[line.length + 1];
            whole[0] = '\n';
            System.arraycopy(line, 0, whole, 1, line.length);
        }
        try {
            file.write(whole);
            file.getFD().sync();
        } catch (IOException e) {
            try {
                file.setLength(end);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private FileLock lock(RandomAccessFile file) throws IOException, FailureException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long before = file.length();
        while (true) {
            try {
                FileLock lock = file.getChannel().tryLock(LOCK_AT, 1, false);
                if (lock != null) {
                    return lock;
                }
            } catch (OverlappingFileLockException e) {
                // another thread of this program has it, which is waited for like another program
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
            if (file.length() != before) {
                // Others take turns with it, each for a moment: that is no program that does not let go.
                before = file.length();
                deadline = System.nanoTime() + PATIENCE.toNanos();
            }
            if (System.nanoTime() > deadline) {
                throw new FailureException(new Failure(Failure.Kind.TIMED_OUT, DOING, path.toString(), "",
                        "Another program has held the log for " + PATIENCE.toSeconds() + " s.", "End that program and try again."));
            }
            LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
        }
    }

    /** The newest entries, newest first; lines that cannot be read are left out. */
    public List<AuditEntry> newest(int limit) throws FailureException {
        if (!Files.exists(path)) {
            return List.of();
        }
        Deque<AuditEntry> last = new ArrayDeque<>();
        try (Stream<String> lines = Files.lines(path, StandardCharsets.ISO_8859_1)) {
            for (String raw : (Iterable<String>) lines::iterator) {
                // read as bytes and decoded here, since damaged bytes in one line must not hide the others
                entry(new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8), last);
                if (last.size() > limit) {
                    last.removeLast();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new FailureException(SafeFiles.local("reading the audit log", path, e instanceof IOException io ? io : (IOException) e.getCause()), e);
        }
        return List.copyOf(last);
    }

    private static void entry(String line, Deque<AuditEntry> into) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            List<String> commands = new ArrayList<>();
            for (JsonElement command : json.getAsJsonArray("commands")) {
                commands.add(command.getAsString());
            }
            into.addFirst(new AuditEntry(Instant.parse(json.get("at").getAsString()), json.get("who").getAsString(),
                    json.get("lab").getAsString(), json.get("what").getAsString(), commands, json.get("result").getAsString()));
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException | ClassCastException
                | DateTimeException e) {
            System.getLogger(AuditLog.class.getName()).log(System.Logger.Level.DEBUG, "a line of the audit log cannot be read", e);
        }
    }

    private static String line(AuditEntry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("at", entry.at().toString());
        json.addProperty("who", entry.who());
        json.addProperty("lab", entry.lab());
        json.addProperty("what", entry.what());
        JsonArray commands = new JsonArray();
        entry.commands().forEach(commands::add);
        json.add("commands", commands);
        json.addProperty("result", entry.result());
        return json + "\n";
    }
}
