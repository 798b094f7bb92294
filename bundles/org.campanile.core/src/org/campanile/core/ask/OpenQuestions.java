package org.campanile.core.ask;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether somebody is being asked something by this program now. While a person compares a fingerprint or looks a password up, nothing that waits for the
 * answer is late. Thread-safe.
 */
public final class OpenQuestions {

    private static final AtomicInteger OPEN = new AtomicInteger();

    private OpenQuestions() {
    }

    /** Asks; blocks until answered. */
    public static <T> T asking(Supplier<T> question) {
        OPEN.incrementAndGet();
        try {
            return question.get();
        } finally {
            OPEN.decrementAndGet();
        }
    }

    /** Whether a question waits for its answer. */
    public static boolean any() {
        return OPEN.get() > 0;
    }
}
