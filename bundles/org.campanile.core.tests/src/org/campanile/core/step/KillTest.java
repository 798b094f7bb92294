package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.google.gson.Gson;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that runs a plan is killed at random points and started again: no effect twice, none missing. */
class KillTest {

    private static final int KILLS = 54;
    private static final int LANES = 2;

    @TempDir
    Path folder;

    @Test
    @Timeout(300)
    void aRunKilledAtAnyPointRepeatsNothingAndLosesNothing() throws Exception {
        long seed = System.nanoTime();
        List<Callable<int[]>> lanes = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Path own = Files.createDirectory(folder.resolve("lane" + lane));
            Random random = new Random(seed + lane);
            lanes.add(() -> lane(own, random));
        }
        int killed = 0;
        int inside = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(LANES)) {
            for (Future<int[]> lane : pool.invokeAll(lanes)) {
                killed += lane.get()[0];
                inside += lane.get()[1];
            }
        }
        assertTrue(killed >= 50, "only " + killed + " kills, seed " + seed);
        assertTrue(inside >= 20, "only " + inside + " kills hit a step between its start and its end, seed " + seed);
    }

    /** Plan after plan until there were enough kills; the answer is how many there were, and how many in the middle of a step. */
    private static int[] lane(Path own, Random random) throws Exception {
        int killed = 0;
        int inside = 0;
        for (int plan = 0; killed < KILLS / LANES; plan++) {
            Path journal = own.resolve("run" + plan + ".journal");
            Path effects = own.resolve("effects" + plan);
            Path log = own.resolve("log" + plan);
            while (true) {
                Process child = ChildJvm.start(log, FileSteps.class, List.of(Runner.class, Gson.class), journal.toString(), effects.toString());
                long until = size(journal) + 200 + random.nextInt(1800);
                while (child.isAlive() && size(journal) < until) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(300));
                }
                LockSupport.parkNanos(random.nextInt(2_000_000));
                if (child.isAlive()) {
                    child.destroyForcibly();
                }
                assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child does not end");
                if (child.exitValue() == 0) {
                    break;
                }
                assertEquals(137, child.exitValue(), () -> "the child failed by itself: " + text(log));
                killed++;
                inside += hasOpenStep(journal) ? 1 : 0;
            }
            proveOnce(journal, effects);
        }
        return new int[] { killed, inside };
    }

    private static void proveOnce(Path journal, Path effects) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < FileSteps.STEPS; i++) {
            expected.add("step-" + i);
        }
        List<String> lines = Files.readAllLines(effects);
        assertEquals(expected.stream().sorted().toList(), lines.stream().sorted().toList());
        for (int i = 3; i < FileSteps.STEPS - 1; i++) {
            assertTrue(lines.indexOf("step-" + (i - 3)) < lines.indexOf("step-" + i), "order of step-" + i);
        }
        assertEquals("step-19", lines.getLast());
        try (Journal open = Journal.open(journal)) {
            assertTrue(open.ended());
            assertEquals(FileSteps.STEPS, open.own().size());
            for (String step : expected) {
                assertEquals(List.of(new Made("line", step)), open.made(step));
            }
            RunResult again = new Runner(2).run(FileSteps.plan(effects), open, Task.unwatched(), RunListener.nobody());
            assertTrue(again.ok());
        }
        assertEquals(lines, Files.readAllLines(effects), "a run after success changed something");
    }

    private static boolean hasOpenStep(Path journal) throws Exception {
        if (!Files.exists(journal)) {
            return false;
        }
        JournalState state = new JournalState();
        Journal.read(journal).forEach(state::add);
        return state.own().stream().anyMatch(s -> state.mark(s) == JournalState.Mark.STARTED);
    }

    private static long size(Path file) throws Exception {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
