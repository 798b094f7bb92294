package org.campanile.ui.topology.scene;

/**
 * A thin line that shows what a dragged card is in line with, in drawing units. A value.
 *
 * @param upright whether it runs from top to bottom
 * @param at where it crosses the other axis
 * @param from where it begins
 * @param to where it ends
 */
public record Guide(boolean upright, double at, double from, double to) {

    /** Its two ends. */
    public Spot begin() {
        return upright ? new Spot(at, from) : new Spot(from, at);
    }

    /** Its other end. */
    public Spot end() {
        return upright ? new Spot(at, to) : new Spot(to, at);
    }
}
