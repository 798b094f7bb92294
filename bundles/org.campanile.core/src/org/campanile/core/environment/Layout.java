package org.campanile.core.environment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the nodes of a drawing are. An immutable value, kept beside the document so that moving a box is no change of the environment.
 *
 * @param positions by id of service (or group), sorted by id
 */
public record Layout(Map<String, Position> positions) {

    /**
     * Place of a node.
     *
     * @param x left edge in drawing units
     * @param y upper edge in drawing units
     * @param pinned whether automatic layout must leave it there
     */
    public record Position(double x, double y, boolean pinned) {
    }

    /** A drawing without any position: automatic layout decides all. */
    public static final Layout EMPTY = new Layout(Map.of());

    public Layout {
        positions = Collections.unmodifiableMap(new TreeMap<>(positions));
    }

    /** The layout with a node placed, or freed when {@code position} is {@code null}. */
    public Layout with(String nodeId, Position position) {
        Map<String, Position> changed = new TreeMap<>(positions);
        if (position == null) {
            changed.remove(nodeId);
        } else {
            changed.put(nodeId, position);
        }
        return new Layout(changed);
    }
}
