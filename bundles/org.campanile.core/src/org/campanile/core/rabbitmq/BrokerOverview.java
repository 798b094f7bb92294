package org.campanile.core.rabbitmq;

/**
 * A broker at one glance, from {@code GET /api/overview}. The message counts lag about 5 s behind.
 *
 * @param version of RabbitMQ
 * @param erlangVersion of its runtime
 * @param clusterName as set by the operator
 * @param node that answered
 * @param queues number of queues the user may see, like the other counts
 */
public record BrokerOverview(String version, String erlangVersion, String clusterName, String node, long queues, long exchanges,
        long connections, long channels, long consumers, long messages, long messagesReady, long messagesUnacknowledged) {
}
