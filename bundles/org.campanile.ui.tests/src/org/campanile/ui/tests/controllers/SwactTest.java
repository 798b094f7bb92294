package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;

import org.campanile.core.check.Severity;
import org.campanile.core.history.AuditEntry;
import org.campanile.core.history.AuditLog;
import org.campanile.core.history.Event;
import org.campanile.core.history.EventQuery;
import org.campanile.core.history.History;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.swact.Messages;
import org.campanile.ui.controllers.swact.SwactFlow;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A swact on the demo lab, from the button to the end; and where it is refused. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class SwactTest {

    private static final String COMMAND = "org.campanile.ui.controllers.swact";
    private static final Duration JOB = Duration.ofSeconds(30);

    private static String other(String host) {
        return host.equals("controller-0") ? "controller-1" : "controller-0";
    }

    @Test
    void aSwactIsAskedOnceFollowedAndPutOnRecord(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        ControllersPage.Dialog dialog = board.openSwact();
        assertEquals(Messages.allowed, dialog.server());
        assertEquals(Messages.nothingAgainst, dialog.rules());
        dialog.shell().label(active + " hands over to " + other(active));
        assertEquals("Swact " + active, dialog.swact().getText());
        dialog.swact().click();
        dialog.shell().waitUntilClosed();
        board.waitForSwact("groups moved");
        assertFalse(workbench.isCommandEnabled(COMMAND), "a second swact is offered while one is under way");
        workbench.captureScreenshot(UiTest.output().resolve("swact-moving.png"));
        board.waitForSwact("Swact of " + active + " done in ");
        board.waitFor("Active: " + other(active) + ".");
        workbench.waitForJobs(SwactFlow.FAMILY, JOB);
        List<AuditEntry> entries = AuditLog.of(services.home().audit()).newest(2);
        assertEquals(lab.name(), entries.getFirst().lab());
        assertEquals("Swact " + active + " of system demo-controllers.", entries.getFirst().what());
        assertEquals("done", entries.getFirst().result());
        assertEquals("system host-swact " + active, entries.getLast().commands().getFirst());
        assertTrue(entries.getLast().commands().getLast().contains("$TOKEN"), "the raw exchange is kept without its secret");
        try (History history = History.open(services.home().history())) {
            Event event = history.query(EventQuery.newest(20)).stream().filter(e -> e.kind() == Event.Kind.ACTION).findFirst().orElseThrow();
            assertEquals("demo-controllers/" + active, event.subject());
            assertEquals("done", event.state());
            assertTrue(event.text().contains(other(active)), event::text);
        }
    }

    @Test
    void whatSpeaksAgainstItIsSaidAndItIsNotOffered(WorkbenchDriver workbench, Services services, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        String standby = other(board.active());
        demo.controllers().assignment(standby, "oam-services", "status", "failed");
        demo.controllers().assignment(standby, "vim-services", "status", "degraded");
        try {
            ControllersPage.Dialog dialog = board.openSwact();
            assertTrue(dialog.server().startsWith("Refuses: oam-services on " + standby + " is not ready to take service"), dialog::server);
            assertEquals("2 findings speak against it.", dialog.rules());
            dialog.shell().label("vim-services on " + standby);
            assertFalse(dialog.swact().isEnabled());
            workbench.captureScreenshot(UiTest.output().resolve("swact-refused.png"));
            dialog.cancel();
            Wait.until("the pre-check can be asked for", () -> board.preCheck().isEnabled());
            board.preCheck().click();
            Wait.until("the findings are published", JOB, () -> services.checks().runs().stream().anyMatch(r -> blockers(r) >= 3));
        } finally {
            demo.controllers().assignment(standby, "oam-services", "status", "");
            demo.controllers().assignment(standby, "vim-services", "status", "");
        }
        board.waitFor(org.campanile.ui.controllers.board.Messages.standbyReady);
    }

    private static long blockers(PublishedChecks run) {
        return !run.source().equals("controllers/demo-controllers") ? 0
                : run.report().findings().stream().filter(f -> f.severity() == Severity.BLOCKER).count();
    }

    @Test
    void aReadOnlyLabRefusesWithTheReason(WorkbenchDriver workbench, Lab lab) throws FailureException {
        DemoLabFixture.guard(workbench, lab, Guard.READ_ONLY);
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        ControllersPage.Dialog dialog = board.openSwact();
        assertTrue(dialog.reason().startsWith("Lab " + lab.name() + " is read-only"), dialog::reason);
        assertFalse(dialog.swact().isEnabled());
        dialog.cancel();
    }

    @Test
    void aCriticalLabWantsItsNameTyped(WorkbenchDriver workbench, Lab lab) throws FailureException {
        DemoLabFixture.guard(workbench, lab, Guard.CRITICAL);
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        ControllersPage.Dialog dialog = board.openSwact();
        assertFalse(dialog.swact().isEnabled());
        dialog.name().setText(lab.name().toLowerCase(java.util.Locale.ROOT));
        assertFalse(dialog.swact().isEnabled());
        dialog.name().setText(lab.name());
        Wait.until("it is offered", () -> dialog.swact().isEnabled());
        dialog.cancel();
    }
}
