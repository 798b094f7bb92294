package org.campanile.ui.topology.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Frame;
import org.campanile.ui.topology.scene.Grid;

/** Which places are taken already, found by squares of a coarse grid so that a thousand cards ask a few each. Not thread-safe. */
final class Taken {

    private static final double SQUARE = 512;

    private record Square(long x, long y) {
    }

    private final Map<Square, List<Box>> squares = new HashMap<>();

    void add(Box box) {
        over(box).forEach(square -> squares.computeIfAbsent(square, s -> new ArrayList<>()).add(box));
    }

    /** The wanted place, or the nearest one below it where nothing else is. */
    Box free(Box wanted) {
        Box at = wanted;
        for (Box other = meets(at); other != null; other = meets(at)) {
            at = new Box(at.x(), other.bottom() + Frame.MARGIN, at.width(), at.height());
        }
        return at;
    }

    private Box meets(Box box) {
        Box wide = box.grow(Grid.STEP);
        for (Square square : over(wide)) {
            for (Box other : squares.getOrDefault(square, List.of())) {
                if (other.intersects(wide)) {
                    return other;
                }
            }
        }
        return null;
    }

    private static List<Square> over(Box box) {
        List<Square> all = new ArrayList<>();
        for (long x = (long) Math.floor(box.x() / SQUARE); x <= Math.floor(box.right() / SQUARE); x++) {
            for (long y = (long) Math.floor(box.y() / SQUARE); y <= Math.floor(box.bottom() / SQUARE); y++) {
                all.add(new Square(x, y));
            }
        }
        return all;
    }
}
