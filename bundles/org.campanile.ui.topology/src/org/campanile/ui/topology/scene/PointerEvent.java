package org.campanile.ui.topology.scene;

/**
 * What the pointer did. A value.
 *
 * @param kind what happened
 * @param at where, in points of the window
 * @param button 1 left, 2 middle, 3 right, 0 for none
 * @param add whether the key that adds to the selection is down (Ctrl, on macOS Command)
 * @param pan whether the key that pans is down (space)
 * @param free whether the key that lets a card be put anywhere is down (Alt)
 */
public record PointerEvent(Kind kind, Spot at, int button, boolean add, boolean pan, boolean free) {

    /** One without the key that lets a card be put anywhere. */
    public PointerEvent(Kind kind, Spot at, int button, boolean add, boolean pan) {
        this(kind, at, button, add, pan, false);
    }

    /** Sorts of events. */
    public enum Kind {
        /** A button went down. */ DOWN,
        /** The pointer moved. */ MOVE,
        /** The button went up. */ UP,
        /** A second click in short time. */ DOUBLE,
        /** Escape, or the window lost the pointer. */ CANCEL
    }
}
