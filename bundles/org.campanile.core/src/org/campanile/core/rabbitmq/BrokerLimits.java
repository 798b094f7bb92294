package org.campanile.core.rabbitmq;

import java.time.Duration;

/**
 * How long and how large an answer of a broker may be.
 *
 * @param connect to reach the port and agree on TLS
 * @param answer from asking to the last byte of the answer, and for one AMQP operation or confirm
 * @param answerBytes largest answer of the management API
 */
public record BrokerLimits(Duration connect, Duration answer, long answerBytes) {

    /** What suits a lab: 10 s to connect, 30 s to answer, 64 MiB. */
    public static final BrokerLimits USUAL = new BrokerLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), 64L << 20);
}
