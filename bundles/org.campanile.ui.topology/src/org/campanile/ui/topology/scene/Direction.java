package org.campanile.ui.topology.scene;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** Where an arrow key goes. */
public enum Direction {
    /** To the left. */ LEFT,
    /** To the right. */ RIGHT,
    /** Upwards. */ UP,
    /** Downwards. */ DOWN;

    /** One step sideways: -1, 0 or 1. */
    public int dx() {
        return this == LEFT ? -1 : this == RIGHT ? 1 : 0;
    }

    /** One step downwards: -1, 0 or 1. */
    public int dy() {
        return this == UP ? -1 : this == DOWN ? 1 : 0;
    }

    /** The way to the next line of the grid from where a selected card stands, {@code first} before the others; empty when none is selected. */
    public Optional<Spot> step(Scene scene, Set<String> selection, String first) {
        return selection.stream().min(Comparator.comparing(id -> !id.equals(first))).flatMap(scene::card).map(Card::box)
                .map(b -> new Spot(Grid.next(b.x(), dx()) - b.x(), Grid.next(b.y(), dy()) - b.y()));
    }

    /** The nearest card in this direction; what lies straight ahead comes before what lies aside. */
    public Optional<Card> next(Scene scene, Card from) {
        return scene.cards().stream().filter(c -> !c.id().equals(from.id()) && ahead(from, c) > 0)
                .min(Comparator.comparingDouble(c -> ahead(from, c) + 3 * aside(from, c)));
    }

    private double ahead(Card from, Card to) {
        Spot a = from.box().centre();
        Spot b = to.box().centre();
        return switch (this) {
            case LEFT -> a.x() - b.x();
            case RIGHT -> b.x() - a.x();
            case UP -> a.y() - b.y();
            case DOWN -> b.y() - a.y();
        };
    }

    private double aside(Card from, Card to) {
        Spot a = from.box().centre();
        Spot b = to.box().centre();
        return this == LEFT || this == RIGHT ? Math.abs(a.y() - b.y()) : Math.abs(a.x() - b.x());
    }
}
