package org.campanile.ui.topology.scene;

/**
 * An upright rectangle. A value.
 *
 * @param x left edge
 * @param y upper edge
 * @param width not negative
 * @param height not negative
 */
public record Box(double x, double y, double width, double height) {

    /** Nothing at the origin. */
    public static final Box NONE = new Box(0, 0, 0, 0);

    /** Right edge. */
    public double right() {
        return x + width;
    }

    /** Lower edge. */
    public double bottom() {
        return y + height;
    }

    /** Centre. */
    public Spot centre() {
        return new Spot(x + width / 2, y + height / 2);
    }

    /** Whether a point is inside or on the edge. */
    public boolean contains(Spot p) {
        return p.x() >= x && p.x() <= right() && p.y() >= y && p.y() <= bottom();
    }

    /** Whether the two share more than an edge. */
    public boolean intersects(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    /** Whether all of the other is inside. */
    public boolean covers(Box other) {
        return x <= other.x && y <= other.y && right() >= other.right() && bottom() >= other.bottom();
    }

    /** The smallest rectangle around both. */
    public Box union(Box other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    /** Larger by {@code by} on each side. */
    public Box grow(double by) {
        return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
    }

    /** The same moved. */
    public Box moved(double dx, double dy) {
        return new Box(x + dx, y + dy, width, height);
    }

    /** Where the line from the centre towards {@code target} leaves this rectangle; the centre when there is no direction. */
    public Spot edgeTowards(Spot target) {
        Spot c = centre();
        double dx = target.x() - c.x();
        double dy = target.y() - c.y();
        if (dx == 0 && dy == 0) {
            return c;
        }
        double scaleX = dx == 0 ? Double.POSITIVE_INFINITY : width / 2 / Math.abs(dx);
        double scaleY = dy == 0 ? Double.POSITIVE_INFINITY : height / 2 / Math.abs(dy);
        double scale = Math.min(scaleX, scaleY);
        return c.plus(dx * scale, dy * scale);
    }
}
