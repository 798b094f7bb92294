package org.campanile.ui.controllers.live;

import java.util.Optional;

import org.campanile.core.controllers.SystemSnapshot;

/**
 * All the window shows of a system at one moment. A value.
 *
 * @param snapshot what was read
 * @param swact the swact under way or the last one, if there was one
 */
public record SystemView(SystemSnapshot snapshot, Optional<SwactStatus> swact) {

    /** Whether both say the same, though perhaps of readings at other times. */
    public boolean saysTheSameAs(SystemView other) {
        return swact.equals(other.swact) && snapshot.saysTheSameAs(other.snapshot);
    }
}
