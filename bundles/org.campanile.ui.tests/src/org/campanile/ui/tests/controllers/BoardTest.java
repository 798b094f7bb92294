package org.campanile.ui.tests.controllers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.demolab.servicemanager.DemoServiceManager;
import org.campanile.ui.Services;
import org.campanile.ui.controllers.ControllersView;
import org.campanile.ui.controllers.board.Mark;
import org.campanile.ui.controllers.board.Matrix;
import org.campanile.ui.controllers.board.MatrixCanvas;
import org.campanile.ui.controllers.board.Messages;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.ControllerDetailsPage;
import org.campanile.ui.tests.pages.ControllersPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The board shows the demo lab's two controllers, what changes on them, and what goes wrong. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class BoardTest {

    private static final Duration READING = Duration.ofSeconds(20);

    @Test
    void bothControllersWithTheirStatesAndServiceGroups(WorkbenchDriver workbench) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        board.waitFor(Messages.standbyReady);
        Matrix matrix = board.matrix();
        assertEquals(List.of("controller-0", "controller-1"), matrix.columns().stream().map(Matrix.Column::name).toList());
        for (Matrix.Column column : matrix.columns()) {
            assertEquals(column.name().equals(active) ? Messages.active : Messages.standby, column.role());
            assertEquals(List.of("unlocked", "enabled", "available", Messages.ready), column.states());
        }
        int column = matrix.columns().get(0).active() ? 0 : 1;
        Matrix.Row oam = row(matrix, "oam-services");
        assertEquals("active", oam.cells().get(column).orElseThrow().text());
        assertEquals("standby", oam.cells().get(1 - column).orElseThrow().text());
        assertTrue(board.age().startsWith("Read "), board::age);
    }

    @Test
    void aNarrowBoardKeepsRolesAndStatesInMoreLines(WorkbenchDriver workbench, Services services) {
        Matrix matrix = new ControllersPage(workbench).matrix();
        int more = workbench.read(() -> {
            Shell shell = new Shell();
            MatrixCanvas canvas = new MatrixCanvas(shell, services, null);
            canvas.show(matrix, false);
            int lines = canvas.computeSize(480, SWT.DEFAULT).y - canvas.computeSize(1000, SWT.DEFAULT).y;
            GC gc = new GC(canvas);
            int line = gc.getFontMetrics().getHeight();
            gc.dispose();
            shell.dispose();
            return lines / line;
        });
        assertEquals(2, more, "one line for the roles and one for the states");
    }

    private static Matrix.Row row(Matrix matrix, String group) {
        return matrix.rows().stream().filter(r -> r.group().equals(group)).findFirst().orElseThrow();
    }

    @Test
    void aFailedGroupIsSeenWhereItFailed(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        String standby = board.active().equals("controller-0") ? "controller-1" : "controller-0";
        // In this order, or the board might read the one without the other.
        demo.controllers().assignment(standby, "cloud-services", "condition", "recovery-failure");
        demo.controllers().assignment(standby, "cloud-services", "status", "failed");
        try {
            int column = standby.equals("controller-0") ? 0 : 1;
            Wait.until("the cell is failed", READING, () -> row(board.matrix(), "cloud-services").cells().get(column).orElseThrow().mark() == Mark.FAILED);
            assertEquals("failed, recovery-failure", row(board.matrix(), "cloud-services").cells().get(column).orElseThrow().note());
            workbench.captureScreenshot(UiTest.output().resolve("controllers-failed-group.png"));
            board.waitFor("Standby not ready: cloud-services on " + standby + " is failed.");
        } finally {
            demo.controllers().assignment(standby, "cloud-services", "status", "");
            demo.controllers().assignment(standby, "cloud-services", "condition", "");
        }
        board.waitFor(Messages.standbyReady);
    }

    @Test
    void aSystemThatDoesNotAnswerKeepsItsLastStateAndCanBeTriedAgain(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        demo.faults().add(Fault.cut(DemoServiceManager.SERVICE, "*", ".*", -1));
        try {
            Wait.until("the age says that it does not answer", READING, () -> board.age().contains("it does not answer now"));
            assertEquals(2, board.matrix().columns().size());
            workbench.captureScreenshot(UiTest.output().resolve("controllers-not-answering.png"));
            board.view().label("While ");
            assertTrue(!board.swact().isEnabled(), "a swact is offered on a system that does not answer");
        } finally {
            demo.faults().clear();
        }
        board.tryAgain();
        Wait.until("it is read again", READING, () -> board.age().startsWith("Read "));
    }

    @Test
    void aRefusalSaysWhyAndIsTriedAgainWhenAsked(WorkbenchDriver workbench, DemoLab demo) {
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        demo.faults().add(Fault.status(DemoServiceManager.SERVICE, "GET", "/v1/.*", 403, "Forbidden", -1));
        try {
            Wait.until("the refusal is told", READING, () -> board.age().contains("it cannot be read now"));
            board.view().label("While ");
        } finally {
            demo.faults().clear();
        }
        board.tryAgain();
        Wait.until("it is read again", READING, () -> board.age().startsWith("Read "));
    }

    @Test
    void theKeyboardChoosesAndTheDetailsFollow(WorkbenchDriver workbench) {
        ControllersPage board = new ControllersPage(workbench);
        String active = board.active();
        ControllerDetailsPage details = new ControllerDetailsPage(workbench);
        board.view().show();
        board.canvas().setFocus();
        board.canvas().read(c -> {
            press(c, SWT.HOME);
            press(c, SWT.ARROW_DOWN);
            return null;
        });
        String group = board.matrix().rows().getFirst().group();
        details.waitFor(group + " on controller-0");
        assertTrue(details.facts().rowCount() >= 8, "only " + details.facts().rowCount() + " facts");
        details.tab(1);
        Wait.until("the services are listed", () -> details.services().rowCount() > 3);
        Wait.until("the exchanges are listed", () -> details.exchanges().rowCount() > 3);
        assertEquals(active, board.active());
    }

    private static void press(org.eclipse.swt.widgets.Control control, int key) {
        org.eclipse.swt.widgets.Event event = new org.eclipse.swt.widgets.Event();
        event.keyCode = key;
        control.notifyListeners(SWT.KeyDown, event);
    }

    @Test
    void theFilterKeepsTheRowsAskedFor(WorkbenchDriver workbench) {
        ControllersPage board = new ControllersPage(workbench);
        board.active();
        int all = board.matrix().rows().size();
        board.filter().setText("vim");
        Wait.until("one row is left", () -> board.matrix().rows().stream().map(Matrix.Row::group).toList().equals(List.of("vim-services")));
        board.filter().setText("");
        Wait.until("all rows are back", () -> board.matrix().rows().size() == all);
    }

    @Test
    void eachSystemHasItsCardAndADeadOneLeavesTheOthersAlone(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        SystemProfile live = lab.systems().getFirst();
        List<SystemProfile> systems = List.of(new SystemProfile("North", live.urls(), live.region(), false),
                new SystemProfile("South", List.of("http://127.0.0.1:9"), "", false), new SystemProfile("West & East", live.urls(), live.region(), true));
        Lab three = new Lab("Three systems", lab.colour(), lab.guard(), lab.cloud(), Optional.empty(), systems, List.of(), "", Map.of());
        services.secrets().store(three.cloudKey(), EmbeddedDemoLab.secrets(lab).get(lab.cloudKey()));
        services.labs().save(three);
        try {
            workbench.run(() -> services.activeLab().set(three));
            ControllersPage board = new ControllersPage(workbench);
            Wait.until("the living ones are read", READING, () -> board.sentences().stream().filter(s -> s.startsWith("Active: ")).count() == 2);
            Wait.until("the dead one says so", READING, () -> board.sentences().get(1).equals(Messages.notReachable));
            board.view().label(NLS.bind(org.campanile.ui.controllers.Messages.systemsAndOneToLookAt, 3));
            workbench.captureScreenshot(UiTest.output().resolve("controllers-three.png"));
            board.filter().setText("south");
            board.view().label(NLS.bind(org.campanile.ui.controllers.Messages.someOfSystems, 1, 3));
            assertEquals(List.of(Messages.notReachable), board.sentences());
            board.filter().setText("n & o");
            board.view().label(NLS.bind(org.campanile.ui.controllers.Messages.nothingMatches, "n && o"));
            board.filter().setText("");
            board.view().label(NLS.bind(org.campanile.ui.controllers.Messages.systemsAndOneToLookAt, 3));
        } finally {
            services.labs().delete(three.name());
        }
    }

    @Test
    void aLabWithoutControllersSaysSo(WorkbenchDriver workbench, Services services) throws FailureException {
        Lab bare = Lab.named("Bare lab");
        services.labs().save(bare);
        try {
            workbench.run(() -> services.activeLab().set(bare));
            ControllersPage board = new ControllersPage(workbench);
            board.view().label("Bare lab has no controllers");
            board.view().button(org.campanile.ui.controllers.Messages.editLab);
        } finally {
            services.labs().delete(bare.name());
        }
    }

    @Test
    void nobodyIsAskedForThePasswordOfControllersWhileWorkingOnSomethingElse(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        Lab other = services.labs().save(Lab.named("Lab elsewhere").withCloud(lab.cloud().orElseThrow()).withSystems(lab.systems()));
        try {
            new ControllersPage(workbench).view();
            workbench.perspectiveById("org.campanile.ui.setup.perspective");
            workbench.run(() -> services.activeLab().set(other));
            Wait.until("the other lab is active", () -> DemoLabFixture.active(workbench).equals(Optional.of(other)));
            workbench.waitForJobs(ControllersView.class, Duration.ofSeconds(15));
            assertEquals(workbench.mainShell().getText(), workbench.activeShell().getText(), "no question in front");
            workbench.perspectiveById("org.campanile.ui.controllers.perspective");
            ShellDriver question = workbench.shell(NLS.bind(org.campanile.ui.ask.Messages.passwordForLab, other.name()));
            question.textWithId("org.campanile.ui.password").setText("admin-secret");
            question.buttonWithId("org.campanile.ui.password.yes").click();
            Wait.until("the system is shown", () -> new ControllersPage(workbench).sentence().startsWith("Active: "));
        } finally {
            services.labs().delete(other.name());
            services.secrets().forgetLab(other.id());
        }
    }
}
