package org.campanile.core.rabbitmq;

import java.time.Duration;
import java.util.List;

/**
 * One node of the cluster, from {@code GET /api/nodes}. Sizes in bytes.
 *
 * @param memoryAlarm whether publishers are blocked because memory passed its limit
 * @param diskAlarm whether publishers are blocked because free disk space fell under its limit
 * @param partitions names of the nodes this one believes to be cut off from it; empty when all is well
 */
public record BrokerNode(String name, boolean running, boolean memoryAlarm, boolean diskAlarm, long memoryUsed, long memoryLimit,
        long diskFree, long diskFreeLimit, long filesUsed, long filesTotal, Duration uptime, List<String> partitions) {

    public BrokerNode {
        partitions = List.copyOf(partitions);
    }

    /** Whether the node runs without an alarm and sees all the others. */
    public boolean healthy() {
        return running && !memoryAlarm && !diskAlarm && partitions.isEmpty();
    }
}
