package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunnerTest {

    @TempDir
    Path folder;

    private final Set<String> world = FakeStep.emptyWorld();
    private final List<RunListener.Change> changes = Collections.synchronizedList(new ArrayList<>());
    private final RunListener recorder = changes::add;

    private FakeStep step(String id, String... after) {
        return new FakeStep(id, world, after);
    }

    private RunResult run(Plan plan, String journal, Task task) throws FailureException {
        try (Journal open = Journal.open(folder.resolve(journal))) {
            return new Runner(4).run(plan, open, task, recorder);
        }
    }

    private RunResult undo(Plan plan, String journal) throws FailureException {
        try (Journal open = Journal.open(folder.resolve(journal))) {
            return new Runner(4).undo(plan, open, Task.unwatched(), recorder);
        }
    }

    private static String states(RunResult result) {
        return String.join(" ", result.outcomes().stream().map(o -> o.step() + "=" + o.state()).toList());
    }

    private static FailureException failure(String meaning) {
        return new FailureException(new Failure(Failure.Kind.REMOTE, "making", "it", "500", meaning, ""));
    }

    @Test
    void aSecondRunFindsNothingToDoAndUndoRemovesOnlyItsOwn() throws FailureException {
        world.add("b");
        Plan plan = Plan.of("p", "t", List.of(step("a"), step("b", "a"), step("c", "b")));
        assertEquals("a=DONE b=EXISTED c=DONE", states(run(plan, "one", Task.unwatched())));
        assertEquals("a=EXISTED b=EXISTED c=EXISTED", states(run(plan, "two", Task.unwatched())));
        assertEquals(List.of("make a", "make c"), changes.stream().map(c -> c.commands().getFirst()).toList());
        assertEquals("", states(undo(plan, "two")));
        RunResult undone = undo(plan, "one");
        assertEquals("c=UNDONE a=UNDONE", states(undone));
        assertTrue(undone.ok());
        assertEquals(Set.of("b"), world);
        assertEquals("", states(undo(plan, "one")));
        assertEquals("a=DONE b=EXISTED c=DONE", states(run(plan, "one", Task.unwatched())));
    }

    @Test
    void aFailureHoldsUpOnlyWhatNeedsItAndTheNextRunGoesOn() throws FailureException {
        boolean[] broken = { true };
        Plan plan = Plan.of("p", "t", List.of(step("a"), new FakeStep("b", world, "a") {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (broken[0]) {
                    throw failure("out of order");
                }
                super.apply(task, log);
            }
        }, step("c", "b"), step("d", "a")));
        RunResult first = run(plan, "one", Task.unwatched());
        assertEquals("a=DONE b=FAILED c=SKIPPED d=DONE", states(first));
        assertEquals("out of order", first.failures().getFirst().meaning());
        assertTrue(changes.stream().anyMatch(c -> c.step().equals("b") && c.result().contains("out of order")));
        broken[0] = false;
        assertEquals("a=DONE b=DONE c=DONE d=DONE", states(run(plan, "one", Task.unwatched())));
    }

    @Test
    void whatWasAppliedButCannotBeProvenFailsAndIsNotRepeated() throws FailureException {
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public Probe probe(Task task) {
                return Probe.make("never there");
            }
        }));
        RunResult first = run(plan, "one", Task.unwatched());
        assertEquals("a=FAILED", states(first));
        assertEquals("never there", first.failures().getFirst().cameBack());
        assertEquals("a=FAILED", states(run(plan, "one", Task.unwatched())), "a second apply would say made twice");
        assertEquals(1, changes.size());
    }

    @Test
    void independentStepsRunAtTheSameTimeAndNoMoreThanAllowed() throws FailureException {
        CyclicBarrier meeting = new CyclicBarrier(4);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            steps.add(new FakeStep("s" + i, world) {
                @Override
                public void apply(Task task, StepLog log) throws FailureException {
                    try {
                        // four have to be here at once, or nobody goes on
                        meeting.await(20, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                    super.apply(task, log);
                }
            });
        }
        assertTrue(run(Plan.of("p", "t", steps), "one", Task.unwatched()).ok());
    }

    @Test
    void cancelStopsTheRunningStepAtOnceAndBeginsNoOther() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch socketClosed = new CountDownLatch(1);
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                if (!world().contains("second try")) {
                    try (Task.Registration cancel = task.onCancel(socketClosed::countDown)) {
                        begun.countDown();
                        socketClosed.await();
                    } catch (InterruptedException e) {
                        throw FailureException.cancelled("making");
                    }
                    throw FailureException.cancelled("making");
                }
                super.apply(task, log);
            }
        }, step("b", "a")));
        Task task = Task.unwatched();
        Thread canceller = Thread.ofVirtual().start(() -> {
            try {
                begun.await();
                task.cancel();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        RunResult result = run(plan, "one", task);
        canceller.join();
        assertEquals("a=CANCELLED b=CANCELLED", states(result));
        assertTrue(result.cancelled());
        assertFalse(result.ok());
        assertTrue(socketClosed.await(20, TimeUnit.SECONDS));
        world.add("second try");
        assertEquals("a=DONE b=DONE", states(run(plan, "one", Task.unwatched())));
    }

    @Test
    void aStepThatHangsEndsAtItsLimit() throws FailureException {
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public Duration limit() {
                return Duration.ofMillis(200);
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw FailureException.cancelled("hanging");
                }
            }
        }));
        RunResult result = run(plan, "one", Task.unwatched());
        assertEquals("a=FAILED", states(result));
        assertEquals(Failure.Kind.TIMED_OUT, result.failures().getFirst().kind());
    }

    @Test
    void whatADefectHasTriedIsToldToTheAuditLogAndNeverAsDone() throws FailureException {
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                super.apply(task, log);
                throw new IllegalStateException("defect");
            }

            @Override
            public void undo(Task task, List<Made> made) {
                throw new IllegalStateException("defect");
            }
        }));
        List<String> told = new ArrayList<>();
        try (Journal journal = Journal.open(folder.resolve("defect"))) {
            new Runner(1).run(plan, journal, Task.unwatched(), c -> told.add(c.result()));
            new Runner(1).undo(plan, journal, Task.unwatched(), c -> told.add(c.result()));
        }
        assertEquals(2, told.size());
        assertTrue(told.stream().allMatch(r -> r.startsWith("failed")), told.toString());
    }

    @Test
    void whatABrokenUndoStillNeedsStays() throws FailureException {
        Plan plan = Plan.of("p", "t", List.of(step("vhost"), new FakeStep("user", world, "vhost") {
            @Override
            public void undo(Task task, List<Made> made) throws FailureException {
                throw failure("cannot delete");
            }
        }, step("other")));
        assertTrue(run(plan, "one", Task.unwatched()).ok());
        RunResult undone = undo(plan, "one");
        assertEquals(StepState.FAILED, undone.of("user").orElseThrow().state());
        assertEquals(StepState.SKIPPED, undone.of("vhost").orElseThrow().state());
        assertEquals(StepState.UNDONE, undone.of("other").orElseThrow().state());
        assertEquals(Set.of("vhost", "user"), world);
    }

    /** Dies, as far as the journal is concerned, at each of its lines in turn, before and after the line is there. */
    @Test
    void aRunThatEndsAtAnyLineOfItsJournalGoesOnRightly() throws Exception {
        List<String> ids = List.of("a", "b", "c", "d");
        for (int line = 1; line < 40; line++) {
            Set<String> fresh = FakeStep.emptyWorld();
            Set<String> twice = new HashSet<>();
            List<Step> steps = new ArrayList<>();
            for (String id : ids) {
                steps.add(new FakeStep(id, fresh, id.equals("a") ? new String[0] : new String[] { "a" }) {
                    @Override
                    public void apply(Task task, StepLog log) throws FailureException {
                        if (world().contains(id())) {
                            twice.add(id());
                        }
                        super.apply(task, log);
                    }
                });
            }
            Plan plan = Plan.of("p", "t", steps);
            Path journal = folder.resolve("line" + line);
            Path cut = folder.resolve("cut" + line);
            try (Journal open = Journal.open(journal)) {
                runUntilDead(plan, open, new DyingListener(open, line, cut));
            }
            if (!Files.exists(cut)) {
                assertTrue(line > 20, "the run had only " + line + " lines");
                return;
            }
            try (Journal open = Journal.open(cut)) {
                assertTrue(new Runner(1).run(plan, open, Task.unwatched(), RunListener.nobody()).ok(), "line " + line);
                assertEquals(Set.copyOf(ids), fresh);
                assertEquals(Set.of(), twice);
                assertTrue(new Runner(1).undo(plan, open, Task.unwatched(), RunListener.nobody()).ok());
                assertEquals(Set.of(), fresh, "line " + line);
            }
        }
    }

    private static void runUntilDead(Plan plan, Journal journal, DyingListener listener) throws FailureException {
        try {
            new Runner(1).run(plan, journal, Task.unwatched(), listener);
        } catch (IllegalStateException e) {
            assertEquals("dead", e.getMessage());
        }
    }

    /** Throws from when the journal has so many lines, and keeps the journal as it was then. */
    private static final class DyingListener implements RunListener {

        private final Journal journal;
        private final int line;
        private final Path cut;

        DyingListener(Journal journal, int line, Path cut) {
            this.journal = journal;
            this.line = line;
            this.cut = cut;
        }

        @Override
        public void state(String step, StepState state, String detail) {
            look();
        }

        @Override
        public void changed(Change change) {
            look();
        }

        private void look() {
            try {
                if (!Files.exists(cut) && Journal.read(journal.path()).size() >= line) {
                    Files.copy(journal.path(), cut);
                }
            } catch (IOException | FailureException e) {
                throw new IllegalStateException(e);
            }
            if (Files.exists(cut)) {
                throw new IllegalStateException("dead");
            }
        }
    }

    @Test
    void theJournalOfAnotherPlanIsRefused() throws FailureException {
        run(Plan.of("p", "t", List.of(step("a"))), "one", Task.unwatched());
        Plan other = Plan.of("q", "t", List.of(step("a")));
        assertEquals(Failure.Kind.CONFLICT,
                assertThrows(FailureException.class, () -> run(other, "one", Task.unwatched())).failure().kind());
    }
}
