package org.campanile.core.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

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
}
