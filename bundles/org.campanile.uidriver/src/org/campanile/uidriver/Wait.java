package org.campanile.uidriver;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting by name: never for a time, always for a condition, with a limit. */
public final class Wait {

    /** How long a condition may take unless told otherwise. */
    public static final Duration LIMIT = Duration.ofSeconds(15);

    private static final long POLL_NANOS = 20_000_000;

    private Wait() {
    }

    /** Waits until the condition holds, at most {@link #LIMIT}. */
    public static void until(Condition condition) {
        until(condition, LIMIT);
    }

    /** Waits until the condition holds. A widget that is not there yet counts as "not yet". */
    public static void until(Condition condition, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        DriverException last = null;
        do {
            try {
                if (condition.test()) {
                    return;
                }
                last = null;
            } catch (DriverException notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(POLL_NANOS);
        } while (System.nanoTime() < end);
        throw new DriverException("waited " + limit.toSeconds() + " s for: " + condition.description()
                + (last == null ? "" : " (" + last.getMessage() + ")"), last);
    }

    /** Waits until {@code test} says yes. */
    public static void until(String description, BooleanSupplier test) {
        until(of(description, test));
    }

    /** Waits until {@code test} says yes, at most {@code limit}. */
    public static void until(String description, Duration limit, BooleanSupplier test) {
        until(of(description, test), limit);
    }

    /** Waits until something is found, which {@code supplier} says by not throwing a {@link DriverException}, and answers it. */
    public static <T> T forThe(String description, Supplier<T> supplier) {
        return forThe(description, LIMIT, supplier);
    }

    /** The same with a limit of one's own. */
    public static <T> T forThe(String description, Duration limit, Supplier<T> supplier) {
        Object[] found = new Object[1];
        until(description, limit, () -> (found[0] = supplier.get()) != null);
        @SuppressWarnings("unchecked")
        T value = (T) found[0];
        return value;
    }

    private static Condition of(String description, BooleanSupplier test) {
        return new Condition() {
            @Override
            public boolean test() {
                return test.getAsBoolean();
            }

            @Override
            public String description() {
                return description;
            }
        };
    }
}
