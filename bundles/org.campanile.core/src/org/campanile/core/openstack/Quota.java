package org.campanile.core.openstack;

/**
 * How much of one resource the project may use.
 *
 * @param resource OpenStack's name, e.g. {@code cores}, {@code ram} (MiB), {@code instances}, {@code port}, {@code floatingip}
 * @param limit -1 means unlimited
 * @param used in use now
 * @param reserved promised to requests under way
 */
public record Quota(String resource, long limit, long used, long reserved) {

    /** How much is left, or {@link Long#MAX_VALUE} when unlimited. */
    public long free() {
        return limit < 0 ? Long.MAX_VALUE : Math.max(0, limit - used - reserved);
    }
}
