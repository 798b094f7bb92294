package org.campanile.core.step;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Runs a piece of a step on a thread of its own, within a limit and until the user cancels. After either it cancels and interrupts the piece and
 * waits a little for its end, so that as a rule nothing goes on behind the caller's back.
 */
final class Timed {

    /** The piece. */
    interface Work<T> {
        T run(Task task) throws FailureException;
    }

    private static final Duration PATIENCE = Duration.ofMillis(500);

    private Timed() {
    }

    static <T> T call(String doing, Duration limit, Duration grace, Task parent, Task.Listener listener, Work<T> work) throws FailureException {
        parent.checkCancelled(doing);
        Task child = new Task(listener);
        CompletableFuture<T> answer = new CompletableFuture<>();
        CompletableFuture<T> stopped = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name(doing).start(() -> run(work, child, answer));
        boolean inTime = true;
        try (Task.Registration cancel = parent.onCancel(() -> stopped.complete(null))) {
            CompletableFuture.anyOf(answer.handle((v, e) -> null), stopped).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            inTime = false;
        } catch (InterruptedException e) {
            stop(child, worker);
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (!answer.isDone()) {
            stop(child, worker);
        }
        return result(doing, limit, grace, answer, inTime);
    }

    /** First the cancel actions, or an interrupt might end the piece before they could run; on a thread of their own, since they may block. */
    private static void stop(Task child, Thread worker) {
        try {
            Thread.ofVirtual().start(child::cancel).join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        worker.interrupt();
    }

    private static <T> T result(String doing, Duration limit, Duration grace, CompletableFuture<T> answer, boolean inTime) throws FailureException {
        try {
            return answer.get(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw inTime ? FailureException.cancelled(doing) : late(doing, limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } catch (ExecutionException e) {
            if (!inTime) {
                throw late(doing, limit, e.getCause());
            }
            throw failure(doing, e.getCause());
        }
    }

    private static FailureException late(String doing, Duration limit, Throwable cause) {
        String words = limit.toMillis() < 1000 ? limit.toMillis() + " ms" : limit.toSeconds() + " s";
        return new FailureException(new Failure(Failure.Kind.TIMED_OUT, doing, "", "", "It did not end within " + words + ".",
                "Look whether the other side answers, then go on with the run."), cause);
    }

    private static FailureException failure(String doing, Throwable cause) {
        if (cause instanceof FailureException expected) {
            return expected;
        }
        return new FailureException(new Failure(Failure.Kind.INTERNAL, doing, "", cause.toString(), "This is a defect of Campanile.",
                "Report it with the details."), cause);
    }

    /** The boundary of a step: whatever it throws, errors of the virtual machine too, is its result. */
    private static <T> void run(Work<T> work, Task child, CompletableFuture<T> answer) {
        try {
            answer.complete(work.run(child));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }
}
