package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.Layout;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Direction;
import org.campanile.ui.topology.scene.Grid;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.Snap;
import org.campanile.ui.topology.scene.Spot;
import org.junit.jupiter.api.Test;

/** Where a dragged card comes to rest. */
class SnapTest {

    private static final Box CARD = new Box(0, 0, 100, 50);

    @Test
    void withoutNeighboursItIsTheGrid() {
        assertEquals(new Snap(16, 24, List.of()), Snap.of(CARD, 17, 22, List.of(), 6));
        assertEquals(new Snap(13, 21, List.of()), Snap.of(new Box(3, 3, 100, 50), 13, 22, List.of(), 6), "from beside the grid onto it");
    }

    @Test
    void edgesAndCentresAttractEachAxisForItself() {
        Box other = new Box(203, 301, 100, 50);
        assertEquals(new Snap(203, 80, List.of(new Guide(true, 203, 80, 351), new Guide(true, 303, 80, 351))), Snap.of(CARD, 199, 78, List.of(other), 6));
        assertEquals(new Snap(400, 301, List.of(new Guide(false, 301, 203, 500), new Guide(false, 351, 203, 500))), Snap.of(CARD, 401, 306, List.of(other), 6));
        Box wide = new Box(203, 301, 200, 50);
        assertEquals(new Snap(253, 0, List.of(new Guide(true, 303, 0, 351))), Snap.of(CARD, 250, 1, List.of(wide), 6), "the centre where no edge is in line");
        assertEquals(new Snap(303, 0, List.of(new Guide(true, 403, 0, 351))), Snap.of(CARD, 305, 1, List.of(wide), 6), "the right edge");
    }

    @Test
    void theNearestLineWinsAndOfThoseEquallyFarTheNearestNeighbour() {
        Box near = new Box(100, 100, 100, 50);
        Box far = new Box(104, 900, 100, 50);
        assertEquals(100, Snap.of(CARD, 101, 0, List.of(far, near), 6).dx());
        assertEquals(104, Snap.of(CARD, 103, 0, List.of(far, near), 6).dx());
        assertEquals(100, Snap.of(CARD, 102, 0, List.of(far, near), 6).dx());
        assertEquals(96, Snap.of(CARD, 93, 0, List.of(near), 6).dx(), "too far away for the neighbour");
    }

    @Test
    void itNeverLeavesTheHandFurtherThanItsReach() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            List<Box> others = random.ints(5, 0, 400).mapToObj(n -> new Box(n, random.nextInt(400), 100, 50)).toList();
            double dx = random.nextInt(-300, 300);
            double dy = random.nextInt(-300, 300);
            Snap snap = Snap.of(CARD, dx, dy, others, 6);
            assertTrue(Math.abs(snap.dx() - dx) <= 6 && Math.abs(snap.dy() - dy) <= 6, () -> snap + " of " + others);
            assertEquals(snap.guides().stream().anyMatch(Guide::upright), snap.dx() != Grid.snap(dx) || others.stream().anyMatch(o -> o.x() == snap.dx()),
                    "a line is shown when and only when it is in line");
        }
    }

    @Test
    void arrowKeysGoToTheNextLineOfTheGrid() {
        Environment environment = Documents.domainAndWeb();
        String web = environment.services().getLast().id();
        Scene scene = Documents.scene(environment, Layout.EMPTY.with(web, new Layout.Position(13, 16, true)));
        assertEquals(new Spot(3, 0), Direction.RIGHT.step(scene, Set.of(web), web).orElseThrow());
        assertEquals(new Spot(-5, 0), Direction.LEFT.step(scene, Set.of(web), null).orElseThrow());
        assertEquals(new Spot(0, 8), Direction.DOWN.step(scene, Set.of(web), web).orElseThrow());
        assertEquals(new Spot(0, -8), Direction.UP.step(scene, Set.of(web), web).orElseThrow());
        assertTrue(Direction.UP.step(scene, Set.of(), web).isEmpty());
    }
}
