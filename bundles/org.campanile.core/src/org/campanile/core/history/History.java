package org.campanile.core.history;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * What happened, in a database in the workspace that the window and the command line may use at the same time. Events are written in order by a
 * thread of its own, so that {@link #add} never waits for the disk; queries run on that thread too, after what was added before, because an
 * interrupt in the middle of its file access would close the database. Thread-safe; {@link #query} and {@link #flush} block.
 */
public final class History implements AutoCloseable {

    /** Most events that wait to be written; more than that are dropped and counted. */
    static final int WAITING = 100_000;

    private static final int BATCH = 500;

    private sealed interface Job {
    }

    private record Write(Event event) implements Job {
    }

    private record Ask<T>(Question<T> question, CompletableFuture<T> answer) implements Job {
    }

    private record Stop() implements Job {
    }

    /** Something that is asked of the database on its thread. */
    interface Question<T> {
        T ask(HistoryDatabase database) throws FailureException;
    }

    private final HistoryDatabase database;
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>(WAITING);
    private final AtomicReference<Failure> trouble = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    // nothing may be put behind the last job, or its asker would wait for ever
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private final Thread thread;

    private History(HistoryDatabase database) {
        this.database = database;
        this.thread = Thread.ofPlatform().daemon().name("history").start(this::work);
    }

    /**
     * Opens the history in a folder, or begins it.
     *
     * @throws FailureException LOCAL when the disk refuses; CONFLICT when a newer version of Campanile has written it
     */
    public static History open(Path folder) throws FailureException {
        return new History(HistoryDatabase.open(folder));
    }

    /** Takes an event to be written; returns at once. After {@link #close} it does nothing. */
    public void add(Event event) {
        gate.readLock().lock();
        boolean lost;
        try {
            lost = !closed.get() && !jobs.offer(new Write(event));
        } finally {
            gate.readLock().unlock();
        }
        if (lost) {
            trouble.set(new Failure(Failure.Kind.LOCAL, "writing the history", "", "more than " + WAITING + " events are waiting",
                    "The disk is too slow or hangs; events of the history are lost.", "Look at the disk of the workspace."));
        }
    }

    /** The events that fit, newest first, including those added before. */
    public List<Event> query(EventQuery query) throws FailureException {
        return ask(d -> d.query(query));
    }

    /** Waits until all that was added is in the database; fails if something of it could not be written. */
    public void flush() throws FailureException {
        ask(d -> null);
        Failure failed = trouble.getAndSet(null);
        if (failed != null) {
            throw new FailureException(failed);
        }
    }

    /** Deletes what is older than {@code before}; the answer is how many events. */
    public int prune(Instant before) throws FailureException {
        return ask(d -> d.prune(before));
    }

    private <T> T ask(Question<T> question) throws FailureException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            gate.readLock().lockInterruptibly();
            try {
                if (closed.get()) {
                    throw new FailureException(over());
                }
                jobs.put(new Ask<>(question, answer));
            } finally {
                gate.readLock().unlock();
            }
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("reading the history");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailureException expected) {
                throw expected;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private void work() {
        List<Job> batch = new ArrayList<>();
        boolean going = true;
        while (going) {
            try {
                batch.add(jobs.take());
            } catch (InterruptedException e) {
                // nobody but this object has the thread, so this does not happen; if it does, what was added is still written
                batch.add(new Stop());
            }
            jobs.drainTo(batch, BATCH);
            going = handle(batch);
            batch.clear();
        }
        database.close();
    }

    private static Failure over() {
        return new Failure(Failure.Kind.CONFLICT, "reading the history", "", "", "The history is closed already.", "");
    }

    /** Writes what comes one after the other in one transaction; the answer is false at the end. */
    private boolean handle(List<Job> batch) {
        List<Event> events = new ArrayList<>();
        boolean going = true;
        for (Job job : batch) {
            switch (job) {
                case Write write -> events.add(write.event());
                case Ask<?> ask -> {
                    write(events);
                    answer(ask);
                }
                case Stop stop -> going = false;
            }
        }
        write(events);
        return going;
    }

    private void write(List<Event> events) {
        if (!events.isEmpty()) {
            try {
                database.add(events);
            } catch (FailureException e) {
                trouble.set(e.failure());
            } catch (RuntimeException e) {
                // the thread has to live on, or whoever asks would wait for ever
                trouble.set(new Failure(Failure.Kind.INTERNAL, "writing the history", "", e.toString(), "This is a defect of Campanile.", "Report it with the details."));
            }
            events.clear();
        }
    }

    private <T> void answer(Ask<T> ask) {
        try {
            ask.answer().complete(ask.question().ask(database));
        } catch (FailureException | RuntimeException e) {
            ask.answer().completeExceptionally(e);
        }
    }

    /** Writes what was added and closes the database; waits for it. */
    @Override
    public void close() {
        gate.writeLock().lock();
        boolean first = closed.compareAndSet(false, true);
        gate.writeLock().unlock();
        boolean interrupted = false;
        boolean told = !first;
        while (thread.isAlive()) {
            try {
                if (!told) {
                    jobs.put(new Stop());
                    told = true;
                }
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
