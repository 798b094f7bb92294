package org.campanile.ui.topology.scene;

/**
 * Which part of the drawing is seen, and how large. A value. Window points are drawing units times {@code scale} minus the offset.
 *
 * @param scale 1 for 100 %
 * @param x left edge of the window in scaled units
 * @param y upper edge of the window in scaled units
 * @param width of the window in points
 * @param height of the window in points
 */
public record Viewport(double scale, double x, double y, double width, double height) {

    /** Smallest scale. */
    public static final double MIN = 0.1;
    /** Largest scale. */
    public static final double MAX = 4;

    private static final double AIR = 24;

    /** All at 100 %, beginning at the origin. */
    public static final Viewport START = new Viewport(1, 0, 0, 1, 1);

    /** Where a point of the drawing is in the window. */
    public Spot toWindow(Spot drawing) {
        return new Spot(drawing.x() * scale - x, drawing.y() * scale - y);
    }

    /** Where a rectangle of the drawing is in the window. */
    public Box toWindow(Box drawing) {
        return new Box(drawing.x() * scale - x, drawing.y() * scale - y, drawing.width() * scale, drawing.height() * scale);
    }

    /** Which point of the drawing is at a point of the window. */
    public Spot toDrawing(Spot window) {
        return new Spot((window.x() + x) / scale, (window.y() + y) / scale);
    }

    /** The part of the drawing that is seen. */
    public Box seen() {
        return new Box(x / scale, y / scale, width / scale, height / scale);
    }

    /** In a window of another size; the upper left corner stays. */
    public Viewport sized(double newWidth, double newHeight) {
        return new Viewport(scale, x, y, newWidth, newHeight);
    }

    /** Shifted by window points: positive shows what is further right and down. */
    public Viewport panned(double dx, double dy) {
        return new Viewport(scale, x + dx, y + dy, width, height);
    }

    /** At another scale, so that what is at {@code fixed} in the window stays there. */
    public Viewport zoomed(double newScale, Spot fixed) {
        double to = Math.clamp(newScale, MIN, MAX);
        Spot at = toDrawing(fixed);
        return new Viewport(to, at.x() * to - fixed.x(), at.y() * to - fixed.y(), width, height);
    }

    /** The middle of the window. */
    public Spot middle() {
        return new Spot(width / 2, height / 2);
    }

    /** So that {@code bounds} is seen whole, in the middle, at most at 100 %. */
    public Viewport fitted(Box bounds) {
        double wide = Math.max(1, width - 2 * AIR);
        double high = Math.max(1, height - 2 * AIR);
        double to = bounds.width() <= 0 ? 1 : Math.clamp(Math.min(wide / bounds.width(), high / bounds.height()), MIN, 1);
        Spot c = bounds.centre();
        return new Viewport(to, c.x() * to - width / 2, c.y() * to - height / 2, width, height);
    }

    /** Shifted as little as possible so that a rectangle of the drawing is seen. */
    public Viewport revealing(Box box) {
        Box b = toWindow(box.grow(12));
        double dx = b.x() < 0 ? b.x() : Math.max(0, Math.min(b.right() - width, b.x()));
        double dy = b.y() < 0 ? b.y() : Math.max(0, Math.min(b.bottom() - height, b.y()));
        return panned(dx, dy);
    }

    /** Shifted so that a point of the drawing is in the middle. */
    public Viewport centred(Spot drawing) {
        return new Viewport(scale, drawing.x() * scale - width / 2, drawing.y() * scale - height / 2, width, height);
    }

    /** Shifted so that not all of the drawing is pushed out of the window. */
    public Viewport within(Box bounds) {
        Box b = toWindow(bounds);
        double keep = 48;
        double dx = b.right() < keep ? b.right() - keep : b.x() > width - keep ? b.x() - (width - keep) : 0;
        double dy = b.bottom() < keep ? b.bottom() - keep : b.y() > height - keep ? b.y() - (height - keep) : 0;
        return bounds.width() <= 0 ? this : panned(dx, dy);
    }

    /** What is drawn at this scale. */
    public Detail detail() {
        return scale < 0.25 ? Detail.BLOCK : scale < 0.4 ? Detail.FAR : scale < 1.45 ? Detail.USUAL : Detail.NEAR;
    }

    /** How much of a card is drawn. */
    public enum Detail {
        /** A block with its state. */ BLOCK,
        /** State and name. */ FAR,
        /** Picture, name, type, a row of states. */ USUAL,
        /** Host names and addresses of the units as well, and words at arrows. */ NEAR
    }
}
