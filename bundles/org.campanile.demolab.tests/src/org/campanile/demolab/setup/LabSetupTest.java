package org.campanile.demolab.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.campanile.core.ask.Questions;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.Event;
import org.campanile.core.history.EventQuery;
import org.campanile.core.history.History;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.http.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up against the demo lab: plan, run, second run, undo, what was there before, failures and the guard. */
class LabSetupTest {

    @TempDir
    Path folder;

    private final Task task = Task.unwatched();
    private SetupBench bench;
    private LabSession session;
    private Map<String, List<String>> before;

    @BeforeEach
    void startLab() throws Exception {
        bench = new SetupBench(folder);
        session = bench.session();
        before = bench.everything(session);
    }

    @AfterEach
    void stopLab() {
        session.close();
        bench.close();
    }

    private RunResult run(RecipeRequest request) throws FailureException {
        return bench.setup(session, request).run(task, RunListener.nobody(), RunControl.ending()).result();
    }

    private RunResult undo() throws FailureException {
        return bench.undo(session).undo(task, RunListener.nobody());
    }

    @Test
    void plansRunsFindsNothingToDoAndUndoesOnlyItsOwn() throws FailureException {
        PlanReport plan = bench.setup(session, bench.request()).preview(task);
        assertEquals(10, plan.count(PlanReport.Verdict.MAKE), plan.text());
        assertEquals(before, bench.everything(session), "a plan changes nothing");

        RunResult result = run(bench.request());
        assertTrue(result.ok(), () -> result.failures().toString());
        Map<String, List<String>> now = bench.everything(session);
        assertEquals(before.get("vhosts").size() + 1, now.get("vhosts").size());
        assertEquals(before.get("services").size() + 1, now.get("services").size());
        assertEquals(before.get("endpoints").size() + 3, now.get("endpoints").size());
        assertTrue(now.get("images").contains(SetupBench.IMAGE + " active {\"type\":\"windows.2022\",\"title\":\"Windows Server 2022\"}"), now.toString());

        PlanReport second = bench.setup(session, bench.request()).preview(task);
        assertTrue(second.nothingToDo(), second.text());
        assertTrue(run(bench.request()).ok());
        assertEquals(now, bench.everything(session), "a second run changes nothing");

        List<String> told = bench.undo(session).preview().orElseThrow().sentences();
        assertTrue(told.contains("Deletes virtual host muranovhost with all queues and messages in it."), told.toString());
        assertTrue(undo().ok());
        assertEquals(before, bench.everything(session));
        assertTrue(bench.undo(session).preview().isEmpty());
        assertEquals(Failure.Kind.NOT_FOUND, assertThrows(FailureException.class, this::undo).failure().kind());
    }

    @Test
    void whatWasThereBeforeIsCorrectedAndGivenBack() throws FailureException {
        session.management(task).createVhost(SetupBench.VHOST, task);
        session.management(task).putUser(SetupBench.USER, Secret.of("old"), List.of("monitoring"), task);
        var service = session.cloud(task).identity().createService("application-catalog", "older", "", task);
        session.cloud(task).identity().createEndpoint(service.id(), "RegionOne", "public", "http://192.0.2.1:8082", task);
        session.cloud(task).identity().updateService(new org.campanile.core.openstack.Identity.Service(service.id(), service.type(), service.name(), "",
                false), task);
        Map<String, List<String>> was = bench.everything(session);
        PlanReport plan = bench.setup(session, bench.request()).preview(task);
        Map<String, PlanReport.Verdict> verdicts = new java.util.HashMap<>();
        plan.rows().forEach(r -> verdicts.put(r.step(), r.verdict()));
        assertEquals(PlanReport.Verdict.EXISTS, verdicts.get("broker.vhost"));
        assertEquals(PlanReport.Verdict.CHANGE, verdicts.get("broker.user"));
        assertEquals(PlanReport.Verdict.CHANGE, verdicts.get("keystone.service"));
        assertEquals(PlanReport.Verdict.CHANGE, verdicts.get("keystone.endpoint.public"));
        RunResult result = run(bench.request());
        assertTrue(result.ok(), () -> result.failures().toString());
        assertTrue(undo().ok());
        Map<String, List<String>> now = bench.everything(session);
        assertEquals(was.get("services"), now.get("services"));
        assertEquals(was.get("endpoints"), now.get("endpoints"));
        assertEquals(was.get("vhosts"), now.get("vhosts"));
        assertEquals(was.get("permissions"), now.get("permissions"));
    }

    @Test
    void aWrongPasswordOfAnExistingUserIsSeenInThePlan() throws FailureException {
        session.management(task).putUser(SetupBench.USER, Secret.of("other"), List.of("administrator"), task);
        PlanReport plan = bench.setup(session, bench.request()).preview(task);
        PlanReport.Row user = plan.rows().stream().filter(r -> r.step().equals("broker.user")).findFirst().orElseThrow();
        assertEquals(PlanReport.Verdict.CHANGE, user.verdict());
        assertTrue(user.detail().contains("password"), user.detail());
        assertTrue(run(bench.request()).ok());
    }

