package org.campanile.ui.topology.canvas;

import java.util.List;
import java.util.Set;

import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.ui.topology.scene.Spot;

/**
 * What is drawn above the scene while a tool is at work. A value.
 *
 * @param marquee the rectangle that selects, in points of the window, or {@code null}
 * @param from id of the service a connection begins at, or {@code null}
 * @param to where its free end is, in points of the window, or {@code null} when the keyboard chooses
 * @param legal services it may end at
 * @param chosen the one of them that Enter would take, or {@code null}
 * @param guides what a dragged card is in line with
 */
record Feedback(Box marquee, String from, Spot to, Set<String> legal, String chosen, List<Guide> guides) {

    static final Feedback NONE = new Feedback(null, null, null, Set.of(), null, List.of());

    static Feedback marquee(Box window) {
        return new Feedback(window, null, null, Set.of(), null, List.of());
    }

    static Feedback connecting(String from, Spot to, Set<String> legal, String chosen) {
        return new Feedback(null, from, to, legal, chosen, List.of());
    }

    static Feedback inLine(List<Guide> guides) {
        return new Feedback(null, null, null, Set.of(), null, guides);
    }

    boolean connecting() {
        return from != null;
    }
}
