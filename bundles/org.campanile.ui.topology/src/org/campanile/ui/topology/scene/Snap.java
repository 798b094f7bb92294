package org.campanile.ui.topology.scene;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Where a dragged card comes to rest: in line with an edge or the centre of a neighbour that is near enough, otherwise on the grid; each axis for
 * itself. A value, by pure functions.
 *
 * @param dx how far it moves to the right, in drawing units
 * @param dy how far it moves down
 * @param guides what it is in line with then
 */
public record Snap(double dx, double dy, List<Guide> guides) {

    /** From how far away a neighbour attracts, in points of the window. */
    public static final double REACH = 6;

    private static final double SAME = 0.01;

    /** What is set in line with the same of a neighbour. The centre last: of cards of one size the edges say it already. */
    private static final List<ToDoubleFunction<Box>> ACROSS = List.of(Box::x, Box::right, b -> b.centre().x());
    private static final List<ToDoubleFunction<Box>> DOWN = List.of(Box::y, Box::bottom, b -> b.centre().y());

    public Snap {
        guides = List.copyOf(guides);
    }

    /** As far as the hand goes, and no more. */
    public static Snap free(double dx, double dy) {
        return new Snap(dx, dy, List.of());
    }

    /**
     * The move that comes nearest to what the hand means.
     *
     * @param card where the card that was taken stands before
     * @param dx how far the hand has moved it to the right
     * @param dy how far down
     * @param others where those stand that are not moved and are seen
     * @param reach from how far away a neighbour attracts, in drawing units
     */
    public static Snap of(Box card, double dx, double dy, List<Box> others, double reach) {
        Box hand = card.moved(dx, dy);
        double x = nearest(hand, others, ACROSS, DOWN, reach).orElseGet(() -> Grid.snap(hand.x()) - hand.x());
        double y = nearest(hand, others, DOWN, ACROSS, reach).orElseGet(() -> Grid.snap(hand.y()) - hand.y());
        Box rest = hand.moved(x, y);
        List<Guide> guides = new ArrayList<>(guides(rest, others, ACROSS, true));
        guides.addAll(guides(rest, others, DOWN, false));
        return new Snap(rest.x() - card.x(), rest.y() - card.y(), guides);
    }

    /** How far the hand is from the nearest line; of lines equally far, the one of the nearest neighbour. */
    private static Optional<Double> nearest(Box hand, List<Box> others, List<ToDoubleFunction<Box>> lines, List<ToDoubleFunction<Box>> aside, double reach) {
        record Pull(double by, double away) {
        }
        ToDoubleFunction<Box> middle = aside.getLast();
        return others.stream().flatMap(o -> lines.stream().map(line -> new Pull(line.applyAsDouble(o) - line.applyAsDouble(hand),
                Math.abs(middle.applyAsDouble(o) - middle.applyAsDouble(hand)))))
                .filter(p -> Math.abs(p.by()) <= reach).min(Comparator.<Pull>comparingDouble(p -> Math.abs(p.by())).thenComparingDouble(Pull::away)).map(Pull::by);
    }

    private static List<Guide> guides(Box rest, List<Box> others, List<ToDoubleFunction<Box>> lines, boolean upright) {
        List<Guide> guides = new ArrayList<>();
        for (ToDoubleFunction<Box> line : lines) {
            double at = line.applyAsDouble(rest);
            boolean centre = line == lines.getLast();
            if (!centre || guides.isEmpty()) {
                others.stream().filter(o -> Math.abs(line.applyAsDouble(o) - at) < SAME).reduce(Box::union).map(rest::union)
                        .ifPresent(all -> guides.add(upright ? new Guide(true, at, all.y(), all.bottom()) : new Guide(false, at, all.x(), all.right())));
            }
        }
        return guides;
    }
}
