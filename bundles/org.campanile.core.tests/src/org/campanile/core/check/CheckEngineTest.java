package org.campanile.core.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CheckEngineTest {

    private static final Instant NOW = Instant.parse("2024-05-01T10:00:00Z");
    private volatile boolean asked;
    private final CheckEngine engine = new CheckEngine(Clock.fixed(NOW, ZoneOffset.UTC), new Questions() {
        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            throw new AssertionError(what);
        }

        @Override
        public boolean confirm(String question, String typedName) {
            throw new AssertionError(question);
        }

        @Override
        public boolean open() {
            return asked;
        }
    });

    private static Check check(String id, Check.Body body) {
        return Check.of(id, "Title of " + id, "Group", Duration.ofSeconds(20), body);
    }

    private static List<Finding> hang() throws FailureException {
        try {
            new CountDownLatch(1).await();
            return List.of();
        } catch (InterruptedException e) {
            throw FailureException.cancelled("hanging");
        }
    }

    private static int deep(int n) {
        return deep(n + 1) + 1;
    }

    @Test
    void theTimeThatSomebodyTakesToAnswerAQuestionIsNoTimeOfACheck() throws FailureException {
        Duration limit = Duration.ofMillis(300);
        CheckReport report = engine.run("lab one", List.of(Check.of("a.asks", "Asks", "Group", limit, t -> {
            asked = true;
            long since = System.nanoTime();
            while (System.nanoTime() - since < 3 * limit.toNanos()) {
                Thread.onSpinWait();
            }
            asked = false;
            return List.of(Finding.ok("x", "Trusted."));
        }), Check.of("b.slow", "Slow", "Group", limit, t -> hang())), Task.unwatched());
        assertEquals("Trusted.", report.of("a.asks").getFirst().evidence());
        assertEquals("No result within 300 ms.", report.of("b.slow").getFirst().evidence());
    }

    @Test
    void whatBreaksOverrunsOrFailsBecomesAFindingAndHidesNoOther() throws FailureException {
        Failure refused = new Failure(Failure.Kind.UNREACHABLE, "logging in", "broker:5672", "Connection refused", "Nothing listens there.",
                "Start RabbitMQ.");
        CheckReport report = engine.run("lab one", List.of(check("a.good", t -> List.of()),
                check("b.fails", t -> {
                    throw new FailureException(refused);
                }), check("c.defect", t -> List.of(Finding.ok("x", Integer.toString(1 / Integer.parseInt("0"))))),
                check("d.null", t -> null), check("e.deep", t -> List.of(Finding.ok("x", "" + deep(0)))),
                Check.of("f.slow", "Title of f.slow", "Group", Duration.ofMillis(150), t -> hang()),
                check("g.two", t -> List.of(Finding.of(Severity.WARNING, "one", "w"), Finding.of(Severity.BLOCKER, "two", "b")))),
                Task.unwatched());
        assertTrue(report.complete());
        assertEquals("1 blocker, 5 errors, 1 warning, 1 OK", report.summary());
        assertEquals(Severity.BLOCKER, report.findings().getFirst().severity());
        Finding fails = report.of("b.fails").getFirst();
        assertEquals(new Finding("b.fails", "Title of b.fails", "Group", "broker:5672", Severity.ERROR, "Connection refused",
                "Nothing listens there.", "", "Start RabbitMQ.", fails.step(), NOW, fails.took()), fails);
        assertTrue(report.of("c.defect").getFirst().evidence().contains("ArithmeticException"));
        assertTrue(report.of("d.null").getFirst().evidence().contains("no list"));
        assertTrue(report.of("e.deep").getFirst().evidence().contains("StackOverflowError"));
        assertEquals("No result within 150 ms.", report.of("f.slow").getFirst().evidence());
        assertEquals(7, report.timings().size());
        assertEquals(report.timings().getFirst(), report.slowest(1).getFirst());
    }

    @Test
    void allRunAtTheSameTime() throws FailureException {
        CyclicBarrier meeting = new CyclicBarrier(50);
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            checks.add(check("c" + i, t -> {
                try {
                    meeting.await(20, TimeUnit.SECONDS);
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
                return List.of();
            }));
        }
        assertEquals(Severity.OK, engine.run("all", checks, Task.unwatched()).worst());
    }

    @Test
    void aCheckThatIgnoresCancelAndInterruptHoldsNobodyUp() throws FailureException {
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch release = new CountDownLatch(1);
        CheckReport report = engine.run("stubborn", List.of(Check.of("s", "Stubborn", "G", Duration.ofMillis(100), t -> {
            t.onCancel(closed::incrementAndGet);
            boolean released = false;
            while (!released) {
                try {
                    release.await();
                    released = true;
                } catch (InterruptedException e) {
                    closed.get();
                }
            }
            return List.of();
        })), Task.unwatched());
        assertEquals(Severity.ERROR, report.worst());
        release.countDown();
    }

    @Test
    void cancelEndsAllAtOnceAndSaysWhatWasNotLookedAt() throws FailureException {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Task task = Task.unwatched();
        CheckReport report = engine.run("lab", List.of(check("quick", t -> {
            assertTrue(await(began));
            return List.of(Finding.ok("q", "fine"));
        }), check("hangs", t -> {
            t.onCancel(closed::countDown);
            began.countDown();
            return hang();
        })), task, partial -> task.cancel());
        assertFalse(report.complete());
        assertEquals("Not looked at: cancelled.", report.of("hangs").getFirst().evidence());
        assertEquals("fine", report.of("quick").getFirst().evidence());
        assertTrue(await(closed), "the cancel action did not run");
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void progressCountsTheEndedChecksAndPartialReportsGrow() throws FailureException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<Integer> sizes = new ArrayList<>();
        Task task = new Task((doing, done, total) -> seen.add(done + "/" + total));
        engine.run("lab", List.of(check("a", t -> List.of()), check("b", t -> List.of()), check("c", t -> List.of())), task,
                partial -> sizes.add(partial.findings().size()));
        assertEquals(List.of("0/3", "1/3", "2/3", "3/3"), seen);
        assertEquals(3, sizes.getLast());
        assertEquals(sizes.stream().sorted().toList(), sizes);
    }

    @Test
    void aRecheckReplacesTheFindingsOfItsCheckOnly() throws FailureException {
        AtomicInteger round = new AtomicInteger();
        Check fixed = check("fixed", t -> round.getAndIncrement() == 0
                ? List.of(Finding.of(Severity.ERROR, "x", "bad"), Finding.of(Severity.ERROR, "y", "bad"))
                : List.of(Finding.ok("x", "good")));
        Check other = check("other", t -> List.of(Finding.of(Severity.WARNING, "o", "so so")));
        CheckReport first = engine.run("lab", List.of(fixed, other), Task.unwatched());
        CheckReport second = engine.recheck(first, List.of(fixed), Task.unwatched());
        assertEquals("1 warning, 1 OK", second.summary());
        assertEquals(2, second.timings().size());
        assertEquals("2 errors, 1 warning", first.summary());
    }

    @Test
    void twoChecksOfOneIdAreADefect() {
        List<Check> twins = List.of(check("a", t -> List.of()), check("a", t -> List.of()));
        assertThrows(IllegalArgumentException.class, () -> engine.run("lab", twins, Task.unwatched()));
    }

    @Test
    void nothingToCheckIsAnEmptyReport() throws FailureException {
        CheckReport report = engine.run("lab", List.of(), Task.unwatched());
        assertTrue(report.complete());
        assertEquals("No findings", report.summary());
    }
}
