package org.campanile.core.remote.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A time limit that stands still while somebody is asked something. Thread-safe. */
public final class Patience {

    private final AtomicInteger asking = new AtomicInteger();
    private long left;
    private long last = System.nanoTime();

    /** Starts at once. */
    public Patience(Duration limit) {
        left = limit.toNanos();
    }

    /** Asks, and lets no time pass. */
    public <T> T whileAsking(Supplier<T> question) {
        pause();
        try {
            return question.get();
        } finally {
            goOn();
        }
    }

    /** Lets no time pass until {@link #goOn}. */
    void pause() {
        asking.incrementAndGet();
    }

    /** The time goes on. */
    void goOn() {
        isOver();
        asking.decrementAndGet();
    }

    /** Starts the limit again, after a sign of life. */
    public synchronized void renew(Duration limit) {
        left = limit.toNanos();
        last = System.nanoTime();
    }

    /** Whether the time is used up. */
    public synchronized boolean isOver() {
        long now = System.nanoTime();
        if (asking.get() == 0) {
            left -= now - last;
        }
        last = now;
        return left <= 0;
    }
}
