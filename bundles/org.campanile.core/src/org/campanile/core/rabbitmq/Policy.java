package org.campanile.core.rabbitmq;

/**
 * A policy of a virtual host.
 *
 * @param pattern regular expression over names
 * @param applyTo {@code queues}, {@code exchanges} or {@code all}
 * @param definition JSON object, such as {@code {"expires": 1800000}}
 * @param priority the higher one wins
 */
public record Policy(String vhost, String name, String pattern, String applyTo, String definition, int priority) {
}
