package org.campanile.core.murano;

import java.time.Instant;
import java.util.Optional;

/**
 * A deployment of an environment by Murano. An immutable value.
 *
 * @param id its id
 * @param state Murano's word; later releases say {@code success} also of some that failed, see {@link #failed}
 * @param started when it began
 * @param finished when it ended, empty while it runs
 * @param error message of the exception that ended it, empty when none did
 */
public record MuranoDeployment(String id, String state, Instant started, Optional<Instant> finished, String error) {

    /** Whether it has not ended. A deployment whose engine died stays so for ever. */
    public boolean running() {
        return finished.isEmpty();
    }

    /** Whether it ended, or is about to end, with errors. */
    public boolean failed() {
        return !error.isEmpty() || state.endsWith("_errors");
    }
}
