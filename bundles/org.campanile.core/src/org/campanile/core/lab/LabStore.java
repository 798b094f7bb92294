package org.campanile.core.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The labs of a folder, one YAML file each (design, "Files"). A file that cannot be read is told in the snapshot and hides no other. A file that
 * somebody changed since it was read is never overwritten. Thread-safe; {@link #snapshot} never blocks, everything else reads or writes
 * files and belongs on a worker thread.
 */
public final class LabStore {

    static final String EXTENSION = ".yaml";

    private static final int LIMIT = 1024 * 1024;

    private record Stored(Lab lab, Path file, String text) {
    }

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Consumer<LabSnapshot>> listeners = new CopyOnWriteArrayList<>();
    private Map<String, Stored> stored = Map.of();
    private volatile LabSnapshot snapshot = new LabSnapshot(List.of(), List.of());

    private LabStore(Path folder) {
        this.folder = folder;
    }

    /**
     * The labs of a folder, read for the first time. The folder is made by the first one that is saved, so that reading asks for no right to write.
     *
     * @throws FailureException LOCAL when the folder cannot be read, or a file stands where it has to be
     */
    public static LabStore open(Path folder) throws FailureException {
        LabStore store = new LabStore(folder);
        store.reload();
        return store;
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    /** The lab of a name, ignoring case, as read last. */
    public Optional<Lab> find(String name) {
        return snapshot.find(name);
    }

    /** What was read last. */
    public LabSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Calls {@code listener} with each new snapshot, in order, on the thread that made it; it has to return quickly. It is not called with the
     * present one: subscribe first, then read {@link #snapshot}.
     */
    public AutoCloseable subscribe(Consumer<LabSnapshot> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Reads the folder again; listeners hear of it if something changed. */
    public void reload() throws FailureException {
        lock.lock();
        try {
            Map<String, Stored> read = new TreeMap<>();
            List<LabSnapshot.Broken> broken = new ArrayList<>();
            for (Path file : files()) {
                try {
                    add(read, file);
                } catch (FailureException e) {
                    if (e.failure().kind() != Failure.Kind.NOT_FOUND) {
                        broken.add(new LabSnapshot.Broken(file, e.failure()));
                    }
                }
            }
            publish(read, broken);
        } finally {
            lock.unlock();
        }
    }

    private List<Path> files() throws FailureException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(EXTENSION) && !f.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(f -> f.getFileName().toString())).toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("reading the folder of labs", folder, e), e);
        } catch (UncheckedIOException e) {
            throw new FailureException(SafeFiles.local("reading the folder of labs", folder, e.getCause()), e);
        }
    }

    private static void add(Map<String, Stored> read, Path file) throws FailureException {
        String text = SafeFiles.read(file, LIMIT, "reading a lab");
        Lab lab = LabYaml.read(text, file.toString());
        Optional<Stored> twin = withId(read, lab.id());
        if (twin.isPresent()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading a lab", file.toString(), "id: " + lab.id(),
                    "Another file has a lab of this id already, which has its passwords, runs and deployments: " + twin.get().file().getFileName() + ".",
                    "Write another id into one of them, such as \"id: " + free(read, lab.name()) + "\"."));
        }
        Stored other = read.putIfAbsent(LabNames.key(lab.name()), new Stored(lab, file, text));
        if (other != null) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading a lab", file.toString(), "name: " + lab.name(),
                    "Another file has a lab of this name already: " + other.file().getFileName() + ".", "Change the name in one of them."));
        }
    }

    private static Optional<Stored> withId(Map<String, Stored> labs, String id) {
        return labs.values().stream().filter(s -> LabNames.key(s.lab().id()).equals(LabNames.key(id))).findFirst();
    }

    /** An id that no lab has: the name, where no lab was called so when it was new. */
    private static String free(Map<String, Stored> labs, String name) {
        String id = name;
        for (int i = 2; withId(labs, id).isPresent(); i++) {
            id = name + "-" + i;
        }
        return id;
    }

    private void publish(Map<String, Stored> now, List<LabSnapshot.Broken> broken) {
        stored = now;
        LabSnapshot next = new LabSnapshot(now.values().stream().map(Stored::lab).toList(), broken);
        if (!next.equals(snapshot)) {
            snapshot = next;
            listeners.forEach(l -> l.accept(next));
        }
    }

    /** Adds a lab, or replaces the one of the same name; answers it as it is kept. */
    public Lab save(Lab lab) throws FailureException {
        return replace(lab.name(), lab);
    }

    /**
     * Puts a lab in the place of the one called {@code oldName}, which may be another name; when there is none, adds it. A lab in the place of another
     * has that one's id, a new one an id that no other has. Fails with BAD_INPUT
     * for a lab with errors, CONFLICT when the new name is taken or the file was changed by somebody else, LOCAL when the disk refuses.
     */
    public Lab replace(String oldName, Lab given) throws FailureException {
        String doing = "saving lab " + given.name();
        lock.lock();
        try {
            Optional<LabProblem> problem = LabDraft.of(given).validate(Set.of()).stream().filter(LabProblem::error).findFirst();
            if (problem.isPresent()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, problem.get().field(), "", problem.get().message(),
                        "Correct the field and save again."));
            }
            String oldKey = LabNames.key(oldName);
            String newKey = LabNames.key(given.name());
            Stored old = stored.get(oldKey);
            Lab lab = given.withId(old == null ? free(stored, given.name()) : old.lab().id());
            boolean moved = old == null || !newKey.equals(oldKey);
            if (moved && stored.containsKey(newKey)) {
                throw conflict(doing, lab.name(), "There is a lab of this name already.", "Choose another name.");
            }
            if (old != null) {
                refuseChanged(doing, old);
            }
            Path file = moved ? folder.resolve(LabNames.file(lab.name())) : old.file();
            if (moved && Files.exists(file)) {
                throw conflict(doing, file.toString(), "There is a file of this name, which is not this lab's.", "Look at the file, or choose another name.");
            }
            String text = LabYaml.write(lab);
            // under its old file first, so that a lab that is renamed is there once, and whole, whenever the program dies
            SafeFiles.write(old == null ? file : old.file(), text.getBytes(StandardCharsets.UTF_8), doing);
            if (old != null && moved) {
                move(old.file(), file, doing);
            }
            Map<String, Stored> now = new TreeMap<>(stored);
            now.remove(oldKey);
            now.put(newKey, new Stored(lab, file, text));
            publish(now, snapshot.broken());
            return lab;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes a lab's file; nothing happens when there is no such lab. */
    public void delete(String name) throws FailureException {
        lock.lock();
        try {
            Stored old = stored.get(LabNames.key(name));
            if (old != null) {
                refuseChanged("deleting lab " + name, old);
                delete(old.file(), "deleting lab " + name);
                Map<String, Stored> now = new TreeMap<>(stored);
                now.remove(LabNames.key(name));
                publish(now, snapshot.broken());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void move(Path from, Path to, String doing) throws FailureException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            SafeFiles.syncFolder(to.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(doing, to, e), e);
        }
    }

    private static void delete(Path file, String doing) throws FailureException {
        try {
            Files.deleteIfExists(file);
            SafeFiles.syncFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(doing, file, e), e);
        }
    }

    private static void refuseChanged(String doing, Stored old) throws FailureException {
        try {
            if (SafeFiles.read(old.file(), LIMIT, doing).equals(old.text())) {
                return;
            }
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                return;
            }
            throw e;
        }
        throw conflict(doing, old.file().toString(), "The file was changed by somebody else since it was read.",
                "Read the labs again, look at the change and repeat yours.");
    }

    private static FailureException conflict(String doing, String subject, String meaning, String next) {
        return new FailureException(new Failure(Failure.Kind.CONFLICT, doing, subject, "", meaning, next));
    }

    /**
     * Reads the folder again whenever something in it changes, on a thread of its own, until the answer is closed.
     *
     * @param trouble gets what goes wrong while reading
     */
    public AutoCloseable watch(Consumer<Failure> trouble) throws FailureException {
        return LabWatch.start(this, trouble);
    }
}
