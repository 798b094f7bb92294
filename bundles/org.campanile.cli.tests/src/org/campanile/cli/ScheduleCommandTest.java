package org.campanile.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.gson.JsonObject;

/** {@code campanile environment plan --schedule}: when each step is done, beside the original's rounds. */
@Timeout(60)
class ScheduleCommandTest {

    @TempDir
    Path folder;

    @Test
    void theScheduleIsThereAsATableAndAsDocument() throws Exception {
        Bench bench = new Bench(folder);
        String file = folder.resolve("center.yaml").toString();
        bench.run("environment", "new", file, "--template", "always-on").code(0);
        bench.run("environment", "plan", file, "--schedule").code(0).says("round begins s").says("in 11 rounds");
        JsonObject schedule = bench.run("environment", "plan", file, "--schedule", "-f", "json").code(0).json().getAsJsonObject();
        assertEquals(List.of("seconds", "rounds", "roundSeconds", "steps"), List.copyOf(schedule.keySet()));
        assertTrue(schedule.get("seconds").getAsLong() <= schedule.get("roundSeconds").getAsLong());
        JsonObject heat = schedule.getAsJsonArray("steps").get(0).getAsJsonObject();
        assertEquals(List.of("step", "begins_s", "ends_s", "critical", "round", "round_begins_s", "round_ends_s"), List.copyOf(heat.keySet()));
        assertEquals(1, heat.get("round").getAsInt());
        assertTrue(heat.get("critical").getAsBoolean());
        assertTrue(bench.run("environment", "plan", file, "--schedule", "-f", "csv").code(0).csv().size() > 20);
    }
}
