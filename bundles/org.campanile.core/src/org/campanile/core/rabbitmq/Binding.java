package org.campanile.core.rabbitmq;

/** A binding; {@code source} is the exchange (empty: the default one), {@code toQueue} is false when it leads to another exchange. */
public record Binding(String vhost, String source, String destination, boolean toQueue, String routingKey) {
}
