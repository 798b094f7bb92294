package org.campanile.ui.topology.editor;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Jobs;
import org.campanile.ui.RunningJob;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.eclipse.swt.widgets.Widget;

/**
 * Computes something of the newest input away from the UI thread: one run at a time, and of inputs that came meanwhile only the last. UI thread
 * only.
 *
 * @param <I> input, an immutable value
 * @param <O> what is computed
 */
final class Latest<I, O> {

    /** The computation. */
    interface Work<I, O> {
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

    Latest(Jobs jobs, String name, Widget owner, Work<I, O> work, Consumer<O> done) {
        this.jobs = jobs;
        this.name = name;
        this.owner = owner;
        this.work = work;
        this.done = done;
    }

    /** Asks for the answer to {@code input}; it comes on the UI thread, or never when a newer input came. */
    void ask(I input) {
        waiting.set(input);
        if (running == null && !owner.isDisposed()) {
            start();
        }
    }

    /** Calls {@code then} whenever the last input has been answered, also when that failed. */
    void whenIdle(Runnable then) {
        caughtUp = then;
    }

    private void start() {
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

    /** Whether nothing is computed. */
    boolean idle() {
        return running == null;
    }
}
