package org.campanile.core.deploy.conductor;

import java.util.Objects;

import org.campanile.core.environment.ServiceType;

/**
 * Where a unit's agent is reached.
 *
 * @param unit id of the unit
 * @param host its host name, for messages
 * @param queue its input queue
 * @param agent which plans it takes
 */
public record UnitPost(String unit, String host, String queue, ServiceType.Agent agent) {
    public UnitPost {
        Objects.requireNonNull(unit);
        Objects.requireNonNull(host);
        Objects.requireNonNull(queue);
        Objects.requireNonNull(agent);
    }
}
