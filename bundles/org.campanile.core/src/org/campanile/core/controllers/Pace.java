package org.campanile.core.controllers;

import java.time.Duration;

/**
 * How fast systems are read and how long an action is followed (protocol document "Service Manager", sections 11 and 13).
 *
 * @param quiet between readings when nothing happens
 * @param busy between readings during an action
 * @param longest between attempts on a system that does not answer
 * @param warnAfter when an action takes longer than usual
 * @param giveUpAfter when an action counts as failed, or is left to itself
 */
public record Pace(Duration quiet, Duration busy, Duration longest, Duration warnAfter, Duration giveUpAfter) {

    /** 5 s, 2 s, 60 s, 30 s and 120 s. */
    public static Pace standard() {
        return new Pace(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofSeconds(30),
                Duration.ofSeconds(120));
    }
}
