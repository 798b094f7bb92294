package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.secret.Secret;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many systems at once, some of them dead, hung, slow and lying: the others do not notice. */
@Timeout(120)
class DemoFleetTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(300), Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofSeconds(10),
            Duration.ofSeconds(20));
    private static final int SYSTEMS = 40;
    /** A hung system is given up within the test. */
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 1 << 20);

    @Test
    void theTroubledOnesAreShownAsWhatTheyAre() throws Exception {
        Map<Integer, DemoFleet.Mood> moods = Map.of(1, DemoFleet.Mood.DEAD, 2, DemoFleet.Mood.HUNG, 3, DemoFleet.Mood.SLOW, 4, DemoFleet.Mood.WRONG_TYPE, 5,
                DemoFleet.Mood.TRUNCATED);
        HttpClient http = ServiceManager.http(LIMITS);
        List<SystemPoller> pollers = new ArrayList<>();
        Map<String, SystemSnapshot> seen = new ConcurrentHashMap<>();
        CountDownLatch twice = new CountDownLatch(2 * (SYSTEMS - moods.size()));
        CountDownLatch troubled = new CountDownLatch(moods.size());
        try (DemoFleet fleet = new DemoFleet(0, SYSTEMS, 10, 100)) {
            moods.forEach(fleet::mood);
            for (int i = 0; i < SYSTEMS; i++) {
                int at = i;
                ServiceManager manager = new ServiceManager(new SystemProfile("s" + i, List.of(fleet.url(i)), "", false),
                        TokenSource.fixed(Secret.of("t")), http, LIMITS);
                SystemPoller poller = new SystemPoller(manager, PACE, InstantSource.system(), RandomGenerator.getDefault());
                pollers.add(poller);
                poller.subscribe(s -> {
                    if (moods.containsKey(at)) {
                        if ((s.failure() != null || s.isKnown()) && seen.put(s.system(), s) == null) {
                            troubled.countDown();
                        }
                    } else if (s.isKnown() && s.failure() == null) {
                        seen.put(s.system(), s);
                        twice.countDown();
                    }
                });
            }
            assertTrue(twice.await(60, TimeUnit.SECONDS), "the well ones are read twice whatever the others do");
            assertTrue(troubled.await(60, TimeUnit.SECONDS), "each of the others is told about");
            assertEquals(1, fleet.mostAtOnce(), "one request at a time for a system");
            // Before the fleet ends, which would make all of them unreachable.
            pollers.forEach(SystemPoller::close);
        } finally {
            pollers.forEach(SystemPoller::close);
            http.shutdownNow();
        }
        assertEquals(10, seen.get("s0").groups().size());
        assertEquals(100, seen.get("s0").services().size());
        assertEquals(Failure.Kind.UNREACHABLE, seen.get("s1").failure().kind());
        assertEquals(Failure.Kind.TIMED_OUT, seen.get("s2").failure().kind());
        assertEquals(Failure.Kind.BAD_ANSWER, seen.get("s4").failure().kind());
        assertNotNull(seen.get("s5").failure());
    }
}
