package org.campanile.core.rabbitmq;

/** A virtual host; {@code messages} lags about 5 s behind and is 0 when the broker does not count. */
public record VirtualHost(String name, String description, boolean tracing, long messages) {
}
