package org.campanile.core.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

/** What failed to be found out is tried again by the next who asks, but in a look nobody is asked twice for what was refused. */
class FactsTest {

    private static int tries(Facts facts, Kind kind) {
        List<Integer> tried = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertEquals(kind, assertThrows(FailureException.class, () -> facts.get("host/box/connected", String.class, Task.unwatched(), task -> {
                tried.add(1);
                throw new FailureException(new Failure(kind, "connecting", "box", "", "No.", ""));
            })).failure().kind());
        }
        return tried.size();
    }

    @Test
    void aRefusalHoldsForALookAndNotForARun() {
        assertEquals(1, tries(Facts.ofALook(), Kind.UNTRUSTED));
        assertEquals(1, tries(Facts.ofALook(), Kind.DENIED));
        assertEquals(3, tries(Facts.ofALook(), Kind.UNREACHABLE));
        assertEquals(3, tries(new Facts(), Kind.UNTRUSTED));
    }
}
