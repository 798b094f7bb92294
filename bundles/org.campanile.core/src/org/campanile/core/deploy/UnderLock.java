package org.campanile.core.deploy;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Does work while an environment's lock is held, and stops it when somebody else has got the lock. */
record UnderLock(DeploymentLock lock) {

    /** What is done. */
    @FunctionalInterface
    interface Work {
        /** @param task is cancelled with the caller's, and when the lock is lost */
        void run(Task task) throws FailureException;
    }

    /** @param waiting told on another thread for what the work waits, and with an empty text when it does no more */
    void run(Environment environment, String doing, Consumer<String> waiting, Task task, Work work) throws FailureException {
        AtomicReference<Failure> lost = new AtomicReference<>();
        Task working = new Task(new Task.Listener() {
            @Override
            public void progress(String now, long done, long total) {
                task.progress(now, done, total);
            }

            @Override
            public void line(String text) {
                task.line(text);
            }
        });
        try (Task.Registration cancel = task.onCancel(working::cancel); DeploymentLock.Held held = lock.take(environment, doing, new DeploymentLock.Watch() {
            @Override
            public void lost(Failure why) {
                lost.set(why);
                working.cancel();
            }

            @Override
            public void waiting(String why) {
                waiting.accept(why);
            }
        }, task)) {
            work.run(working);
        } catch (FailureException e) {
            throw lost.get() != null && !task.isCancelled() ? new FailureException(lost.get(), e) : e;
        }
    }
}
