package org.campanile.demolab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a demo lab is to be. Immutable.
 *
 * @param ports loopback port by service: {@code identity}, {@code image}, {@code compute}, {@code network}, {@code orchestration},
 *            {@code murano}, {@code smapi}, {@code platform}, {@code faultmanagement}, {@code amqp}, {@code rabbitmq}; 0 or absent for any free one
 * @param folder where its state is kept; empty when it is thrown away at the end
 * @param seed of ids and addresses; equal seeds give equal new labs
 * @param timeScale how long servers, stacks and deployments take, times what a small real lab takes
 * @param tokenLife how long Keystone's tokens are good
 * @param muranoListed whether Keystone lists the Murano service from the start; without it, listing it is a task of the lab's set-up
 */
public record DemoLabOptions(Map<String, Integer> ports, Optional<Path> folder, long seed, double timeScale, Duration tokenLife, boolean muranoListed) {

    public DemoLabOptions {
        ports = Map.copyOf(ports);
        if (!(timeScale >= 0 && timeScale <= 100)) {
            throw new IllegalArgumentException("The time scale has to be between 0 and 100, not " + timeScale);
        }
    }

    /** Free ports, state thrown away, real time, tokens for four hours, Murano listed. */
    public static DemoLabOptions defaults() {
        return new DemoLabOptions(Map.of(), Optional.empty(), 1, 1, Duration.ofHours(4), true);
    }

    /** The same with a service on this port. */
    public DemoLabOptions withPort(String service, int port) {
        Map<String, Integer> more = new TreeMap<>(ports);
        more.put(service, port);
        return new DemoLabOptions(more, folder, seed, timeScale, tokenLife, muranoListed);
    }

    /** The same, kept in a folder. */
    public DemoLabOptions keptIn(Path where) {
        return new DemoLabOptions(ports, Optional.of(where), seed, timeScale, tokenLife, muranoListed);
    }

    /** The same, with activities that take {@code scale} times as long. */
    public DemoLabOptions withTimeScale(double scale) {
        return new DemoLabOptions(ports, folder, seed, scale, tokenLife, muranoListed);
    }

    /** The same with Murano listed in Keystone, or not. */
    public DemoLabOptions withMuranoListed(boolean listed) {
        return new DemoLabOptions(ports, folder, seed, timeScale, tokenLife, listed);
    }
}
