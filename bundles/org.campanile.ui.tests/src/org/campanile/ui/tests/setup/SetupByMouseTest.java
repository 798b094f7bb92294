package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.SecretKey;
import org.campanile.ui.Services;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.MouseDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TreeItemDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** From the lab's page through the wizard to the undo by a real pointer; keys are pressed only to type text. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class SetupByMouseTest {

    private static final String PASSWORD = "s3cret-of-mouse";

    private final MouseDriver mouse = new MouseDriver();

    @TempDir
    Path folder;

    @Test
    void theWholeWayByPressesOfTheMouse(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        services.secrets().forget(new SecretKey(lab.name(), "new user/muranouser", "muranouser"));
        Path image = Files.write(folder.resolve("mouse-windows.raw"), new byte[1 << 20]);
        LabSetupPage page = LabSetupPage.open(workbench);
        mouse.click(page.button("setUp"));
        SetupWizardPage wizard = SetupWizardPage.at(workbench);
        mouse.clickMark(wizard.button("choice.deploys.murano"));
        mouse.click(wizard.button("next"));
        Wait.until("murano-api was tried", () -> wizard.label("murano-url.remark").contains("Answers with status"));
        ButtonDriver proof = wizard.shell().buttonWithId(SetupIds.WIZARD + "part.proof");
        if (proof.isChecked()) {
            mouse.clickMark(proof);
            Wait.until("the proof by a whole environment is left out", () -> !proof.isChecked());
        }
        mouse.click(wizard.button("next"));
        wizard.pressAndType(mouse, "image-file", image.toString());
        wizard.pressAndType(mouse, "broker-password", PASSWORD);
        wizard.pressAndType(mouse, "broker-password.again", PASSWORD);
        Wait.until("all is given", wizard::canGoOn);
        mouse.click(wizard.button("next"));
        assertEquals("9 to make.", wizard.plan());
        TreeItemDriver part = wizard.shell().treeWithId(SetupIds.WIZARD + "plan.tree").getTreeItem("RabbitMQ");
        TreeItemDriver step = part.getNode(part.getNodes().getFirst());
        mouse.click(step);
        Wait.until("the step is described", () -> wizard.text("plan.details").startsWith(step.getText()));
        assertTrue(wizard.text("plan.details").contains("By hand"), wizard.text("plan.details"));
        StyleRange[] styles = wizard.shell().withId(SetupIds.WIZARD + "plan.details").read(t -> ((StyledText) t).getStyleRanges());
        assertTrue(styles.length > 1 && styles[0].fontStyle == SWT.BOLD && styles[styles.length - 1].font != null, "title and commands stand out: " + styles.length);
        assertFalse(wizard.text("plan.details").contains(PASSWORD));
        mouse.click(wizard.button("back"));
        Wait.until("the details are back", () -> wizard.shell().hasId(SetupIds.WIZARD + "broker-password"));
        mouse.click(wizard.button("next"));
        wizard.plan();
        mouse.click(wizard.button("next"));
        assertTrue(wizard.report().startsWith("Demo lab is set up: "), wizard.report());
        mouse.click(wizard.button("finish"));
        wizard.shell().waitUntilClosed();
        page.waitForChecks();
        assertEquals("Good", page.part("rabbitmq", "state"));

        mouse.click(page.button("undo"));
        ShellDriver undo = workbench.shell("Undo the last set-up");
        assertTrue(undo.tableWithId(SetupIds.UNDO + "list").rowCount() > 0);
        mouse.click(undo.buttonWithId(SetupIds.UNDO + "undo"));
        undo.waitUntilClosed();
        Wait.until("the undo is told", () -> page.head("note").contains("taken back."));
        page.waitForChecks();
        assertEquals("Attention", page.part("rabbitmq", "state"));
    }
}
