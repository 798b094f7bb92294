package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.demolab.http.Fault;
import org.campanile.core.servicemanager.SystemReading;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reading a system again and again. */
@Tag("alone")
@Timeout(60)
class SystemPollerTest {

    private static final Pace FAST = pace(20, 1000);

    private Bench bench;
    private ServiceManager client;
    private final BlockingQueue<SystemSnapshot> seen = new LinkedBlockingQueue<>();

    private static Pace pace(int quietMs, int longestMs) {
        return new Pace(Duration.ofMillis(quietMs), Duration.ofMillis(quietMs), Duration.ofMillis(longestMs), Duration.ofSeconds(1),
                Duration.ofSeconds(2));
    }

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        client = bench.client(bench.demo.url());
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private SystemPoller poller(Pace pace) {
        return new SystemPoller(client, pace, InstantSource.system(), RandomGenerator.getDefault());
    }

    private SystemSnapshot next() throws InterruptedException {
        SystemSnapshot snapshot = seen.poll(20, TimeUnit.SECONDS);
        assertNotNull(snapshot, "no snapshot came");
        return snapshot;
    }

    @Test
    void snapshotShowsBothControllersAndTheActiveOne() throws Exception {
        try (SystemPoller poller = poller(FAST)) {
            assertEquals(SystemSnapshot.unread("tower"), poller.current());
            try (SystemPoller.Subscription s = poller.subscribe(seen::add)) {
                SystemSnapshot snapshot = next();
                assertEquals(2, snapshot.nodes().size());
                assertEquals(Optional.of("controller-0"), snapshot.active());
                assertEquals("no", snapshot.swactable("controller-1"));
                assertEquals("standby", snapshot.assignment("vim-services", "controller-1").orElseThrow().state());
                assertEquals(7, snapshot.groups().size());
                assertTrue(snapshot.services().stream().noneMatch(x -> x.state().equals("initial")), "services never provisioned are left out");
                assertEquals(bench.demo.url(), snapshot.source());
                assertEquals(List.of(), snapshot.problems());
                assertNull(snapshot.failure());
            }
        }
    }

    @Test
    void answersThatDidNotChangeGiveTheSameReading() throws Exception {
        SystemReading first = client.read(null, Task.unwatched());
        assertSame(first, client.read(first, Task.unwatched()), "nothing is made anew of the same bytes");
        SystemSnapshot then = SystemSnapshot.of("tower", first, Instant.EPOCH);
        SystemSnapshot later = then.again(Instant.EPOCH.plusSeconds(5));
        assertTrue(later.saysTheSameAs(then));
        assertEquals(Instant.EPOCH.plusSeconds(5), later.takenAt());
        bench.demo.assignment("controller-1", "vim-services", "status", "degraded");
        SystemReading changed = client.read(first, Task.unwatched());
        assertNotSame(first, changed);
        assertFalse(SystemSnapshot.of("tower", changed, Instant.EPOCH).saysTheSameAs(then));
        assertSame(changed, client.read(changed, Task.unwatched()));
    }

    @Test
    void aSystemThatMovesOnInTheMiddleIsReadAgain() throws Exception {
        bench.close();
        AtomicBoolean moved = new AtomicBoolean();
        bench = new Bench(token -> {
            // the groups have been read when the next is asked for; then one fails
            if (client.exchanges().stream().anyMatch(x -> x.url().contains("sm_sda")) && moved.compareAndSet(false, true)) {
                bench.demo.assignment("controller-1", "vim-services", "status", "failed");
            }
            return TokenCheck.Role.ADMIN;
        });
        client = bench.client(bench.demo.url());
        SystemReading reading = client.read(null, Task.unwatched());
        assertTrue(moved.get());
        assertEquals("failed", reading.assignments().stream().filter(a -> a.node().equals("controller-1") && a.group().equals("vim-services")).findFirst()
                .orElseThrow().status(), "what is shown is what is");
    }

    @Test
    void rolesAreAskedAgainOnlyWhenSomethingChanged() throws Exception {
        try (SystemPoller poller = poller(FAST); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            next();
            next();
            next();
            assertEquals(2, client.exchanges().stream().filter(x -> x.url().contains("/servicenode/")).count());
            bench.demo.assignment("controller-1", "vim-services", "status", "degraded");
            SystemSnapshot changed = next();
            while (changed.assignment("vim-services", "controller-1").orElseThrow().status().isEmpty()) {
                changed = next();
            }
            assertTrue(client.exchanges().stream().filter(x -> x.url().contains("/servicenode/")).count() >= 4);
        }
    }

    @Test
    void lastGoodStateStaysWithItsAgeAndComesBackByItself() throws Exception {
        try (SystemPoller poller = poller(FAST); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            SystemSnapshot good = next();
            bench.faults.add(Fault.status(DemoServiceManager.SERVICE, "GET", ".*", 503, "away", 2));
            SystemSnapshot stale = next();
            while (stale.failure() == null) {
                good = stale;
                stale = next();
            }
            assertEquals(good.nodes(), stale.nodes());
            assertEquals(good.takenAt(), stale.takenAt());
            assertTrue(stale.failure().cameBack().contains("503"), stale.failure().details());
            while (stale.failure() != null) {
                stale = next();
            }
            assertTrue(stale.takenAt().isAfter(good.takenAt()));
        }
    }

    @Test
    void deadSystemIsTriedEverMoreRarely() throws Exception {
        bench.faults.add(Fault.status(DemoServiceManager.SERVICE, "*", ".*", 503, "", -1));
        long begin = System.nanoTime();
        try (SystemPoller poller = poller(FAST); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            for (int i = 0; i < 5; i++) {
                assertNotNull(next().failure());
            }
        }
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(ms >= 0.9 * (40 + 80 + 160 + 320), "five attempts took only " + ms + " ms");
    }

    @Test
    void nothingIsAskedWhenNobodySubscribes() throws Exception {
        try (SystemPoller poller = poller(FAST)) {
            SystemPoller.Subscription first = poller.subscribe(seen::add);
            SystemPoller.Subscription second = poller.subscribe(x -> {
            });
            next();
            second.close();
            next();
            first.close();
            // What was under way may still be told.
            while (seen.poll(200, TimeUnit.MILLISECONDS) != null) {
                assertTrue(seen.size() < 2, "snapshots go on without a subscriber");
            }
            int before = client.exchanges().size();
            assertNull(seen.poll(200, TimeUnit.MILLISECONDS), "a snapshot came without a subscriber");
            assertEquals(before, client.exchanges().size(), "requests went on without a subscriber");
            try (SystemPoller.Subscription again = poller.subscribe(seen::add)) {
                assertNull(next().failure());
            }
        }
    }

    @Test
    void refreshAndHurryReadAtOnce() throws Exception {
        try (SystemPoller poller = poller(pace(60_000, 60_000)); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            next();
            poller.refresh();
            next();
            try (SystemPoller.Subscription haste = poller.hurry()) {
                next();
            }
        }
    }

    @Test
    void subscriberThatFailsDoesNotStopTheOthers() throws Exception {
        try (SystemPoller poller = poller(FAST); SystemPoller.Subscription bad = poller.subscribe(x -> {
            throw new IllegalStateException("defect");
        }); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            next();
            next();
        }
    }

    @Test
    void listingsThatDisagreeAreShownAsProblems() throws Exception {
        bench.demo.assignment("controller-1", "vim-services", "node_name", "controller-9");
        try (SystemPoller poller = poller(FAST); SystemPoller.Subscription s = poller.subscribe(seen::add)) {
            assertEquals(List.of("controller-9 has service groups and is not in the list of nodes."), next().problems());
        }
    }
}
