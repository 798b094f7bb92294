package org.campanile.core.rabbitmq;

import java.util.Map;

/** One queue in full; {@code memory} in bytes, {@code arguments} as declared, {@code idleSince} verbatim or empty. */
public record QueueDetails(QueueSummary summary, boolean exclusive, boolean autoDelete, Map<String, String> arguments, String policy,
        String node, long memory, String idleSince) {

    public QueueDetails {
        arguments = Map.copyOf(arguments);
    }
}
