package org.campanile.core.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one handle that long work gets: it reports progress through it and learns from it that it should stop. Cancelling runs the
 * registered actions at once on the cancelling thread, which is how a socket gets closed under a blocked read. Thread-safe.
 */
public final class Task {

    /** Where progress goes. Called on the working thread; must return quickly and must not throw. */
    public interface Listener {
        /**
         * @param doing what is being done now
         * @param done units done, 0 or more
         * @param total units in all, or a negative number when not known
         */
        void progress(String doing, long done, long total);

        /** A line of output, for a live log. */
        default void line(String text) {
        }
    }

    private static final long LOOK_MILLIS = 100;
    private static final Listener NOBODY = (doing, done, total) -> {
    };

    private final Listener listener;
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Runnable> actions = new ArrayList<>();

    /** A task whose progress goes to {@code listener}. */
    public Task(Listener listener) {
        this.listener = listener;
    }

    /** A task nobody watches; it can still be cancelled. */
    public static Task unwatched() {
        return new Task(NOBODY);
    }

    /** Says what is done now and how far it is; {@code total} is negative when not known. */
    public void progress(String doing, long done, long total) {
        listener.progress(doing, done, total);
    }

    /** Adds a line to the live output. */
    public void line(String text) {
        listener.line(text);
    }

    /** Whether the user asked to stop. */
    public boolean isCancelled() {
        return cancelled.get();
    }

    /** Throws the cancelled failure if the user asked to stop; {@code doing} says what was interrupted. */
    public void checkCancelled(String doing) throws FailureException {
        if (isCancelled()) {
            throw FailureException.cancelled(doing);
        }
    }

    /** Asks the work to stop. The second call does nothing. An action that breaks holds up none of the others, and is thrown in the end. */
    public void cancel() {
        List<Runnable> run;
        synchronized (actions) {
            if (!cancelled.compareAndSet(false, true)) {
                return;
            }
            run = List.copyOf(actions);
            actions.clear();
        }
        RuntimeException broken = null;
        for (Runnable action : run) {
            try {
                action.run();
            } catch (RuntimeException e) {
                broken = e;
            }
        }
        if (broken != null) {
            throw broken;
        }
    }

    /** Waits, and no longer than until it is cancelled. @throws FailureException CANCELLED, also when the thread is interrupted */
    public void pause(Duration time, String doing) throws FailureException {
        CountDownLatch stop = new CountDownLatch(1);
        try (Registration cancel = onCancel(stop::countDown)) {
            stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        }
        checkCancelled(doing);
    }

    /**
     * Waits for what another thread works out, which has its own limit, but no longer than until this is cancelled.
     *
     * @param doing for the message: {@code "connecting"}
     * @throws FailureException the one the work ended with, or CANCELLED, also when the thread is interrupted
     */
    public <T> T await(Future<T> work, String doing) throws FailureException {
        while (true) {
            try {
                return work.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                checkCancelled(doing);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof FailureException failed) {
                    throw new FailureException(failed.failure(), failed);
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw FailureException.cancelled(doing);
            }
        }
    }

    /** A task of its own for a look that must not take long: cancelled with this one, and by itself when {@code limit} is over. Nobody watches it. */
    public Task within(Duration limit) {
        Task brief = unwatched();
        onCancel(brief::cancel);
        CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS, work -> Thread.ofVirtual().start(work)).execute(brief::cancel);
        return brief;
    }

    /**
     * Registers what has to happen on cancel, such as closing a socket; runs it at once if already cancelled. Close the answer when the
     * guarded part is over.
     */
    public Registration onCancel(Runnable action) {
        synchronized (actions) {
            if (!cancelled.get()) {
                actions.add(action);
                return () -> {
                    synchronized (actions) {
                        actions.remove(action);
                    }
                };
            }
        }
        action.run();
        return () -> {
        };
    }

    /** Takes a cancel action back. */
    public interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
