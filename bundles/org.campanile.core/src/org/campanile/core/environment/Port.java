package org.campanile.core.environment;

/**
 * A range of ports that a service's units have to be reached on; becomes a rule of its security group.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code icmp}
 * @param from first port, 0 for icmp
 * @param to last port, 0 for icmp
 */
public record Port(String protocol, int from, int to) {
}
