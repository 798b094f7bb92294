package org.campanile.demolab.conductor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.campanile.core.deploy.StepProgress.State;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.DemoLabOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long forty units take, with their passwords remembered and all else that a deployment does, against the plan's longest chain; releng/bench/conductor does it with 500. */
@Tag("alone")
@Timeout(240)
class MakespanTest {

    private static final double LIMIT = 1.05;
    private static final int MORE = 3;

    @TempDir
    Path folder;

    @Test
    void theConductorAddsNextToNothingToTheLongestChainAndBeatsTheRounds() throws Exception {
        Fleet.Outcome outcome = run("first");
        // Something else may have had the machine for a moment; what is slow is slow again.
        for (int again = 1; again <= MORE && outcome.ratio() > LIMIT; again++) {
            outcome = run("again" + again);
        }
        Fleet.Outcome told = outcome;
        assertTrue(told.ratio() <= LIMIT, () -> told.seconds() + " s, the longest chain takes " + told.schedule().seconds() + " s");
        assertTrue(told.schedule().roundSeconds() > told.seconds(), () -> "rounds: " + told.schedule().roundSeconds() + " s");
    }

    private Fleet.Outcome run(String name) throws Exception {
        try (DemoLab lab = DemoLab.start(DemoLabOptions.defaults().withTimeScale(1.5))) {
            Fleet.Outcome outcome = new Fleet(lab, folder.resolve(name)).run(Fleet.environment(40));
            assertEquals(List.of(), outcome.steps().stream().filter(step -> step.state() != State.DONE).toList());
            return outcome;
        }
    }
}
