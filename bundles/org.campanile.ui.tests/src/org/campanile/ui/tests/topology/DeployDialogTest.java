package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.campanile.core.environment.Service;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The deploy dialog judges and shows in the background: it follows what is typed, blocks what is wrong, and leaves no work behind. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class DeployDialogTest {

    private static ShellDriver open(WorkbenchDriver workbench, EnvironmentPage page) {
        page.command(Topology.DEPLOY);
        return workbench.shell("Deploy ");
    }

    private static String preview(ShellDriver dialog) {
        return dialog.textWithId(Topology.DEPLOY + ".preview").getText();
    }

    private static boolean canDeploy(ShellDriver dialog) {
        return dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled();
    }

    @Test
    void whatIsMadeFollowsTheNetworkThatIsTyped(WorkbenchDriver workbench) {
        ShellDriver dialog = open(workbench, EnvironmentPage.create(workbench, "typed"));
        Wait.until("it can be deployed", () -> canDeploy(dialog));
        String network = "";
        for (char c : "backbone".toCharArray()) {
            network += c;
            String now = network;
            workbench.run(() -> dialog.comboBoxWithId(Topology.DEPLOY + ".network").widget().setText(now));
            assertTrue(canDeploy(dialog), "the network makes no difference to what is right");
            assertFalse(preview(dialog).isEmpty(), "what was shown last stays");
        }
        Wait.until("the template names it", () -> preview(dialog).contains("network: backbone\n"));
        dialog.close();
        workbench.waitForJobs(EnvironmentDocument.class, Duration.ofSeconds(10));
    }

    @Test
    void whatIsWrongIsToldAndNothingIsDeployed(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "wrong");
        workbench.run(() -> page.document().edit("Break", env -> env.setField(env.services().getLast().id(), Service.DOMAIN, "elsewhere.local")));
        page.settle();
        ShellDriver dialog = open(workbench, page);
        assertTrue(dialog.label("elsewhere.local").contains("would never join"));
        assertFalse(canDeploy(dialog));
        assertTrue(preview(dialog).contains(Messages.templateNeedsNoErrors));
        dialog.close();
        page.save();
    }
}
