package org.campanile.ui.topology.document;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Jobs;
import org.campanile.ui.RunningJob;
import org.eclipse.swt.widgets.Widget;

/**
 * Computes something of the newest input away from the UI thread: one run at a time, and of inputs that came meanwhile only the last. UI thread
 * only.
 *
 * @param <I> input, an immutable value
 * @param <O> what is computed
 */
public final class Latest<I, O> {

    /** How long somebody who types is let type on, in ms. */
    private static final int PAUSE_MILLIS = 150;

    /** The computation, on a worker thread. */
    public interface Work<I, O> {
        /** Answers one input. */
        O run(I input, Task task) throws FailureException;
    }

    private final Jobs jobs;
    private final String name;
    private final Widget owner;
    private final Work<I, O> work;
    private final Consumer<O> done;
    private final AtomicReference<I> waiting = new AtomicReference<>();
    private Runnable caughtUp = () -> {
    };
    private RunningJob running;

    /**
     * @param owner with it the answers end
     * @param done gets the answers, on the UI thread
     */
    public Latest(Jobs jobs, String name, Widget owner, Work<I, O> work, Consumer<O> done) {
        this.jobs = jobs;
        this.name = name;
        this.owner = owner;
        this.work = work;
        this.done = done;
    }

    /** Asks for the answer to {@code input}; it comes on the UI thread, or never when a newer input came. */
    public void ask(I input) {
        waiting.set(input);
        start();
    }

    /** The same as soon as no other input has come for a moment. */
    public void askSoon(I input) {
        waiting.set(input);
        owner.getDisplay().timerExec(PAUSE_MILLIS, () -> {
            if (waiting.get() == input) {
                start();
            }
        });
    }

    /** Calls {@code then} whenever the last input has been answered, also when that failed. */
    public void whenIdle(Runnable then) {
        caughtUp = then;
    }

    /** Gives up what is computed and what waits. */
    public void cancel() {
        waiting.set(null);
        if (running != null) {
            running.cancel();
        }
    }

    private void start() {
        if (running != null || owner.isDisposed()) {
            return;
        }
        I input = waiting.getAndSet(null);
        running = jobs.job(name, task -> work.run(input, task)).system().family(EnvironmentDocument.class).on(owner).done(done).finished(() -> {
            running = null;
            if (waiting.get() != null) {
                start();
            } else {
                caughtUp.run();
            }
        }).start();
    }

    /** Whether nothing is computed and nothing waits. */
    public boolean idle() {
        return running == null && waiting.get() == null;
    }
}
