package org.campanile.ui.topology.scene;

/**
 * A point, in drawing units or in points of the window as the place says. A value.
 *
 * @param x to the right
 * @param y downwards
 */
public record Spot(double x, double y) {

    /** This point moved. */
    public Spot plus(double dx, double dy) {
        return new Spot(x + dx, y + dy);
    }

    /** Distance to another point. */
    public double distance(Spot other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}
