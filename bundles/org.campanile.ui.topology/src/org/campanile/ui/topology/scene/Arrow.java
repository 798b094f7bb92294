package org.campanile.ui.topology.scene;

import java.util.List;

/**
 * A need of one service for another. A value.
 *
 * @param from id of the service that needs
 * @param to id of the service that is needed
 * @param path points of the line, from end to head
 * @param label words for it
 * @param circle whether it is part of a circle of needs
 */
public record Arrow(String from, String to, List<Spot> path, String label, boolean circle) {

    public Arrow {
        path = List.copyOf(path);
    }

    /** Distance of a point from the line. */
    public double distance(Spot p) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < path.size(); i++) {
            least = Math.min(least, segment(p, path.get(i - 1), path.get(i)));
        }
        return least;
    }

    /** Whether some of the line may be seen in a part of the drawing. */
    public boolean meets(Box part) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Spot p : path) {
            left = Math.min(left, p.x());
            top = Math.min(top, p.y());
            right = Math.max(right, p.x());
            bottom = Math.max(bottom, p.y());
        }
        return left <= part.right() && right >= part.x() && top <= part.bottom() && bottom >= part.y();
    }

    private static double segment(Spot p, Spot a, Spot b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double length = dx * dx + dy * dy;
        double t = length == 0 ? 0 : Math.clamp(((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / length, 0, 1);
        return p.distance(new Spot(a.x() + t * dx, a.y() + t * dy));
    }
}
