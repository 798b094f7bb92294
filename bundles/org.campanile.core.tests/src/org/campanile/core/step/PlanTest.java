package org.campanile.core.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.Test;

class PlanTest {

    private final Set<String> world = FakeStep.emptyWorld();

    private FakeStep step(String id, String... after) {
        return new FakeStep(id, world, after);
    }

    private static Failure refused(List<Step> steps) {
        Failure failure = assertThrows(FailureException.class, () -> Plan.of("p", "the plan", steps)).failure();
        assertEquals(Failure.Kind.BAD_INPUT, failure.kind());
        return failure;
    }

    @Test
    void eachStepComesAfterThoseItNeeds() throws FailureException {
        Plan plan = Plan.of("p", "t", List.of(step("c", "b"), step("b", "a"), step("a"), step("d", "a", "a")));
        assertEquals(List.of("a", "b", "c", "d"), plan.steps().stream().map(Step::id).toList());
        assertEquals(List.of("b", "d"), plan.dependents("a"));
        assertEquals(Duration.ofSeconds(3), plan.criticalPath());
        assertEquals(Duration.ofSeconds(2), plan.rank("b"));
    }

    @Test
    void theOrderGivenStaysWhereItIsPossible() throws FailureException {
        List<Step> given = List.of(step("share"), step("share.files", "share"), step("broker"), step("broker.user", "broker"), step("proof", "share.files"));
        assertEquals(given, Plan.of("p", "t", given).steps());
    }

    @Test
    void aCycleIsNamedWithoutTheStepsThatOnlyLeadIntoIt() {
        String meaning = refused(List.of(step("start"), step("x", "a"), step("a", "c", "start"), step("b", "a"), step("c", "b"))).meaning();
        assertTrue(meaning.contains("a needs c needs b needs a"), meaning);
        assertEquals("The steps wait for each other in a circle: s needs s.", refused(List.of(step("s", "s"))).meaning());
    }

    @Test
    void anUnknownNeedTwinsAndBadIdsAreRefused() {
        Failure unknown = refused(List.of(step("a", "nobody")));
        assertEquals("a", unknown.subject());
        assertTrue(unknown.meaning().contains("nobody"), unknown.meaning());
        assertTrue(refused(List.of(step("a"), step("a"))).meaning().contains("Two steps"));
        assertTrue(refused(List.of(step("a b"))).meaning().contains("letters"));
        assertTrue(refused(List.of(step(""))).meaning().contains("letters"));
    }

    @Test
    void aChainOfTwentyThousandStepsNeedsNoDeepStack() throws FailureException {
        List<Step> steps = new ArrayList<>();
        for (int i = 20_000; i > 0; i--) {
            steps.add(step("s" + i, "s" + (i - 1)));
        }
        steps.add(step("s0"));
        assertEquals(20_001, Plan.of("p", "t", steps).criticalPath().toSeconds());
    }

    @Test
    void thePreviewTellsWhatIsThereWhatWillBeMadeChangedBlockedAndSkippedAndTouchesNothing() throws FailureException {
        world.add("there");
        Failure denied = new Failure(Failure.Kind.DENIED, "looking", "broker", "401", "The password is wrong.", "Give the right one.");
        Failure away = new Failure(Failure.Kind.NOT_FOUND, "looking", "vhost", "404", "There is no such virtual host.", "");
        Plan plan = Plan.of("p", "the plan", List.of(step("there"), step("make", "there"), new FakeStep("change", world) {
            @Override
            public Probe probe(Task task) {
                return Probe.change("colour is red");
            }
        }, new FakeStep("blocked", world) {
            @Override
            public Probe probe(Task task) throws FailureException {
                throw new FailureException(denied);
            }
        }, step("behind", "blocked"), new FakeStep("below", world, "make") {
            @Override
            public Probe probe(Task task) throws FailureException {
                throw new FailureException(away);
            }
        }, new FakeStep("broken", world) {
            @Override
            public Probe probe(Task task) {
                throw new IllegalStateException("a defect");
            }
        }));
        PlanReport report = new Runner(3).preview(plan, Task.unwatched());
        assertEquals(List.of("there EXISTS", "make MAKE", "change CHANGE", "blocked BLOCKED", "behind SKIP", "below MAKE", "broken BLOCKED"),
                report.rows().stream().map(r -> r.step() + " " + r.verdict()).toList());
        assertEquals(Set.of("there"), world);
        String text = report.text();
        for (String part : List.of("2 to make, 1 to change, 1 there already, 2 blocked, 1 to skip", "$ make make", "The password is wrong.",
                "colour is red", "Needs: Make blocked.", "a defect")) {
            assertTrue(text.contains(part), text);
        }
        assertTrue(report.json().contains("\"verdict\": \"skip\""), report.json());
        assertTrue(report.json().contains("\"expectedSeconds\": 1.0"), report.json());
    }
}
