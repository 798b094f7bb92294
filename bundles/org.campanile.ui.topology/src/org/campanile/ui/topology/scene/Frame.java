package org.campanile.ui.topology.scene;

import java.util.Set;

/**
 * A quiet area around the services of a domain, a zone or a host. A value.
 *
 * @param id id of the group
 * @param box where it is, in drawing units
 * @param title what stands at its top
 * @param members ids of the services inside
 */
public record Frame(String id, Box box, String title, Set<String> members) {

    /** Room between the outermost cards and the frame. */
    public static final double MARGIN = 20;
    /** Room for the title above that. */
    public static final double HEAD = 24;

    public Frame {
        members = Set.copyOf(members);
    }

    /** The frame around cards that take {@code inner}. */
    public static Box around(Box inner) {
        Box wide = inner.grow(MARGIN);
        return new Box(wide.x(), wide.y() - HEAD, wide.width(), wide.height() + HEAD);
    }
}
