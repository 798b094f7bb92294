package org.campanile.ui.topology.scene;

import java.util.List;
import java.util.Set;

/** What the user means by the pointer. */
public sealed interface Intent {

    /** Select these and nothing else. */
    record Select(Set<String> ids) implements Intent {
        public Select {
            ids = Set.copyOf(ids);
        }
    }

    /** Show the selection as if moved, in drawing units, without changing anything yet, and what it is in line with. */
    record Preview(double dx, double dy, List<Guide> guides) implements Intent {
        public Preview {
            guides = List.copyOf(guides);
        }
    }

    /** Move the selection: one undoable operation. */
    record Move(double dx, double dy) implements Intent {
    }

    /** Show the selection where it is. */
    record EndPreview() implements Intent {
    }

    /** Shift the window, in its points. */
    record Pan(double dx, double dy) implements Intent {
    }

    /** Open the properties of a service. */
    record Open(String id) implements Intent {
    }

    /** Show the rectangle that selects, in points of the window. */
    record Marquee(Box window) implements Intent {
    }

    /** Show no such rectangle any more. */
    record EndMarquee() implements Intent {
    }

    /** Show a line from a service to the pointer, and where it may end. */
    record Connecting(String from, Spot to) implements Intent {
    }

    /** Show no such line any more. */
    record EndConnecting() implements Intent {
    }

    /** Connect two services: one undoable operation. */
    record Connect(String from, String to) implements Intent {
    }
}
