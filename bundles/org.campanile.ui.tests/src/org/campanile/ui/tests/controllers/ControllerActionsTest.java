package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.board.Messages;
import org.campanile.ui.controllers.swact.SwactFlow;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Lock, unlock and forced swact from their dialogs, the inventory's way and the straight one; and a user who may only look. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ControllerActionsTest {

    private static final String LOCK = "org.campanile.ui.controllers.lock";
    private static final String UNLOCK = "org.campanile.ui.controllers.unlock";
    private static final String FORCE = "org.campanile.ui.controllers.swactForce";
    private static final Duration READING = Duration.ofSeconds(30);

    private static String other(String host) {
        return host.equals("controller-0") ? "controller-1" : "controller-0";
    }

    @Test
    void aLockGoesThroughTheInventoryAndAnUnlockStraight(WorkbenchDriver workbench, Services services) throws FailureException {
        ControllersPage board = new ControllersPage(workbench);
        String standby = other(board.active());
        board.choose(standby.equals("controller-0") ? 0 : 1, 0);
        ControllersPage.Dialog lock = board.open(LOCK, "Lock " + standby);
        assertEquals("Through the inventory API, as admins do", lock.way(0).getText());
        assertEquals("Straight to Service Manager", lock.way(1).getText());
        lock.shell().label("maintenance takes the host out of service");
        lock.shell().label("inventory and maintenance are not told");
        workbench.captureScreenshot(UiTest.output().resolve("lock-two-ways.png"));
        lock.swact().click();
        lock.shell().waitUntilClosed();
        board.waitForSwact("Lock of " + standby + " done in ");
        board.waitFor("Standby not ready: " + standby + " is locked.");
        workbench.waitForJobs(SwactFlow.FAMILY, READING);
        assertTrue(AuditLog.of(services.home().audit()).newest(2).getLast().commands().getLast().contains("/v1/ihosts/"), "the exchange is the inventory's");
        ControllersPage.Dialog unlock = board.open(UNLOCK, "Unlock " + standby);
        unlock.way(1).click();
        unlock.swact().click();
        unlock.shell().waitUntilClosed();
        board.waitForSwact("Unlock of " + standby + " done in ");
        board.waitFor(Messages.standbyReady);
        workbench.waitForJobs(SwactFlow.FAMILY, READING);
        assertTrue(AuditLog.of(services.home().audit()).newest(2).getLast().commands().getLast().contains("/v1/servicenode/"), "the exchange is Service Manager's");
    }

    @Test
    void whatTheInventoryRefusesIsSaidInItsWords(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        demo.inventory().refuse("controller-1: an application is being applied.");
        try {
            ControllersPage.Dialog dialog = board.openSwact();
            dialog.swact().click();
            dialog.shell().waitUntilClosed();
            board.waitForSwact("Swact of " + active + " refused; nothing was changed. controller-1: an application is being applied.");
        } finally {
            demo.inventory().refuse("");
        }
        assertEquals(active, board.active());
    }

    @Test
    void aForcedSwactWantsTheLabsNameTyped(WorkbenchDriver workbench, Lab lab) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        ControllersPage.Dialog dialog = board.open(FORCE, "Force swact of " + active);
        assertFalse(dialog.swact().isEnabled());
        dialog.name().setText(lab.name());
        Wait.until("it is offered", () -> dialog.swact().isEnabled());
        dialog.cancel();
        assertEquals(active, board.active());
    }

    @Test
    void whoMayNotActLooksThroughTheInventoryAndIsToldWhy(WorkbenchDriver workbench, Services services, Lab demo) throws FailureException {
        try (SystemsLab reader = SystemsLab.as(workbench, services, demo, "demo")) {
            ControllersPage board = new ControllersPage(workbench);
            Wait.until("the system is seen", READING, () -> board.sentence().equals("Active: controller-0. Standby ready.") || board.sentence()
                    .equals("Active: controller-1. Standby ready."));
            Wait.until("the reason is given", () -> board.problems().contains("User demo has the roles member, reader in project demo, and Service Manager "
                    + "answers only the admin role."));
            assertEquals(7, board.matrix().rows().size());
            assertFalse(board.swact().isEnabled());
            assertFalse(board.preCheck().isEnabled());
            assertFalse(workbench.isCommandEnabled("org.campanile.ui.controllers.swact"));
        }
    }
}
