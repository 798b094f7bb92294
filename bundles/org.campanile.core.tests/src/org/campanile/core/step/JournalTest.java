package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalTest {

    @TempDir
    Path folder;

    private static Failure failed(Executable call) {
        return assertThrows(FailureException.class, call).failure();
    }

    @Test
    void aLastLineThatWasCutOffIsTakenOffAndTheRestStands() throws Exception {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file)) {
            journal.append(Entry.Kind.RUN, "p", "t");
            journal.append(Entry.Kind.STARTED, "a", "");
        }
        String whole = Files.readString(file);
        for (String torn : List.of("{\"seq\":3,\"at\":\"20", "\0\0\0\0", "{\"seq\":3}\n", "{", "\n")) {
            Files.writeString(file, whole + torn);
            assertEquals(2, Journal.read(file).size());
            try (Journal journal = Journal.open(file)) {
                assertEquals(JournalState.Mark.STARTED, journal.mark("a"));
            }
            assertEquals(whole, Files.readString(file));
        }
        try (Journal journal = Journal.open(file)) {
            journal.append(Entry.Kind.APPLIED, "a", "");
        }
        assertEquals(List.of(1L, 2L, 3L), Journal.read(file).stream().map(Entry::seq).toList());
    }

    /** Whoever acts on an entry may lose power right after it: it is on the disk before append returns, and one that is not there does not count. */
    @Test
    void eachEntryIsBroughtToTheDiskWhenItIsWhole() throws Exception {
        Path file = folder.resolve("j");
        List<String> onDisk = new ArrayList<>();
        AtomicBoolean refuses = new AtomicBoolean();
        try (Journal journal = Journal.open(file, Clock.systemUTC(), f -> {
            if (refuses.get()) {
                throw new IOException("Input/output error");
            }
            onDisk.add(Files.readString(file));
        })) {
            for (String step : List.of("a", "b", "c")) {
                int before = onDisk.size();
                journal.append(Entry.Kind.STARTED, step, "");
                assertEquals(before + 1, onDisk.size(), "synced once for step " + step);
                assertTrue(onDisk.getLast().endsWith("\n") && onDisk.getLast().contains("\"" + step + "\""), onDisk.getLast());
            }
            refuses.set(true);
            assertEquals(Failure.Kind.LOCAL, failed(() -> journal.append(Entry.Kind.STARTED, "d", "")).kind());
            refuses.set(false);
            assertEquals(List.of("a", "b", "c"), journal.own(), "what the disk did not take has not begun");
            assertEquals(Failure.Kind.LOCAL, failed(() -> journal.append(Entry.Kind.STARTED, "e", "")).kind(), "and nothing is written after it");
        }
        assertEquals(onDisk.getLast(), Files.readString(file));
    }

    @Test
    void aDamagedLineInTheMiddleIsToldWithItsNumber() throws Exception {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file)) {
            journal.append(Entry.Kind.RUN, "p", "t");
        }
        String line = Files.readString(file);
        for (String bad : List.of("nonsense", "[".repeat(10_000), "{\"seq\":2,\"at\":\"yesterday\",\"kind\":\"run\",\"step\":\"\"}",
                "{\"seq\":2,\"at\":\"2024-01-01T00:00:00Z\",\"kind\":\"what\",\"step\":\"\"}")) {
            Files.writeString(file, line + bad + "\n" + line);
            Failure failure = failed(() -> Journal.open(file).close());
            assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
            assertTrue(failure.subject().endsWith("j:2"), failure.subject());
            assertEquals(line + bad + "\n" + line, Files.readString(file), "nothing is thrown away");
        }
    }

    @Test
    void onlyOneMayWrite() throws Exception {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file)) {
            journal.append(Entry.Kind.RUN, "p", "t");
            assertEquals(Failure.Kind.CONFLICT, failed(() -> Journal.open(file).close()).kind());
            assertEquals(1, Journal.read(file).size(), "reading is allowed");
        }
        Journal.open(file).close();
    }

    @Test
    void anInterruptDoesNotCloseTheFile() throws Exception {
        try (Journal journal = Journal.open(folder.resolve("j"))) {
            Thread.currentThread().interrupt();
            journal.append(Entry.Kind.RUN, "p", "t");
            assertTrue(Thread.interrupted());
            journal.append(Entry.Kind.STARTED, "a", "");
        }
        assertEquals(2, Journal.read(folder.resolve("j")).size());
    }

    /** The device takes no byte, as a full disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onAFullDiskNoStepIsBegun() throws Exception {
        Set<String> world = FakeStep.emptyWorld();
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world)));
        try (Journal journal = Journal.open(Path.of("/dev/full"))) {
            Failure failure = failed(() -> new Runner(1).run(plan, journal, Task.unwatched(), RunListener.nobody()));
            assertEquals(Failure.Kind.LOCAL, failure.kind());
            assertEquals("The disk is full.", failure.meaning());
        }
        assertEquals(Set.of(), world);
    }

    /** A disk that fills up in the middle of a run: the journal is refused more lines while the step is applied. */
    @Test
    void aJournalThatCannotGoOnStopsTheRunAndTheNextOneFindsWhatWasMade() throws Exception {
        Set<String> world = FakeStep.emptyWorld();
        Path file = folder.resolve("j");
        Journal journal = Journal.open(file);
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                super.apply(task, log);
                if (world.add("closed")) {
                    journal.close();
                }
            }
        }, new FakeStep("b", world, "a")));
        RunResult result = new Runner(2).run(plan, journal, Task.unwatched(), RunListener.nobody());
        assertFalse(result.ok());
        assertEquals(StepState.FAILED, result.of("a").orElseThrow().state());
        assertEquals(StepState.SKIPPED, result.of("b").orElseThrow().state());
        try (Journal again = Journal.open(file)) {
            assertTrue(new Runner(2).run(plan, again, Task.unwatched(), RunListener.nobody()).ok());
            assertEquals(List.of("a", "b"), again.own());
        }
    }

    /** Of two steps that went on side by side, the one that ended later may stand on what the other made, as two installations on one host do. */
    @Test
    void whatEndedLaterIsTakenBackFirst() throws Exception {
        Set<String> world = FakeStep.emptyWorld();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Plan plan = Plan.of("p", "t", List.of(new FakeStep("a", world) {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                begun.countDown();
                await(ended);
                super.apply(task, log);
            }
        }, new FakeStep("b", world) {
            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                await(begun);
                super.apply(task, log);
            }
        }, new FakeStep("c", world, "b") {
            @Override
            public Probe probe(Task task) throws FailureException {
                ended.countDown();
                return super.probe(task);
            }
        }));
        try (Journal journal = Journal.open(folder.resolve("j"))) {
            assertTrue(new Runner(3).run(plan, journal, Task.unwatched(), RunListener.nobody()).ok());
            List<String> order = journal.own();
            assertTrue(order.indexOf("b") < order.indexOf("a"), order.toString());
        }
    }

    private static void await(CountDownLatch what) {
        try {
            assertTrue(what.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsToldInPlace() throws Exception {
        Path plain = Files.writeString(folder.resolve("plain"), "text");
        Failure failure = failed(() -> Journal.open(plain.resolve("below").resolve("j")).close());
        assertEquals(Failure.Kind.LOCAL, failure.kind());
        assertFalse(failure.cameBack().isEmpty());
        assertEquals("text", Files.readString(plain));
    }

    @Test
    void theFolderOfRunsTellsWhichCanBeGoneOnWithAndWhichTakenBack() throws Exception {
        Set<String> world = FakeStep.emptyWorld();
        Runs runs = new Runs(folder.resolve("runs"), Clock.fixed(Instant.parse("2024-05-01T10:00:00Z"), ZoneOffset.UTC));
        assertEquals(List.of(), runs.list());
        Plan plan = Plan.of("setup/lab ä", "Setup", List.of(new FakeStep("a", world)));
        Path first;
        try (Journal journal = runs.begin(plan.id())) {
            first = journal.path();
            journal.begin(plan);
            assertEquals(first, unfinished(runs, plan.id()).orElseThrow().journal());
            assertTrue(new Runner(1).run(plan, journal, Task.unwatched(), RunListener.nobody()).ok());
        }
        assertTrue(unfinished(runs, plan.id()).isEmpty());
        try (Journal journal = runs.begin(plan.id())) {
            assertFalse(journal.path().equals(first));
            assertTrue(new Runner(1).run(plan, journal, Task.unwatched(), RunListener.nobody()).ok());
        }
        assertEquals(List.of(first), runs.undoable(plan.id()).stream().map(Runs.Summary::journal).toList());
        try (Journal journal = Journal.open(first)) {
            assertTrue(new Runner(1).undo(plan, journal, Task.unwatched(), RunListener.nobody()).ok());
        }
        assertEquals(List.of(), runs.undoable(plan.id()));
        Files.writeString(first, "x\ny\n", StandardOpenOption.APPEND);
        assertEquals(List.of(Runs.Status.FINISHED, Runs.Status.UNREADABLE), runs.list().stream().map(Runs.Summary::status).toList());
    }

    private static Optional<Runs.Summary> unfinished(Runs runs, String plan) throws FailureException {
        return runs.list().stream().filter(s -> s.plan().equals(plan)).findFirst().filter(s -> s.status() == Runs.Status.UNFINISHED);
    }
}
