package org.campanile.core.murano;

import java.util.List;
import java.util.Objects;

/**
 * An environment as murano-api tells it. An immutable value.
 *
 * @param id 32 hex digits
 * @param name not unique in release 0.2
 * @param status Murano's word, verbatim, e.g. {@code deploy failure}
 * @param version grows with each deployment that ended
 * @param created as told, UTC
 * @param updated as told, UTC
 * @param components its services; empty in a list of environments
 */
public record MuranoEnvironment(String id, String name, String status, long version, String created, String updated, List<MuranoComponent> components) {

    public MuranoEnvironment {
        Objects.requireNonNull(id);
        components = List.copyOf(components);
    }

    /** Whether something is being done to it, so that it cannot be changed now. */
    public boolean busy() {
        return status.equals("deploying") || status.equals("deleting");
    }

    /** Whether the last that was done to it failed; only later releases say so. */
    public boolean failed() {
        return status.endsWith("failure");
    }
}
