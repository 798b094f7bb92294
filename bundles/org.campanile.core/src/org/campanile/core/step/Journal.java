package org.campanile.core.step;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * The record on disk of one run: one JSON object a line, only ever added to, each line on the disk before the next thing is done. A last line that
 * was cut off when the program died is taken off. Only one journal object at a time may have the file open, in all processes. Thread-safe.
 *
 * <p>It writes through a file and no channel, because an interrupt, which is how a step is cancelled, would close a channel for good.
 */
public final class Journal implements AutoCloseable {

    private static final String DOING = "writing the journal of the run";
    // far behind any content, so that others can read the file where locks are mandatory
    private static final long LOCK_AT = Long.MAX_VALUE - 1;

    private final Path path;
    private final RandomAccessFile file;
    private final Clock clock;
    private final Disk disk;
    private final JournalState state = new JournalState();
    /** Not a monitor: on Java 21 a virtual thread that waits for one, here for a disk, keeps its carrier. */
    private final ReentrantLock writing = new ReentrantLock();
    private long good;
    private Failure broken;
    private boolean closed;

    /** Brings what was written to the disk. Not by the channel, which an interrupt of the thread would close. */
    interface Disk {
        void sync(FileDescriptor file) throws IOException;
    }

    private Journal(Path path, RandomAccessFile file, Clock clock, Disk disk) {
        this.path = path;
        this.file = file;
        this.clock = clock;
        this.disk = disk;
    }

    /**
     * Opens a journal, or begins one.
     *
     * @throws FailureException CONFLICT when another program or window works on this run, BAD_INPUT when a line in the middle is damaged, LOCAL
     *         when the disk refuses
     */
    public static Journal open(Path path) throws FailureException {
        return open(path, Clock.systemUTC());
    }

    /** As {@link #open(Path)}, with times of {@code clock}. */
    public static Journal open(Path path, Clock clock) throws FailureException {
        return open(path, clock, FileDescriptor::sync);
    }

    static Journal open(Path path, Clock clock, Disk disk) throws FailureException {
        RandomAccessFile file = null;
        try {
            SafeFiles.createFolder(path.toAbsolutePath().getParent());
            file = new RandomAccessFile(path.toFile(), "rw");
            lock(path, file);
            Journal journal = new Journal(path, file, clock, disk);
            journal.load();
            SafeFiles.syncFolder(path.toAbsolutePath().getParent());
            return journal;
        } catch (IOException e) {
            throw closing(file, new FailureException(SafeFiles.local("opening the journal of the run", path, e), e));
        } catch (FailureException e) {
            throw closing(file, e);
        }
    }

    private static FailureException closing(RandomAccessFile file, FailureException failure) {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    private static void lock(Path path, RandomAccessFile file) throws IOException, FailureException {
        FileLock lock;
        try {
            lock = file.getChannel().tryLock(LOCK_AT, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "opening the journal of the run", path.toString(), "",
                    "Another window or command is working on this run.", "Wait for it to end, or cancel it there."));
        }
    }

    private void load() throws IOException, FailureException {
        byte[] bytes = new byte[Math.toIntExact(file.length())];
        file.readFully(bytes);
        JournalLines lines = JournalLines.of(bytes, path);
        lines.entries().forEach(state::add);
        good = lines.good();
        if (good < bytes.length) {
            file.setLength(good);
            disk.sync(file.getFD());
        }
    }

    /** The entries of a journal that somebody else may be writing. */
    public static List<Entry> read(Path path) throws FailureException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(file.length())];
            file.readFully(bytes);
            return JournalLines.of(bytes, path).entries();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("reading the journal of a run", path, e), e);
        }
    }

    /** The file. */
    public Path path() {
        return path;
    }

    private <T> T look(Supplier<T> at) {
        writing.lock();
        try {
            return at.get();
        } finally {
            writing.unlock();
        }
    }

    /** Whether all steps of the run were done. */
    public boolean ended() {
        return look(state::ended);
    }

    /** Ids of the steps that this run has begun and not undone, oldest first: what undo would take back. */
    public List<String> own() {
        return look(state::own);
    }

    /** What the journal says a step made or was about to make, oldest first. */
    public List<Made> made(String step) {
        return look(() -> state.made(step));
    }

    /** Why the user left a step out, if so. */
    Optional<String> leftOut(String step) {
        return look(() -> Optional.ofNullable(state.leftOut().get(step)));
    }

    JournalState.Mark mark(String step) {
        return look(() -> state.mark(step));
    }

    /** Why nothing can be written any more, if so. */
    Optional<Failure> broken() {
        return look(() -> Optional.ofNullable(broken));
    }

    /** Begins the run of a plan or goes on with it. */
    void begin(Plan of) throws FailureException {
        refuseOther(of);
        append(Entry.Kind.RUN, of.id(), of.title(), null);
    }

    /** Refuses the journal of another plan. */
    void refuseOther(Plan of) throws FailureException {
        String mine = look(state::plan);
        if (!mine.isEmpty() && !mine.equals(of.id())) {
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "going on with a run", path.toString(), mine,
                    "This is the journal of another plan.", "Choose the journal of " + of.id() + ", or start a new run."));
        }
    }

    void append(Entry.Kind kind, String step, String detail) throws FailureException {
        append(kind, step, detail, null);
    }

    /** Adds a line; it is on the disk when this returns. */
    void append(Entry.Kind kind, String step, String detail, Made thing) throws FailureException {
        writing.lock();
        try {
            write(kind, step, detail, thing);
        } finally {
            writing.unlock();
        }
    }

    private void write(Entry.Kind kind, String step, String detail, Made thing) throws FailureException {
        if (closed) {
            throw new FailureException(new Failure(Failure.Kind.INTERNAL, DOING, path.toString(), "", "The journal is closed already.", ""));
        }
        if (broken != null) {
            throw new FailureException(broken);
        }
        Entry entry = new Entry(state.seq() + 1, clock.instant(), kind, step, detail, Optional.ofNullable(thing));
        byte[] line = entry.line().getBytes(StandardCharsets.UTF_8);
        try {
            file.seek(good);
            file.write(line);
            disk.sync(file.getFD());
        } catch (IOException e) {
            broken = SafeFiles.local(DOING, path, e);
            takeBack(e);
            throw new FailureException(broken, e);
        }
        good += line.length;
        state.add(entry);
    }

    /** A line that is half there would be taken for a damaged one later. */
    private void takeBack(IOException e) {
        try {
            file.setLength(good);
        } catch (IOException left) {
            e.addSuppressed(left);
        }
    }

    /** Lets others have the file. */
    @Override
    public void close() throws FailureException {
        writing.lock();
        try {
            closed = true;
            file.close();
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("closing the journal of the run", path, e), e);
        } finally {
            writing.unlock();
        }
    }

    /** Entries of a file and where the last whole one ends. */
    private record JournalLines(List<Entry> entries, long good) {

        static JournalLines of(byte[] bytes, Path path) throws FailureException {
            List<Entry> entries = new ArrayList<>();
            int start = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    try {
                        entries.add(Entry.parse(new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                    } catch (IllegalArgumentException e) {
                        if (i == bytes.length - 1) {
                            break;
                        }
                        throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading the journal of a run",
                                path + ":" + (entries.size() + 1), e.getMessage(), "The line is damaged, so nobody knows what was done.",
                                "Look at the lab itself; then start a new run, which finds what is done already."), e);
                    }
                    start = i + 1;
                }
            }
            return new JournalLines(List.copyOf(entries), start);
        }
    }
}
