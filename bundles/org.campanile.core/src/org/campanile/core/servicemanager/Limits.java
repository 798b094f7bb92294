package org.campanile.core.servicemanager;

import java.time.Duration;

/**
 * Limits of one request (protocol document, section 11).
 *
 * @param connect until the connection stands
 * @param read until the whole answer to a GET is there
 * @param patch the same for pre-checks and actions, which wait for others behind the server
 * @param bytes size of an answer
 */
public record Limits(Duration connect, Duration read, Duration patch, int bytes) {

    /** The limits that the protocol document asks for. */
    public static Limits standard() {
        return new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30), 4 << 20);
    }
}
