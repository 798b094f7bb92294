package org.campanile.core.openstack;

import java.time.Duration;

/**
 * How long and how much a cloud may answer.
 *
 * @param connect until the connection stands
 * @param call one call with its whole answer
 * @param stall an upload without a byte of progress, and the wait for Glance's word after the last byte
 * @param answerBytes longest answer that is read
 */
public record CloudLimits(Duration connect, Duration call, Duration stall, int answerBytes) {

    /** Limits for a lab: 10 s, 60 s, 120 s, 32 MiB. */
    public static final CloudLimits DEFAULT = new CloudLimits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(120),
            32 << 20);
}
