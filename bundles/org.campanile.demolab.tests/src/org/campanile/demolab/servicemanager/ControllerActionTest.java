package org.campanile.demolab.servicemanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.campanile.core.ask.Questions;
import org.campanile.core.controllers.ActionGuard;
import org.campanile.core.controllers.ActionOutcome;
import org.campanile.core.controllers.ActionRecord;
import org.campanile.core.controllers.ActionRoute;
import org.campanile.core.controllers.ActionVerdict;
import org.campanile.core.controllers.ControllerAction;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.Pace;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemPoller;
import org.campanile.core.history.AuditEntry;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.History;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lock, unlock and forced swact on the demo system; what is asked, sent and kept. */
@Timeout(60)
class ControllerActionTest {

    private static final Pace PACE = new Pace(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    @TempDir
    Path folder;
    private Bench bench;
    private ServiceManager client;
    private SystemPoller poller;
    private final List<String> asked = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        bench = new Bench();
        client = bench.client(bench.demo.url());
        poller = new SystemPoller(client, PACE, InstantSource.system(), RandomGenerator.getDefault());
    }

    @AfterEach
    void stop() {
        poller.close();
        bench.close();
    }

    private final Questions yes = new Questions() {
        @Override
        public Trust trust(String what, String where, String fingerprint, String why) {
            return Trust.NO;
        }

        @Override
        public boolean confirm(String question, String typedName) {
            asked.add(question);
            names.add(String.valueOf(typedName));
            return true;
        }
    };

    private ControllerAction action(ActionGuard guard, ActionRecord record) {
        return new ControllerAction(client, poller, ActionRoute.direct(client), guard, yes, record);
    }

    private long patches(String action) {
        return client.exchanges().stream().filter(x -> x.method().equals("PATCH") && x.requestBody().contains('"' + action + '"')).count();
    }

    @Test
    void lockAndUnlockAreFollowedToTheirEnds() throws Exception {
        ActionOutcome.Done locked = assertInstanceOf(ActionOutcome.Done.class,
                action(ActionGuard.open(), null).run(NodeAction.LOCK, "controller-1", Task.unwatched()));
        assertEquals("controller-1 is locked; no service group runs on it.", locked.text());
        assertTrue(asked.get(0).contains("inventory and maintenance are not told"), asked.get(0));
        assertInstanceOf(ActionOutcome.Failed.class, action(ActionGuard.open(), null).run(NodeAction.LOCK, "controller-1", Task.unwatched()));
        assertInstanceOf(ActionOutcome.Done.class, action(ActionGuard.open(), null).run(NodeAction.UNLOCK, "controller-1", Task.unwatched()));
        assertEquals(1, patches("lock"));
        assertEquals(1, patches("unlock"));
    }

    @Test
    void aFreshVerdictIsNotAskedForTwice() throws Exception {
        ActionVerdict verdict = new PreChecks(client).fresh(NodeAction.SWACT, "controller-0", Task.unwatched());
        assertTrue(verdict.allowed());
        assertEquals(5, verdict.impact().moves().size());
        assertInstanceOf(ActionOutcome.Done.class, action(ActionGuard.open(), null).run(verdict, Task.unwatched()));
        assertEquals(1, patches("swact-pre-check"));
        assertEquals(1, patches("swact"));
        ActionVerdict old = new PreChecks(client).fresh(NodeAction.SWACT, "controller-1", Task.unwatched());
        ActionVerdict aged = new ActionVerdict(old.action(), old.host(), old.snapshot(), old.server(), old.local(), old.impact(),
                old.at().minusSeconds(60));
        bench.demo.assignment("controller-0", "vim-services", "status", "failed");
        assertInstanceOf(ActionOutcome.Refused.class, action(ActionGuard.open(), null).run(aged, Task.unwatched()));
        assertEquals(1, patches("swact"), "what was allowed a minute ago is not sent now");
    }

    @Test
    void aForcedSwactWantsTheNameAndGoesOnWhateverIsFound() throws Exception {
        bench.demo.assignment("controller-1", "vim-services", "status", "failed");
        Lab lab = Lab.named("tower");
        assertInstanceOf(ActionOutcome.Refused.class,
                action(ActionGuard.of(lab), null).run(NodeAction.SWACT, "controller-0", Task.unwatched()));
        assertTrue(asked.isEmpty());
        assertInstanceOf(ActionOutcome.Done.class,
                action(ActionGuard.of(lab), null).run(NodeAction.SWACT_FORCE, "controller-0", Task.unwatched()));
        assertEquals(List.of("tower"), names);
        assertTrue(asked.get(0).contains("It goes on although: vim-services on controller-1"), asked.get(0));
        assertEquals(Optional.of("tower"), ActionGuard.typed(lab.withGuard(Guard.CRITICAL), NodeAction.UNLOCK));
        assertEquals(Optional.empty(), ActionGuard.typed(lab, NodeAction.UNLOCK));
    }

    @Test
    void whatWasSentAndHowLongItTookIsKept() throws Exception {
        AuditLog audit = AuditLog.of(folder.resolve("audit.log"));
        try (History history = History.open(folder.resolve("history"))) {
            ActionRecord record = new ActionRecord(audit, history, Lab.named("tower"), "s");
            assertEquals(Optional.empty(), record.usual(NodeAction.LOCK));
            bench.demo.form(WireForm.TEXT_500);
            bench.demo.sm("{\"kind\":\"no-reply\"}");
            assertInstanceOf(ActionOutcome.Done.class, action(ActionGuard.open(), record).run(NodeAction.LOCK, "controller-1", Task.unwatched()),
                    "a 500 that was accepted is found out by reading back");
            assertTrue(record.usual(NodeAction.LOCK).isPresent());
            assertEquals(Optional.empty(), record.usual(NodeAction.UNLOCK));
        }
        List<AuditEntry> entries = audit.newest(5);
        assertEquals(2, entries.size());
        assertEquals("done", entries.get(0).result());
        assertTrue(entries.get(1).result().contains("500"), entries.get(1).result());
        assertEquals("system host-lock controller-1", entries.get(1).commands().get(0));
        assertTrue(entries.get(1).commands().get(1).contains("\"action\":\"lock\""));
        assertFalse(entries.toString().contains("token-1"), "the token is nowhere");
    }
}
