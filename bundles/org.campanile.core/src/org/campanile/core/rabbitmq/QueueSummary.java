package org.campanile.core.rabbitmq;

/**
 * A queue as a row of a list. Counts are -1 when the broker did not give them, as it does for a queue whose node is down; they lag about 5 s behind.
 *
 * @param type {@code classic}, {@code quorum} or {@code stream}; empty when not told
 * @param state {@code running}, {@code idle}, {@code down}, ...; empty when not told
 */
public record QueueSummary(String vhost, String name, String type, boolean durable, String state, long messages, long messagesReady,
        long messagesUnacknowledged, long consumers) {
}
