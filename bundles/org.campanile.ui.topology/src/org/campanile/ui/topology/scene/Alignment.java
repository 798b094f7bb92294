package org.campanile.ui.topology.scene;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How several cards are set in line. */
public enum Alignment {
    /** Left edges. */ LEFT,
    /** Centres, one below the other. */ CENTRE,
    /** Right edges. */ RIGHT,
    /** Upper edges. */ TOP,
    /** Centres, beside each other. */ MIDDLE,
    /** Lower edges. */ BOTTOM,
    /** Equal gaps from left to right. */ ACROSS,
    /** Equal gaps from top to bottom. */ DOWN;

    /** Upper left corners of the cards once they are set in line, on the grid; of fewer than two cards nothing moves. */
    public Map<String, Spot> places(List<Card> cards) {
        Map<String, Spot> places = new HashMap<>();
        if (cards.size() < 2) {
            return places;
        }
        Box all = cards.stream().map(Card::box).reduce(Box::union).orElseThrow();
        if (this == ACROSS || this == DOWN) {
            spread(cards, all, places);
            return places;
        }
        for (Card card : cards) {
            Box b = card.box();
            Spot at = switch (this) {
                case LEFT -> new Spot(all.x(), b.y());
                case RIGHT -> new Spot(all.right() - b.width(), b.y());
                case CENTRE -> new Spot(all.centre().x() - b.width() / 2, b.y());
                case TOP -> new Spot(b.x(), all.y());
                case BOTTOM -> new Spot(b.x(), all.bottom() - b.height());
                default -> new Spot(b.x(), all.centre().y() - b.height() / 2);
            };
            places.put(card.id(), Grid.snap(at));
        }
        return places;
    }

    private void spread(List<Card> cards, Box all, Map<String, Spot> places) {
        boolean across = this == ACROSS;
        List<Card> ordered = cards.stream().sorted(Comparator.comparingDouble(c -> across ? c.box().x() : c.box().y())).toList();
        double taken = ordered.stream().mapToDouble(c -> across ? c.box().width() : c.box().height()).sum();
        // Cards that lie on each other are set beside each other.
        double gap = Math.max(Grid.STEP, ((across ? all.width() : all.height()) - taken) / (ordered.size() - 1));
        double at = across ? all.x() : all.y();
        for (Card card : ordered) {
            places.put(card.id(), Grid.snap(across ? new Spot(at, card.box().y()) : new Spot(card.box().x(), at)));
            at += gap + (across ? card.box().width() : card.box().height());
        }
    }
}
