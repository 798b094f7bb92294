package org.campanile.core.deploy.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.campanile.core.deploy.AgentState;
import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.DeploymentSnapshot.Phase;
import org.campanile.core.deploy.Planner;
import org.campanile.core.deploy.PlannedStep;
import org.campanile.core.deploy.StepProgress;
import org.campanile.core.deploy.UnitStatus;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentTemplates;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are kept, compared and gone back to. */
class RunHistoryTest {

    private static final Instant BEGAN = Instant.parse("2026-11-22T05:00:00Z");

    @TempDir
    Path folder;

    private final ServiceTypes types = ServiceTypes.shipped();
    private RunHistory history;
    private Environment document;

    @BeforeEach
    void document() {
        history = new RunHistory(folder, types);
        document = new EnvironmentTemplates(types).find("domain-and-web").orElseThrow().fill().apply(Environment.create("office"));
        for (Service s : document.services()) {
            document = document.setField(s.id(), Service.IMAGE, "ws-2012").setField(s.id(), Service.FLAVOR, "m1.medium");
        }
    }

    private DeploymentSnapshot snapshot(Environment of, Phase phase, int seconds, String failing) {
        List<StepProgress> steps = new Planner(types).plan(of, DeployedState.NOTHING, Planner.Extent.FULL).steps().stream().filter(s -> s.kind() == PlannedStep.Kind.AGENT)
                .map(s -> {
                    StepProgress sent = StepProgress.waiting(s).sent(BEGAN);
                    return s.template().equals(failing) ? sent.failed("Access is denied", "trace", BEGAN.plusSeconds(seconds))
                            : sent.done(List.of(), BEGAN.plusSeconds(seconds));
                }).toList();
        List<UnitStatus> units = List.of(new UnitStatus("s", "u", "dc1", "CREATE_COMPLETE", "", "", "ACTIVE", "", AgentState.ANSWERING, ""));
        return new DeploymentSnapshot(of.id(), of.name(), "e", "", phase, "", "", units, List.of(), List.of(), steps, 0, "", BEGAN, BEGAN);
    }

    private RunRecord good(Environment of, int minute, int seconds) throws FailureException {
        return history.keep(of, RunHistory.CONDUCTOR, BEGAN.plus(Duration.ofMinutes(minute)), new DeploymentResult.Succeeded(snapshot(of, Phase.DEPLOYED, seconds, "")));
    }

    private RunRecord bad(Environment of, int minute) throws FailureException {
        String failing = snapshot(of, Phase.FAILED, 1, "").steps().getFirst().step().template();
        return history.keep(of, RunHistory.CONDUCTOR, BEGAN.plus(Duration.ofMinutes(minute)), new DeploymentResult.Failed(
                new Failure(Failure.Kind.REMOTE, "setting up dc1", "dc1", "Access is denied", "The step failed.", "Look."), snapshot(of, Phase.FAILED, 9, failing)));
    }

    @Test
    void whatIsKeptIsReadAgainTheNewestFirst() throws FailureException, IOException {
        RunRecord first = good(document, 0, 3);
        RunRecord second = bad(document, 5);
        Files.writeString(folder.resolve(document.id()).resolve("history").resolve("damaged.json"), "{");
        assertEquals(List.of(second, first), history.runs(document.id()));
        assertEquals(document, history.document(first));
        assertTrue(second.message().contains("Access is denied"), second.message());
        assertEquals(List.of(), history.runs("nobody"));
        assertThrows(FailureException.class, () -> history.find(document.id(), "x"));
    }

    @Test
    void onlyTheNewestAreKept() throws FailureException {
        for (int i = 0; i < RunHistory.KEPT + 3; i++) {
            good(document, i, 1);
        }
        List<RunRecord> runs = history.runs(document.id());
        assertEquals(RunHistory.KEPT, runs.size());
        assertEquals(BEGAN.plus(Duration.ofMinutes(3)), runs.getLast().began());
    }

    @Test
    void twoRunsAreComparedStepByStep() throws FailureException {
        RunRecord one = good(document, 0, 3);
        RunRecord other = bad(document.removeService(document.services().getLast().id()), 5);
        RunComparison compared = RunComparison.of(other, one);
        assertEquals(one, compared.before());
        assertFalse(compared.sameDocument());
        RunComparison.Row failed = compared.rows().stream().filter(r -> r.difference().contains("done -> failed")).findFirst().orElseThrow();
        assertEquals(6, failed.longer(), 0.01);
        assertTrue(failed.difference().contains("Access is denied"), failed.difference());
        assertTrue(compared.rows().stream().anyMatch(r -> r.difference().equals("only in the earlier run")));
        assertTrue(compared.text().contains("+6.0 s") && compared.text().contains("changed between the runs"), compared.text());
    }

    @Test
    void theLastGoodRunIsOneWithAnotherDocumentUnlessTheNewestFailed() throws FailureException {
        RunRecord first = good(document, 0, 1);
        Environment changed = document.setField(document.services().getFirst().id(), Service.FLAVOR, "m1.large");
        RunRecord second = good(changed, 1, 1);
        good(changed, 2, 1);
        assertEquals(first, RunHistory.lastGood(history.runs(document.id())).orElseThrow());
        bad(changed.setField(changed.services().getFirst().id(), Service.FLAVOR, "m1.tiny"), 3);
        assertEquals(changed, history.document(RunHistory.lastGood(history.runs(document.id())).orElseThrow()));
        assertEquals(second.document(), history.find(document.id(), "last-good").document());
    }

    @Test
    void theWayBackSaysWhatCannotBeUndone() {
        Service web = document.services().getLast();
        Environment later = document.setField(web.id(), Service.IMAGE, "ws-2022");
        Environment empty = document.removeService(web.id());
        WayBack replaced = WayBack.of(types, DeployedState.ofDocument(later, types), later, document);
        assertTrue(replaced.lost().stream().anyMatch(l -> l.contains("made anew")), replaced.text());
        WayBack again = WayBack.of(types, DeployedState.ofDocument(empty, types), empty, document);
        assertTrue(again.lost().stream().anyMatch(l -> l.contains("comes back empty")), again.text());
        WayBack fewer = WayBack.of(types, DeployedState.ofDocument(document, types), document, empty);
        assertTrue(fewer.lost().stream().anyMatch(l -> l.contains("is deleted with all that is in it")), fewer.text());
        WayBack resized = WayBack.of(types, DeployedState.ofDocument(document.setField(web.id(), Service.FLAVOR, "m1.large"), types),
                document.setField(web.id(), Service.FLAVOR, "m1.large"), document);
        assertEquals(List.of(), resized.lost().stream().filter(l -> l.contains("deleted") || l.contains("empty")).toList(), resized.text());
        assertEquals(document, resized.to());
    }
}
