package org.campanile.core.environment;

import java.util.Objects;

/**
 * What reading another program's text did to it, so that nobody misses it later. An immutable value.
 *
 * @param kind what was done
 * @param where the service or unit, or the whole
 * @param what the key, without its value: it may be a password
 * @param why a sentence
 */
public record ImportNote(Kind kind, String where, String what, String why) {

    /** What was done. */
    public enum Kind {
        /** The document has no place for it. */
        LEFT_OUT("Left out"),
        /** The document says it in another way. */
        CHANGED("Changed"),
        /** It was not there and is needed. */
        ADDED("Added");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The words on screen. */
        public String label() {
            return label;
        }
    }

    public ImportNote {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(where);
    }
}
