package org.campanile.core.rabbitmq;

import java.time.Duration;

/**
 * Proof that a broker takes a login and carries a message there and back.
 *
 * @param product what the broker calls itself, with its version
 * @param login time for connection, TLS and login
 * @param message time from publishing to having the same bytes back
 */
public record RoundTrip(String product, Duration login, Duration message) {
}
