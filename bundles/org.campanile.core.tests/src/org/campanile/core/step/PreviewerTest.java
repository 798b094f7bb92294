package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

/** What a plan says beforehand of steps that are done now and will not stay so. */
class PreviewerTest {

    private static final String FILE = "devbox:/etc/murano/murano.conf";

    private final Set<String> world = FakeStep.emptyWorld();

    private Step writer(String id, String... after) {
        return new FakeStep(id, world, after) {
            @Override
            public List<String> writes() {
                return List.of(FILE);
            }
        };
    }

    private Step reader(String id, String... after) {
        return new FakeStep(id, world, after) {
            @Override
            public Map<String, String> rereads() {
                return Map.of(FILE, "It will be restarted.");
            }
        };
    }

    private static PlanReport preview(Step... steps) throws FailureException {
        return new Runner(2).preview(Plan.of("p", "t", List.of(steps)), Task.unwatched());
    }

    private static String verdicts(PlanReport report) {
        return report.rows().stream().map(r -> r.step() + "=" + r.verdict()).sorted().collect(Collectors.joining(" "));
    }

    @Test
    void aServiceThatRunsIsRestartedWhenAStepBeforeItChangesItsFile() throws FailureException {
        world.addAll(Set.of("tables", "api"));
        PlanReport report = preview(writer("conf"), new FakeStep("tables", world, "conf"), reader("api", "tables"));
        assertEquals("api=CHANGE conf=MAKE tables=EXISTS", verdicts(report));
        assertEquals("api is there It will be restarted.", report.rows().getLast().detail());
        assertTrue(report.text().contains("1 to make, 1 to change, 1 there already"), report.text());
    }

    @Test
    void oneStaysAsItIsWhenTheFileDoesOrIsChangedByNoStepBeforeIt() throws FailureException {
        world.addAll(Set.of("conf", "api"));
        assertEquals("api=EXISTS conf=EXISTS", verdicts(preview(writer("conf"), reader("api", "conf"))));
        world.remove("conf");
        assertEquals("api=EXISTS conf=MAKE", verdicts(preview(writer("conf"), reader("api"))));
    }
}
