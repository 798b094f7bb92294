package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.deploy.conductor.BrokerLock;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.environment.Environment;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.DeploymentPage;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deployment in the window while a program on another machine is at the same one. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class LockedDeploymentTest {

    @Test
    void whoElseIsAtItIsSaidInPlaceAndNoRunIsKept(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        EnvironmentPage page = EnvironmentPage.create(workbench, "locked").save();
        Environment environment = page.document().environment();
        try (LabSession other = services.quietSession(lab);
                DeploymentLock.Held held = new BrokerLock(other, "command line").take(environment, "deploying", why -> { }, Task.unwatched())) {
            page.command(Topology.DEPLOY);
            ShellDriver dialog = workbench.shell("Deploy ");
            Wait.until("it can be deployed", () -> dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled());
            dialog.buttonWithId(Topology.DEPLOY + ".yes").click();
            dialog.waitUntilClosed();
            DeploymentPage view = new DeploymentPage(workbench);
            String said = view.text(AuditLog.user() + " has been deploying it since 20");
            assertTrue(said.contains("(command line, process " + ProcessHandle.current().pid() + ")"), said);
            assertEquals(List.of(), RunHistory.of(services.home(), lab, Documents.TYPES).runs(environment.id()));
            assertEquals(0, view.tab(Messages.runs).table("runs").rowCount());
        }
        page.deploy();
        Wait.until("its run is listed", () -> new DeploymentPage(workbench).tab(Messages.runs).table("runs").rowCount() == 1);
        page.deleteDeployment();
    }
}
