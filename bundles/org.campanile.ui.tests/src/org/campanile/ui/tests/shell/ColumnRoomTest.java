package org.campanile.ui.tests.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.campanile.ui.ColumnRoom;
import org.junit.jupiter.api.Test;

/** How columns share the width of their table. */
class ColumnRoomTest {

    private static final List<Integer> LEAST = List.of(50, 50, 50);

    @Test
    void theWidestGetsWhatIsLeftOver() {
        assertEquals(List.of(100, 400, 50), ColumnRoom.widths(List.of(100, 300, 50), 550, LEAST));
    }

    @Test
    void wideColumnsGiveWayFirst() {
        assertEquals(List.of(100, 150, 50), ColumnRoom.widths(List.of(100, 300, 50), 300, LEAST));
    }

    @Test
    void thenAllThatAreAsWide() {
        assertEquals(List.of(75, 75, 50), ColumnRoom.widths(List.of(100, 300, 50), 200, LEAST));
    }

    @Test
    void noneBelowItsLeastSoThatTheTableScrollsAfterAll() {
        assertEquals(List.of(50, 50, 40), ColumnRoom.widths(List.of(100, 300, 40), 60, LEAST));
    }

    @Test
    void oddPixelsAreSharedOutToo() {
        assertEquals(201, ColumnRoom.widths(List.of(100, 100, 100), 201, LEAST).stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void whatNamesTheRowKeepsItsLeastAndIsTheLastToGiveWay() {
        List<Integer> leasts = List.of(150, 50, 50);
        assertEquals(List.of(180, 180, 90), ColumnRoom.widths(List.of(300, 200, 90), 450, leasts));
        assertEquals(List.of(150, 60, 60), ColumnRoom.widths(List.of(300, 200, 90), 270, leasts));
        assertEquals(List.of(150, 50, 50), ColumnRoom.widths(List.of(300, 200, 90), 100, leasts));
        assertEquals(List.of(120, 50, 50), ColumnRoom.widths(List.of(120, 200, 90), 100, leasts));
    }
}
