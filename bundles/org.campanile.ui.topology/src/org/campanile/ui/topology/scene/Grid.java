package org.campanile.ui.topology.scene;

/** The grid that cards snap to. Pure functions. */
public final class Grid {

    /** Distance of two lines, in drawing units. */
    public static final double STEP = 8;

    private Grid() {
    }

    /** The nearest line. */
    public static double snap(double value) {
        return Math.round(value / STEP) * STEP;
    }

    /** The next line before (negative) or after a value; the value itself when {@code direction} is 0. */
    public static double next(double value, int direction) {
        return direction == 0 ? value : direction > 0 ? (Math.floor(value / STEP) + 1) * STEP : (Math.ceil(value / STEP) - 1) * STEP;
    }

    /** The nearest crossing. */
    public static Spot snap(Spot p) {
        return new Spot(snap(p.x()), snap(p.y()));
    }
}
