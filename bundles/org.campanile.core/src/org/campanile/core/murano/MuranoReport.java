package org.campanile.core.murano;

import java.time.Instant;

/**
 * A line that a deployment reports. An immutable value.
 *
 * @param id its id
 * @param entity what it is about: {@code unit}, {@code service}, or empty for the whole
 * @param entityId id of that service, unit or object
 * @param level {@code info}, {@code warning} or {@code error}
 * @param text in Murano's words
 * @param details more of it, may be empty
 * @param at when
 */
public record MuranoReport(String id, String entity, String entityId, String level, String text, String details, Instant at) {

    /** Whether it tells an error. */
    public boolean error() {
        return level.equals("error");
    }

    /** Whether it tells a warning. */
    public boolean warning() {
        return level.equals("warning");
    }
}
