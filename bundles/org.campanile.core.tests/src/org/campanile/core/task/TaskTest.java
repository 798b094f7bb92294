package org.campanile.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

class TaskTest {

    @Test
    void everyActionOfACancelRunsOnceAlsoBesideABrokenOne() {
        List<String> ran = new ArrayList<>();
        Task task = Task.unwatched();
        task.onCancel(() -> {
            throw new IllegalStateException("broken");
        });
        task.onCancel(() -> ran.add("second"));
        task.onCancel(() -> ran.add("taken back")).close();
        assertThrows(IllegalStateException.class, task::cancel);
        task.cancel();
        task.onCancel(() -> ran.add("late"));
        assertEquals(List.of("second", "late"), ran);
    }

    @Test
    void waitingForAnothersWorkEndsWithItOrWithTheTask() throws Exception {
        Task task = Task.unwatched();
        assertEquals("there", task.await(CompletableFuture.completedFuture("there"), "waiting"));
        Failure denied = new Failure(Failure.Kind.DENIED, "connecting", "here", "", "", "");
        FailureException failed = assertThrows(FailureException.class, () -> task.await(CompletableFuture.failedFuture(new FailureException(denied)), "waiting"));
        assertEquals(denied, failed.failure());
        CompletableFuture<String> never = new CompletableFuture<>();
        Thread.ofVirtual().start(task::cancel);
        failed = assertThrows(FailureException.class, () -> task.await(never, "waiting"));
        assertEquals(Failure.Kind.CANCELLED, failed.failure().kind());
    }
}
