package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;

import org.campanile.core.lab.Lab;
import org.campanile.demolab.servicemanager.DemoFleet;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.DetailsView;
import org.campanile.ui.controllers.board.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllerDetailsPage;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.ui.tests.pages.ManySystemsPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forty systems as a table, some of them dead, hung, slow or lying: seen as what they are, filtered, sorted, grouped, copied, by keys. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class ManySystemsTest {

    private static final int SYSTEMS = 40;
    private static final Duration READING = Duration.ofSeconds(30);

    private static ManySystemsPage read(WorkbenchDriver workbench, int unread) {
        ManySystemsPage board = new ManySystemsPage(workbench);
        Wait.until("all systems are lines", READING, () -> board.systems().rowCount() == SYSTEMS);
        Wait.until("they are read", READING, () -> board.systems().column(1).stream().filter(Messages.stateNotKnown::equals).count() <= unread);
        return board;
    }

    @Test
    void theWorstAreOnTopAndSaidToBeWhatTheyAre(WorkbenchDriver workbench, Services services, Lab demo) throws Exception {
        try (DemoFleet fleet = new DemoFleet(0, SYSTEMS, 10, 100)) {
            fleet.mood(31, DemoFleet.Mood.DEAD);
            fleet.mood(32, DemoFleet.Mood.WRONG_TYPE);
            fleet.mood(33, DemoFleet.Mood.TRUNCATED);
            fleet.mood(34, DemoFleet.Mood.SLOW);
            fleet.mood(35, DemoFleet.Mood.HUNG);
            fleet.assignment(20, "controller-1", "vim-services", "status", "degraded");
            fleet.assignment(21, "controller-1", "vim-services", "state", "dreaming ✓");
            try (SystemsLab lab = SystemsLab.of(workbench, services, demo, "Troubled", fleet)) {
                ManySystemsPage board = read(workbench, 3);
                Wait.until("the dead one is failed", READING, () -> board.cell("system-031", Messages.state).equals(Messages.stateFailed));
                Wait.until("the lying ones are", READING, () -> board.cell("system-032", Messages.state).equals(Messages.stateFailed) && board.cell("system-033", Messages.state).equals(Messages.stateFailed));
                assertTrue(board.cell("system-031", Messages.howItIs).contains("cannot be reached"), board.cell("system-031", Messages.howItIs));
                assertTrue(board.cell("system-032", Messages.howItIs).contains("A web page came back") || board.cell("system-032", Messages.howItIs).contains("content type"),
                        board.cell("system-032", Messages.howItIs));
                assertTrue(board.cell("system-033", Messages.howItIs).contains("cut"), board.cell("system-033", Messages.howItIs));
                Wait.until("the slow one is good all the same", READING, () -> board.cell("system-034", Messages.state).equals(Messages.stateGood));
                assertEquals(Messages.stateAttention, board.cell("system-020", Messages.state));
                Wait.until("a word nobody knows is shown", READING, () -> board.cell("system-021", Messages.serviceGroups).contains("dreaming ✓"));
                assertEquals(Messages.stateGood, board.cell("system-000", Messages.state));
                List<String> states = board.systems().column(1);
                assertEquals(List.of(Messages.stateFailed, Messages.stateFailed, Messages.stateFailed), states.subList(0, 3));
                assertEquals(Messages.stateGood, states.getLast());
                Wait.until("the hung one is given up", Duration.ofSeconds(40), () -> board.cell("system-035", Messages.howItIs).contains("did not answer")
                        || board.cell("system-035", Messages.state).equals(Messages.stateFailed));
                workbench.captureScreenshot(UiTest.output().resolve("controllers-many.png"));
            }
        }
    }

    @Test
    void itIsFilteredSortedGroupedAndCopied(WorkbenchDriver workbench, Services services, Lab demo) throws Exception {
        try (DemoFleet fleet = new DemoFleet(0, SYSTEMS, 10, 100)) {
            fleet.assignment(7, "controller-1", "cloud-services", "status", "failed");
            try (SystemsLab lab = SystemsLab.of(workbench, services, demo, "Forty", fleet)) {
                ManySystemsPage board = read(workbench, 0);
                assertEquals("40", board.count());
                board.filter().setText("failed");
                Wait.until("one system is left", () -> board.count().equals("1 of 40") && board.systems().column(0).equals(List.of("system-007")));
                board.filter().setText("");
                board.systems().clickHeader(0);
                Wait.until("they are sorted by name", () -> board.systems().cell(0, 0).equals("system-000") && board.systems().cell(39, 0).equals("system-039"));
                board.systems().clickHeader(0);
                Wait.until("and the other way round", () -> board.systems().cell(0, 0).equals("system-039"));
                board.systems().select("system-007");
                board.view().show();
                workbench.command("org.eclipse.ui.edit.copy");
                Wait.until("the line is on the clipboard", () -> board.clipboard().startsWith("system-007\tfailed\tcontroller-0\tcloud-services "));
                groups(board);
                board.systems().clickHeader(1);
                Wait.until("the worst is on top again, as every test finds it", () -> board.systems().column(0).getFirst().equals("system-007"));
            }
        }
    }

    private static void groups(ManySystemsPage board) {
        board.show().setSelection(Messages.nodesByPersonality);
        Wait.until("there is a line for each node", () -> board.nodes().rowCount() == 2 * SYSTEMS);
        List<String> personalities = board.nodeColumn(Messages.group);
        assertEquals(List.copyOf(new TreeSet<>(List.of(Messages.active, Messages.standby))), personalities.stream().distinct().toList());
        assertEquals(personalities.stream().sorted().toList(), personalities, "the lines of a group stay together");
        board.show().setSelection(Messages.nodesByState);
        Wait.until("the worst group is first", () -> board.nodeColumn(Messages.group).getFirst().equals(Messages.stateFailed));
        assertEquals("system-007", board.nodeColumn(Messages.system).getFirst());
        assertEquals("controller-1", board.nodeColumn(Messages.node).getFirst());
        board.nodes().clickHeader(board.nodes().columns().indexOf(Messages.node));
        Wait.until("groups stay whole under another order", () -> board.nodeColumn(Messages.node).get(1).equals("controller-1"));
        assertEquals(Messages.stateFailed, board.nodeColumn(Messages.group).getFirst());
        board.show().setSelection(Messages.nodesBySystem);
        Wait.until("systems are groups", () -> board.nodeColumn(Messages.group).getFirst().equals("system-000"));
        board.show().setSelection(org.campanile.ui.controllers.Messages.systemsWorstFirst);
    }

    @Test
    void theKeyboardIsEnough(WorkbenchDriver workbench, Services services, Lab demo) throws Exception {
        try (DemoFleet fleet = new DemoFleet(0, SYSTEMS, 10, 100); SystemsLab lab = SystemsLab.of(workbench, services, demo, "By keys", fleet)) {
            ManySystemsPage board = read(workbench, 0);
            board.view().show();
            workbench.command("org.campanile.ui.filter");
            Wait.until("the filter has the focus", () -> board.filter().read(t -> t.isFocusControl()));
            board.filter().setText("system-012");
            Wait.until("one is left", () -> board.count().equals("1 of 40"));
            board.filter().read(t -> {
                org.eclipse.swt.widgets.Event down = new org.eclipse.swt.widgets.Event();
                down.keyCode = SWT.ARROW_DOWN;
                t.notifyListeners(SWT.KeyDown, down);
                return null;
            });
            Wait.until("the table has the focus", () -> board.systems().read(t -> t.isFocusControl()));
            board.systems().select(0);
            ControllersPage card = new ControllersPage(workbench);
            card.waitFor("Active: controller-0. Standby ready.");
            board.systems().doubleClick(0);
            Wait.until("Enter opens the details", () -> workbench.viewById(DetailsView.ID) != null);
            assertEquals("system-012", new ControllerDetailsPage(workbench).title());
        }
    }
}
