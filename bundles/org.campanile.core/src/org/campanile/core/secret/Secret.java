package org.campanile.core.secret;

import java.util.Arrays;
import java.util.Objects;

/** A password, token or key in memory. Prints as {@code ***} wherever it lands by mistake. Immutable and thread-safe. */
public final class Secret {

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Holds a copy of {@code text}. */
    public static Secret of(CharSequence text) {
        return new Secret(Objects.requireNonNull(text).toString().toCharArray());
    }

    /** The clear text, for the library call that needs it and for nothing else. */
    public String reveal() {
        return new String(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret s && Arrays.equals(value, s.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
