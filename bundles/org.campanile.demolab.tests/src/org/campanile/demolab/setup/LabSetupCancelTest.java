package org.campanile.demolab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set-up that is cancelled again and again at points chosen by chance, and gone on with: nothing twice, nothing lost, and undo leaves nothing. */
class LabSetupCancelTest {

    private static final int ROUNDS = 12;
    private static final int MOST_CANCELS = 6;

    @TempDir
    Path folder;

    @Test
    void cancelledAtRandomPointsAndResumed() throws Exception {
        Random random = new Random(20131);
        int cancels = 0;
        try (SetupBench bench = new SetupBench(folder); LabSession session = bench.session()) {
            Map<String, List<String>> before = bench.everything(session);
            for (int round = 0; round < ROUNDS; round++) {
                RunResult result = null;
                for (int i = 0; i < MOST_CANCELS && (result == null || !result.ok()); i++) {
                    result = cancelled(bench, random.nextInt(60));
                    cancels += result.ok() ? 0 : 1;
                }
                if (!result.ok()) {
                    RunResult last = bench.setup(session, made(bench)).run(Task.unwatched(), RunListener.nobody(), RunControl.ending()).result();
                    assertTrue(last.ok(), () -> last.failures().toString());
                }
                Map<String, List<String>> now = bench.everything(session);
                assertEquals(before.get("vhosts").size() + 1, now.get("vhosts").size(), now.toString());
                assertEquals(before.get("users").size() + 1, now.get("users").size(), now.toString());
                assertEquals(before.get("services").size() + 1, now.get("services").size(), now.toString());
                assertEquals(before.get("endpoints").size() + 3, now.get("endpoints").size(), now.toString());
                assertEquals(before.get("images").size() + 1, now.get("images").size(), now.toString());
                var undoing = bench.undo(session);
                RunResult undone = undoing.undo(Task.unwatched(), RunListener.nobody());
                assertTrue(undone.ok(), () -> undone.failures().toString());
                assertTrue(undoing.preview().isEmpty(), "one run has made everything");
                assertEquals(before, bench.everything(session));
            }
        }
        assertTrue(cancels > ROUNDS, "only " + cancels + " runs were cancelled in time");
    }

    /** Without the proof, which makes nothing that stays and takes longer than all the rest. */
    private static RecipeRequest made(SetupBench bench) throws FailureException {
        return bench.request().only(Set.of("rabbitmq", "keystone", "image"));
    }

    /** Cancels when the run has told so many things. Each try has its own session, as each start of the program would. */
    private static RunResult cancelled(SetupBench bench, int after) throws FailureException {
        AtomicInteger told = new AtomicInteger();
        Task task = Task.unwatched();
        RunListener follower = new RunListener() {
            @Override
            public void state(String step, StepState state, String detail) {
                tell();
            }

            @Override
            public void progress(String step, String doing, long done, long total) {
                tell();
            }

            @Override
            public void changed(Change change) {
                tell();
            }

            private void tell() {
                if (told.incrementAndGet() == after) {
                    Thread.ofVirtual().start(task::cancel);
                }
            }
        };
        try (LabSession own = bench.session()) {
            return bench.setup(own, made(bench)).run(task, follower, RunControl.ending()).result();
        }
    }
}
