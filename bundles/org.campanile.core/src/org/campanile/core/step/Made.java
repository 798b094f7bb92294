package org.campanile.core.step;

import java.util.Objects;

/**
 * Something a step has made or changed, as it stands in the journal; undo gets it back. A value without secrets.
 *
 * @param kind what it is: {@code "virtual host"}, {@code "image"}
 * @param id by which it is found again
 * @param detail anything undo needs to know, such as the value before; may be empty
 */
public record Made(String kind, String id, String detail) {

    public Made {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(id);
        detail = detail == null ? "" : detail;
    }

    /** A thing without details. */
    public Made(String kind, String id) {
        this(kind, id, "");
    }
}
