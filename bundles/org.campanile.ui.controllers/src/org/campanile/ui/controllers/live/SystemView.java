package org.campanile.ui.controllers.live;

import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.RawExchange;

/**
 * All the window shows of a system at one moment. A value.
 *
 * @param snapshot what was read
 * @param swact the swact under way or the last one, if there was one
 * @param exchanges the last requests with their answers, oldest first
 */
public record SystemView(SystemSnapshot snapshot, Optional<SwactStatus> swact, List<RawExchange> exchanges) {

    public SystemView {
        exchanges = List.copyOf(exchanges);
    }
}
