package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.campanile.core.lab.Lab;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.demolab.servicemanager.DemoAlarms;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllerViewsPage;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The views below the board, on the demo lab: alarms that explain a state, what would happen if, what happened, and the other controllers. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ControllerViewsTest {

    private static final Duration READING = Duration.ofSeconds(45);

    private static String other(String host) {
        return host.equals("controller-0") ? "controller-1" : "controller-0";
    }

    @Test
    void alarmsStandBesideWhatTheyExplain(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        String standby = other(board.active());
        // In this order, or the alarms might be complete before their texts are.
        demo.controllers().assignment(standby, "vim-services", "condition", "data-syncing");
        demo.controllers().assignment(standby, "vim-services", "status", "degraded");
        demo.controllers().assignment(standby, "oam-services", "status", "failed");
        try {
            board.choose(standby.equals("controller-0") ? 0 : 1, 1);
            ControllerViewsPage.Alarms alarms = new ControllerViewsPage(workbench).alarms();
            alarms.refresh();
            Wait.until("the alarms are listed", READING, () -> alarms.table().rowCount() == 3);
            assertEquals("3 alarms are active.", alarms.note());
            assertEquals(List.of("critical", Messages.yes, "400.001", standby, "oam-services"), row(alarms.table(), 0).subList(0, 5), "the one about the chosen cell is first");
            assertEquals("Service group oam-services failure.", row(alarms.table(), 0).get(5));
            assertTrue(alarms.table().column(5).contains("Service group vim-services degraded; data-syncing."), () -> alarms.table().column(5).toString());
            assertTrue(alarms.table().column(7).stream().allMatch(r -> r.matches("[0-9-]{10} [0-9:]{8}")), () -> alarms.table().column(7).toString());
            assertTrue(alarms.table().column(2).contains("400.002"), "a group without a standby has lost its redundancy");
            workbench.captureScreenshot(UiTest.output().resolve("controllers-alarms.png"));
        } finally {
            demo.controllers().assignment(standby, "oam-services", "status", "");
            demo.controllers().assignment(standby, "vim-services", "status", "");
            demo.controllers().assignment(standby, "vim-services", "condition", "");
        }
    }

    @Test
    void aFaultManagementThatFailsIsSaidInPlace(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        demo.faults().add(Fault.status(DemoAlarms.SERVICE, "GET", "/v1/.*", 503, "away", -1));
        try {
            board.choose(0, 1);
            ControllerViewsPage.Alarms alarms = new ControllerViewsPage(workbench).alarms();
            alarms.refresh();
            Wait.until("the failure is told", READING, () -> alarms.view().has(org.eclipse.swt.widgets.Label.class, l -> l.getText().contains("reading the alarms")
                    || l.getText().contains("Reading the alarms")));
        } finally {
            demo.faults().clear();
        }
    }

    private static List<String> row(TableDriver table, int row) {
        return table.read(t -> java.util.stream.IntStream.range(0, t.getColumnCount()).mapToObj(c -> t.getItem(row).getText(c)).toList());
    }

    @Test
    void whatWouldHappenIsAnsweredForEachNodeAndAction(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        String standby = other(active);
        board.choose(0, 0);
        ControllerViewsPage.WhatIf whatIf = new ControllerViewsPage(workbench).whatIf();
        Wait.until("there are eleven questions", READING, () -> whatIf.questions().rowCount() == 11);
        String fails = whatIf.questions().column(0).stream().filter(q -> q.contains(active) && q.contains("fails")).findFirst().orElseThrow();
        whatIf.choose(fails);
        Wait.until("the fates are shown", () -> whatIf.fates().rowCount() == 7);
        assertEquals(5, whatIf.fates().column(1).stream().filter(f -> f.contains("moves")).count(), () -> whatIf.fates().column(1).toString());
        demo.controllers().assignment(standby, "vim-services", "status", "failed");
        try {
            String swact = whatIf.questions().column(0).stream().filter(q -> q.startsWith("Swact " + active) || q.equals("swact of " + active)).findFirst()
                    .orElseGet(() -> whatIf.questions().column(0).get(active.equals("controller-0") ? 1 : 6));
            whatIf.choose(swact);
            Wait.until("the finding is there", READING, () -> whatIf.findings().rowCount() == 1);
            assertEquals("vim-services on " + standby + " is not ready to take service, service is failed", whatIf.findings().cell(0, 0));
            assertEquals(Messages.serverNotAsked, whatIf.server());
            whatIf.ask().click();
            Wait.until("the server agrees", READING, () -> whatIf.server().contains("refuses: vim-services on " + standby));
        } finally {
            demo.controllers().assignment(standby, "vim-services", "status", "");
        }
        String link = whatIf.questions().column(0).getLast();
        whatIf.choose(link);
        Wait.until("the link's loss is answered", () -> whatIf.fates().column(1).stream().anyMatch(f -> f.contains("alone")));
        assertFalse(whatIf.ask().isEnabled(), "nobody can be asked about a lost link");
    }

    @Test
    void whatHappenedIsOneSwactAndAnyMomentComesBack(WorkbenchDriver workbench, Services services, Lab lab) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        ControllersPage.Dialog dialog = board.openSwact();
        dialog.swact().click();
        dialog.shell().waitUntilClosed();
        board.waitForSwact("Swact of " + active + " done in ");
        board.waitFor("Active: " + other(active) + ".");
        board.choose(0, 0);
        ControllerViewsPage.History history = new ControllerViewsPage(workbench).history();
        String title = "Swact " + active + " → " + other(active);
        Wait.until("the swact is one event", READING, () -> history.events().column(1).stream().anyMatch(e -> e.startsWith(title)));
        int at = history.events().column(1).indexOf(history.events().column(1).stream().filter(e -> e.startsWith(title)).findFirst().orElseThrow());
        assertTrue(history.events().cell(at, 2).matches("[0-9.]+ s"), "it says how long it took: " + history.events().cell(at, 2));
        workbench.captureScreenshot(UiTest.output().resolve("controllers-history.png"));
        history.events().select(at);
        history.tab(2);
        Wait.until("the moment is shown", () -> history.moment().contains(": "));
        assertFalse(history.moment().endsWith("Active: " + other(active) + ". Standby ready."), history::moment);
        history.press(SWT.END);
        Wait.until("the end of the timeline is now", () -> history.moment().contains("Active: " + other(active) + "."));
        history.tab(1);
        assertEquals(7, history.availability().rowCount());
        assertTrue(history.availability().column(1).stream().allMatch(a -> a.endsWith(" %")), () -> history.availability().column(1).toString());
    }

    @Test
    void theOtherControllersAreNodesWithServices(WorkbenchDriver workbench) {
        new ControllersPage(workbench).active();
        ControllerViewsPage views = new ControllerViewsPage(workbench);
        TableDriver table = views.others();
        Wait.until("all four kinds are read", READING, () -> new TreeSet<>(table.column(0)).equals(Set.of("compute service", "network agent", "Heat engine",
                "RabbitMQ node")));
        assertTrue(table.column(2).contains("nova-compute"), () -> table.column(2).toString());
        assertTrue(table.column(2).contains("neutron-dhcp-agent"), () -> table.column(2).toString());
        assertTrue(table.column(2).contains("heat-engine"), () -> table.column(2).toString());
        assertTrue(views.othersNote().matches("(All [0-9]+ work|[0-9]+ of [0-9]+ want looking at)\\. Read .*"), views::othersNote);
        workbench.captureScreenshot(UiTest.output().resolve("controllers-others.png"));
    }
}
