package org.campanile.core.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

/** Speed and time left of a transfer. */
class PaceTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void speedIsThatOfTheLastSecondsAndNotOfWhatWasThereBefore() {
        AtomicLong clock = new AtomicLong(5);
        Pace pace = new Pace(clock::get);
        long mib = 1 << 20;
        assertEquals("sending: 500.0 MiB of 1.0 GiB", pace.words("sending", 500 * mib, 1024 * mib));
        clock.addAndGet(SECOND);
        assertEquals("sending: 510.0 MiB of 1.0 GiB, 10.0 MiB/s, 52 s left", pace.words("sending", 510 * mib, 1024 * mib));
        clock.addAndGet(20 * SECOND);
        assertEquals("sending: 511.0 MiB of 1.0 GiB, 51.2 KiB/s, 2 h 51 min left", pace.words("sending", 511 * mib, 1024 * mib));
        assertEquals("sending: 3.0 MiB of 1.0 GiB", pace.words("sending", 3 * mib, 1024 * mib));
    }

    @Test
    void amountsAndTimesAreShort() {
        assertEquals("1 byte", Pace.bytes(1));
        assertEquals("4.0 KiB", Pace.bytes(4096));
        assertEquals("59 s", Pace.duration(59));
        assertEquals("3 min 20 s", Pace.duration(200));
        assertEquals("2 h 5 min", Pace.duration(7500));
    }
}