    @Test
    void anInterruptedRunIsOnlyGoneOnWithForTheSameRequest() throws FailureException {
        bench.demo().faults().add(Fault.status("glance", "PUT", ".*/file", 500, "no", 1));
        RunResult half = run(bench.request());
        assertFalse(half.ok());
        assertTrue(bench.setup(session, bench.request()).interrupted().isPresent());
        RecipeRequest other = bench.request().with("broker-vhost", "other");
        assertTrue(bench.setup(session, other).interrupted().isEmpty());
        RunResult second = run(other);
        assertTrue(second.ok(), () -> second.failures().toString());
        assertTrue(bench.everything(session).get("vhosts").containsAll(List.of("other", SetupBench.VHOST)));
        assertTrue(undo().ok(), "the second run");
        assertTrue(undo().ok(), "the first run");
        assertEquals(before, bench.everything(session));
    }

    @Test
    void aRunWhoseWorkWasTakenAwayBeginsAnew() throws FailureException {
        bench.demo().faults().add(Fault.status("glance", "PUT", ".*/file", 500, "no", 1));
        assertFalse(run(bench.request()).ok());
        session.management(task).deleteVhost(SetupBench.VHOST, task);
        RunResult again = run(bench.request());
        assertTrue(again.ok(), () -> again.failures().toString());
        assertTrue(undo().ok());
        assertTrue(undo().ok());
        assertEquals(before, bench.everything(session));
    }

    @Test
    void anUploadThatIsCutStartsOverByItself() throws FailureException {
        bench.demo().faults().add(Fault.cut("glance", "PUT", ".*/file", 1));
        RunResult whole = run(bench.request());
        assertTrue(whole.ok(), () -> whole.failures().toString());
        assertTrue(undo().ok());
        assertEquals(before, bench.everything(session));
    }

    @Test
    void aRefusedUploadLeavesNoHalfImageAndTheNextRunGoesOn() throws FailureException {
        bench.demo().faults().add(Fault.status("glance", "PUT", ".*/file", 500, "no", 1));
        RunResult half = run(bench.request());
        assertEquals(StepState.FAILED, half.of("image.upload").orElseThrow().state());
        assertEquals(StepState.SKIPPED, half.of("image.mark").orElseThrow().state());
        assertEquals(StepState.DONE, half.of("broker.permissions").orElseThrow().state());
        assertEquals(before.get("images"), bench.everything(session).get("images"));
        RunResult whole = run(bench.request());
        assertTrue(whole.ok(), () -> whole.failures().toString());
        assertTrue(undo().ok());
        assertEquals(before, bench.everything(session));
    }

    @Test
    void guardRefusesOrAsksForTheName() throws FailureException {
        try (LabSession readOnly = bench.session(Guard.READ_ONLY, Questions.nobody())) {
            RecipeSetup setup = bench.setup(readOnly, bench.request());
            assertEquals(10, setup.preview(task).count(PlanReport.Verdict.MAKE), "a plan may be looked at");
            assertEquals(Failure.Kind.GUARDED, assertThrows(FailureException.class, () -> setup.run(task, RunListener.nobody(), RunControl.ending())).failure().kind());
        }
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Questions questions = new Questions() {
            @Override
            public Trust trust(String what, String where, String fingerprint, String why) {
                return Trust.NO;
            }

            @Override
            public boolean confirm(String question, String typedName) {
                asked.add(typedName + ": " + question);
                return false;
            }
        };
        try (LabSession critical = bench.session(Guard.CRITICAL, questions)) {
            RecipeSetup setup = bench.setup(critical, bench.request());
            assertEquals(Failure.Kind.GUARDED, assertThrows(FailureException.class, () -> setup.run(task, RunListener.nobody(), RunControl.ending())).failure().kind());
        }
        assertEquals(1, asked.size());
        assertTrue(asked.getFirst().startsWith("Bench: Sets up Bench: Create virtual host"), asked.getFirst());
        assertEquals(before, bench.everything(session));
    }

    @Test
    void aMissingImageIsToldBeforeAnythingIsTouched() throws Exception {
        Files.delete(bench.image());
        Failure failure = assertThrows(FailureException.class, () -> run(bench.request())).failure();
        assertEquals(Failure.Kind.NOT_FOUND, failure.kind());
        assertTrue(failure.subject().endsWith("windows.raw"));
        assertEquals(before, bench.everything(session));
    }

    @Test
    void everyChangeIsInTheAuditLogAndTheRunInTheHistory() throws FailureException {
        AuditLog audit = AuditLog.of(folder.resolve("audit.log"));
        RecordedRun record = new RecordedRun(RunListener.nobody(), Lab.named("Bench"), audit, Clock.systemUTC());
        Instant began = Instant.now();
        RunResult result = bench.setup(session, bench.request()).run(task, record, RunControl.ending()).result();
        record.ended(folder.resolve("history"), "setup", began, result);
        assertEquals(10, audit.newest(100).size());
        audit.newest(100).forEach(e -> {
            assertEquals("done", e.result());
            assertFalse(e.toString().contains("s3cret"), "no password in the log");
        });
        try (History history = History.open(folder.resolve("history"))) {
            List<Event> events = history.query(EventQuery.newest(20));
            assertEquals("done", events.getFirst().state());
            assertTrue(events.getFirst().text().contains("10 done"), events.getFirst().text());
        }
    }

    @Test
    void noPasswordIsInAnyFileOfARun() throws Exception {
        run(bench.request());
        try (var files = Files.walk(folder.resolve("runs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains("s3cret"), file.toString());
            }
        }
    }
}
