package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the user wants of a run while it goes. */
@Timeout(60)
class RunControlTest {

    @TempDir
    Path folder;
    private final Map<String, Integer> applied = new ConcurrentHashMap<>();
    private final Map<String, Boolean> broken = new ConcurrentHashMap<>();
    private final BlockingQueue<RunListener.Hold> holds = new LinkedBlockingQueue<>();
    private final RunControl control = RunControl.holding();

    private Step step(String id, boolean undoable, String... after) {
        return new Step() {
            private boolean done;

            @Override
            public String id() {
                return id;
            }

            @Override
            public String title() {
                return "Step " + id;
            }

            @Override
            public List<String> after() {
                return List.of(after);
            }

            @Override
            public String change() {
                return id + " is made.";
            }

            @Override
            public List<String> commands() {
                return List.of("make " + id);
            }

            @Override
            public Probe probe(Task task) {
                return done ? Probe.done("there") : Probe.make("missing");
            }

            @Override
            public void apply(Task task, StepLog log) throws FailureException {
                applied.merge(id, 1, Integer::sum);
                log.line("making " + id);
                if (broken.getOrDefault(id, false)) {
                    throw new FailureException(new Failure(Failure.Kind.REMOTE, "making " + id, "", "", "It broke.", ""));
                }
                log.made(new Made("thing", id));
                done = true;
            }

            @Override
            public boolean undoable() {
                return undoable;
            }

            @Override
            public void undo(Task task, List<Made> made) {
                done = false;
            }
        };
    }

    private final RunListener follower = new RunListener() {
        @Override
        public void held(Hold hold) {
            holds.add(hold);
        }

        @Override
        public void changed(Change change) {
            // nothing is recorded here
        }
    };

    private CompletableFuture<RunResult> start(Plan plan, Path journal) {
        return CompletableFuture.supplyAsync(() -> {
            try (Journal open = Journal.open(journal); RunOutput output = new RunOutput(follower, folder.resolve("output"), Clock.systemUTC())) {
                return new Runner(2).run(plan, open, Task.unwatched(), output, control);
            } catch (FailureException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void await(RunListener.Hold hold) throws InterruptedException {
        RunListener.Hold got = holds.poll(20, TimeUnit.SECONDS);
        while (got != null && got != hold) {
            got = holds.poll(20, TimeUnit.SECONDS);
        }
        assertEquals(hold, got);
    }

    @Test
    void aFailedStepIsTriedAgainAndTheRestFollows() throws Exception {
        broken.put("a", true);
        CompletableFuture<RunResult> run = start(Plan.of("p", "P", List.of(step("a", true), step("b", true, "a"))), folder.resolve("j"));
        await(RunListener.Hold.FAILED);
        broken.put("a", false);
        control.retry("a");
        RunResult result = run.get(20, TimeUnit.SECONDS);
        assertTrue(result.ok(), result.toString());
        assertEquals(Map.of("a", 2, "b", 1), applied);
    }

    @Test
    void aStepLeftOutHasItsReasonInTheJournalAndHoldsUpNothing() throws Exception {
        broken.put("a", true);
        Plan plan = Plan.of("p", "P", List.of(step("a", true), step("b", true, "a")));
        CompletableFuture<RunResult> run = start(plan, folder.resolve("j"));
        await(RunListener.Hold.FAILED);
        control.leaveOut("a", "not needed in this lab");
        RunResult result = run.get(20, TimeUnit.SECONDS);
        assertTrue(result.ok());
        assertEquals(StepState.LEFT_OUT, result.of("a").orElseThrow().state());
        assertEquals("not needed in this lab", result.of("a").orElseThrow().reason());
        assertEquals(StepState.DONE, result.of("b").orElseThrow().state());
        assertTrue(Journal.read(folder.resolve("j")).stream().anyMatch(e -> e.kind() == Entry.Kind.LEFT_OUT && e.detail().equals("not needed in this lab")));
        broken.put("a", false);
        assertEquals(StepState.LEFT_OUT, start(plan, folder.resolve("j")).get(20, TimeUnit.SECONDS).of("a").orElseThrow().state(), "it stays left out");
    }

    @Test
    void aRunThatWaitsForTheUserCanBeEnded() throws Exception {
        broken.put("a", true);
        CompletableFuture<RunResult> run = start(Plan.of("p", "P", List.of(step("a", true), step("b", true, "a"))), folder.resolve("j"));
        await(RunListener.Hold.FAILED);
        control.finish();
        RunResult result = run.get(20, TimeUnit.SECONDS);
        assertEquals(StepState.FAILED, result.of("a").orElseThrow().state());
        assertEquals(StepState.SKIPPED, result.of("b").orElseThrow().state());
    }

    @Test
    void aPausedRunBeginsNothingUntilItGoesOn() throws Exception {
        control.pause();
        CompletableFuture<RunResult> run = start(Plan.of("p", "P", List.of(step("a", true))), folder.resolve("j"));
        await(RunListener.Hold.PAUSED);
        assertEquals(Map.of(), applied);
        control.goOn();
        assertTrue(run.get(20, TimeUnit.SECONDS).ok());
    }

    @Test
    void whatCannotBeTakenBackStaysAndHoldsUpNothing() throws Exception {
        Plan plan = Plan.of("p", "P", List.of(step("a", true), step("b", false, "a")));
        assertTrue(start(plan, folder.resolve("j")).get(20, TimeUnit.SECONDS).ok());
        try (Journal journal = Journal.open(folder.resolve("j"))) {
            RunResult undone = new Runner(1).undo(plan, journal, Task.unwatched(), follower);
            assertTrue(undone.ok());
            assertEquals(StepState.STAYS, undone.of("b").orElseThrow().state());
            assertEquals(StepState.UNDONE, undone.of("a").orElseThrow().state());
            assertEquals(List.of(), journal.own());
        }
    }

    @Test
    void anUnfinishedRunIsForgottenButCanStillBeTakenBack() throws Exception {
        broken.put("b", true);
        Runs runs = new Runs(folder.resolve("runs"), Clock.systemUTC());
        control.finish();
        try (Journal journal = runs.begin("p")) {
            new Runner(1).run(Plan.of("p", "P", List.of(step("a", true), step("b", true, "a"))), journal, Task.unwatched(), follower);
        }
        Runs.Summary run = unfinished(runs, "p").orElseThrow();
        assertEquals(1, run.done());
        runs.forget(run);
        assertTrue(unfinished(runs, "p").isEmpty());
        assertEquals(2, runs.undoable("p").getFirst().own());
    }

    @Test
    void outputIsKeptUpToItsLimit() throws Exception {
        try (RunOutput output = new RunOutput(follower, folder.resolve("output"), Clock.systemUTC())) {
            for (int i = 0; i < 30_000; i++) {
                output.line("big/step", "x".repeat(99));
            }
            output.state("big/step", StepState.DONE, "");
        }
        String kept = Files.readString(RunOutput.file(folder.resolve("output"), "big/step"));
        assertTrue(kept.length() < RunOutput.LIMIT + 1000, kept.length() + "");
        assertTrue(kept.contains("is not kept"));
        assertTrue(kept.endsWith("Done\n"), "its end is told all the same");
    }

    private static Optional<Runs.Summary> unfinished(Runs runs, String plan) throws FailureException {
        return runs.list().stream().filter(s -> s.plan().equals(plan)).findFirst().filter(s -> s.status() == Runs.Status.UNFINISHED);
    }
}
