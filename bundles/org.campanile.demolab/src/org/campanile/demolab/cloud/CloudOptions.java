package org.campanile.demolab.cloud;

import java.time.Duration;
import java.util.Map;

/**
 * How the demo cloud is to be.
 *
 * @param ports loopback port by service type ({@code identity}, {@code image}, {@code compute}, {@code network}, {@code orchestration});
 *            0 or absent for any free one
 * @param seed of all ids and addresses
 * @param tokenLife how long a token is good
 */
public record CloudOptions(Map<String, Integer> ports, long seed, Duration tokenLife) {

    public CloudOptions {
        ports = Map.copyOf(ports);
    }
}
