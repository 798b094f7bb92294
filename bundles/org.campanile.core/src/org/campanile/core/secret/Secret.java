package org.campanile.core.secret;

import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** A password, token or key in memory. Prints as {@code ***} wherever it lands by mistake. Immutable and thread-safe. */
public final class Secret {

    /** A shorter one would be found in innocent words and tells nothing when it is left there. */
    private static final int FOUND_FROM = 4;
    private static final Pattern CUT = Pattern.compile("( ?…|\\.\\.\\.)\\s*$");

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

    /**
     * The same failure without this secret, for servers that send back what they were sent. When it was in there, the exception it was read from
     * is left out too.
     */
    public FailureException hiddenIn(FailureException told) {
        Failure f = told.failure();
        Failure hidden = new Failure(f.kind(), f.doing(), hiddenIn(f.subject()), hiddenIn(f.cameBack()), hiddenIn(f.meaning()), hiddenIn(f.next()));
        return hidden.equals(f) ? told : new FailureException(hidden);
    }

    /** The same text without this secret, for what a server sent back, and without the beginning of it where the text was cut. */
    public String hiddenIn(String text) {
        String clear = reveal();
        if (clear.length() < FOUND_FROM) {
            return text;
        }
        String hidden = text.replace(clear, toString());
        Matcher cut = CUT.matcher(hidden);
        if (cut.find()) {
            for (int length = Math.min(clear.length() - 1, cut.start()); length >= FOUND_FROM; length--) {
                int from = cut.start() - length;
                if (hidden.startsWith(clear.substring(0, length), from)) {
                    return hidden.substring(0, from) + this + hidden.substring(cut.start());
                }
            }
        }
        return hidden;
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
