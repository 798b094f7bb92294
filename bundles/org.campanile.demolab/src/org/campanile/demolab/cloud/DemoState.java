package org.campanile.demolab.cloud;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * All that the demo lab knows: tables by name. With a folder it is read from {@code state.json} there and written back, whole and
 * atomically; a folder serves one lab at a time. Passwords in it are hashes. Thread-safe.
 */
public final class DemoState implements AutoCloseable {

    private static final String FILE = "state.json";
    private static final Gson GSON = new GsonBuilder().serializeNulls().setPrettyPrinting().disableHtmlEscaping().create();

    private final Path folder;
    private final FileChannel lock;
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final AtomicBoolean dirty = new AtomicBoolean();
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock saving = new ReentrantLock();

    private DemoState(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** A state that lives and dies with the process. */
    public static DemoState thrownAway() {
        return new DemoState(null, null);
    }

    /** The state kept in a folder, which is made when it is not there. Fails when it is in use or its file cannot be understood. */
    public static DemoState kept(Path folder) throws FailureException {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            DemoState state = new DemoState(folder, channel);
            try {
                state.lockAndLoad();
            } catch (FailureException | IOException e) {
                channel.close();
                throw e;
            }
            return state;
        } catch (IOException e) {
            throw failure(Failure.Kind.LOCAL, folder, e, "The demo lab's state cannot be read.", "Check the folder's permissions or name another.");
        }
    }

    private static FailureException failure(Failure.Kind kind, Path path, Exception e, String meaning, String next) {
        return new FailureException(new Failure(kind, "opening the demo lab's state", path.toString(), e.toString(), meaning, next), e);
    }

    private void lockAndLoad() throws IOException, FailureException {
        try {
            FileLock held = lock.tryLock();
            if (held == null) {
                throw new OverlappingFileLockException();
            }
        } catch (OverlappingFileLockException e) {
            throw failure(Failure.Kind.CONFLICT, folder, e, "Another demo lab uses this folder.", "Stop that one, or name another folder.");
        }
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return;
        }
        try {
            JsonObject all = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            for (Map.Entry<String, JsonElement> entry : Json.object(all, "tables").entrySet()) {
                Table table = table(entry.getKey());
                for (JsonElement row : entry.getValue().getAsJsonArray()) {
                    table.put(row.getAsJsonObject());
                }
            }
            dirty.set(false);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            throw failure(Failure.Kind.BAD_INPUT, file, e, "The file is not a demo lab's state.",
                    "Delete it to begin with a fresh lab, or restore it from a backup.");
        }
    }

    /** The table of this name, empty at first. */
    public Table table(String name) {
        return tables.computeIfAbsent(name, n -> new Table(() -> dirty.set(true)));
    }

    /** The folder, or {@code null} when the state is thrown away. */
    public Path folder() {
        return folder;
    }

    /** Whether nothing was ever put in. */
    public boolean isEmpty() {
        return tables.values().stream().allMatch(t -> t.all().isEmpty());
    }

    /** Writes what changed since the last time; does nothing for a state that is thrown away or closed, whose folder may be another lab's by then. */
    public void save() throws IOException {
        saving.lock();
        try {
            if (folder == null || !lock.isOpen() || !dirty.getAndSet(false)) {
                return;
            }
            try {
                write();
            } catch (IOException e) {
                dirty.set(true);
                throw e;
            }
        } finally {
            saving.unlock();
        }
    }

    private void write() throws IOException {
        JsonObject byName = new JsonObject();
        tables.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> {
            JsonArray rows = new JsonArray();
            e.getValue().all().forEach(rows::add);
            byName.add(e.getKey(), rows);
        });
        Path temporary = folder.resolve(FILE + ".new");
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(GSON.toJson(Json.obj("version", 1, "tables", byName)).getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        if (temporary.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(temporary, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Saves and lets the folder go. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            try (lock) {
                save();
            }
        }
    }
}
