package org.campanile.core.rabbitmq.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import com.rabbitmq.client.Recoverable;
import com.rabbitmq.client.RecoveryListener;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Waits for a connection that a cancelled task has cut, which the client makes again by itself: the next task has done nothing that should fail it. A
 * connection that the broker or the network ended is not waited for. Thread-safe.
 */
final class Comeback implements RecoveryListener {

    private final AtomicReference<CompletableFuture<Void>> back = new AtomicReference<>(CompletableFuture.completedFuture(null));

    /** From now on the connection is waited for. */
    void expect() {
        back.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /** Nobody waits any longer. */
    void over() {
        back.get().complete(null);
    }

    /** Returns when the connection is there, or after {@code limit}, when whoever uses it is told why it is not; cancelled with the task. */
    void await(String doing, Duration limit, Task task) throws FailureException {
        task.checkCancelled(doing);
        CompletableFuture<Void> expected = back.get();
        if (expected.isDone()) {
            return;
        }
        CompletableFuture<Void> stop = new CompletableFuture<>();
        try (Task.Registration cancel = task.onCancel(() -> stop.complete(null))) {
            CompletableFuture.anyOf(expected.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS), stop).join();
        }
        task.checkCancelled(doing);
    }

    @Override
    public void handleRecovery(Recoverable recovered) {
        over();
    }

    @Override
    public void handleRecoveryStarted(Recoverable recovering) {
        // the waiting ends when it has succeeded
    }
}
