package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemPoller.Attention;
import org.campanile.core.controllers.SystemSnapshot;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What systems cost that nobody looks at, at a hundredth of the real times: and what their clock has to do with ours. */
@Tag("alone")
@Timeout(60)
class UnwatchedTest {

    private static final int FASTER = 100;
    private static final Pace REAL = Pace.standard();
    private static final Pace PACE = new Pace(REAL.quiet().dividedBy(FASTER), REAL.busy().dividedBy(FASTER), REAL.longest().dividedBy(FASTER), REAL.warnAfter(),
            REAL.giveUpAfter());
    private static final int READINGS = 6;

    private final AtomicInteger asked = new AtomicInteger();
    private final BlockingQueue<SystemSnapshot> seen = new LinkedBlockingQueue<>();

    private SystemSnapshot next() throws InterruptedException {
        SystemSnapshot snapshot = seen.poll(20, TimeUnit.SECONDS);
        assertNotNull(snapshot, "no snapshot came");
        return snapshot;
    }

    /** Requests a minute of the real pace, after the first reading, which asks for everything. */
    private double perMinute(TokenCheck.Role role) throws Exception {
        try (Bench bench = new Bench(t -> {
            asked.incrementAndGet();
            return role;
        }); SystemPoller poller = new SystemPoller(bench.client(bench.demo.url()), PACE, InstantSource.system(), RandomGenerator.getDefault());
                SystemPoller.Subscription heartbeat = poller.subscribe(seen::add, Attention.HEARTBEAT)) {
            next();
            // In this order, or a moment that the machine took in between would count as requests in no time.
            long start = System.nanoTime();
            int before = asked.get();
            for (int i = 0; i < READINGS; i++) {
                next();
            }
            double minutes = Duration.ofNanos(System.nanoTime() - start).multipliedBy(FASTER).toMillis() / 60_000.0;
            return (asked.get() - before) / minutes;
        }
    }

    @Test
    void aSystemNobodyLooksAtIsAskedThreeTimesAMinuteAtMost() throws Exception {
        double found = perMinute(TokenCheck.Role.ADMIN);
        assertTrue(found > 0.5 && found <= 3, found + " requests a minute");
    }

    @Test
    void aDeadOneIsNotAskedMoreOftenForThat() throws Exception {
        double found = perMinute(TokenCheck.Role.KEYSTONE_AWAY);
        assertTrue(found > 0.2 && found <= 1.2, found + " requests a minute");
    }

    @Test
    void agesGoByOurClockAlone() throws Exception {
        Instant ours = Instant.parse("2031-05-06T07:08:09Z");
        try (Bench bench = new Bench(); SystemPoller poller = new SystemPoller(bench.client(bench.demo.url()), PACE, InstantSource.fixed(ours),
                RandomGenerator.getDefault()); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            SystemSnapshot now = next();
            assertEquals(ours, now.takenAt());
            assertEquals(Duration.ZERO, now.age(ours.minusSeconds(3600)).orElseThrow(), "a clock that was set back makes nothing older than now");
            assertEquals(Duration.ofSeconds(2), now.age(ours.plusSeconds(2)).orElseThrow());
        }
    }
}
