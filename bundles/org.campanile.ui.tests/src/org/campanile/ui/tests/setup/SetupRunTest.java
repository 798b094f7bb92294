package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.campanile.core.lab.Lab;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.Services;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.setup.wizard.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run that does not go smoothly: what a failed step says, trying again, leaving out, pausing, stopping, going on later. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class SetupRunTest {

    private static final String PASSWORD = "s3cret-of-run";

    @TempDir
    Path folder;

    @BeforeEach
    void forgetThePassword(Services services, Lab lab) throws FailureException {
        services.secrets().forget(new SecretKey(lab.name(), "new user/muranouser", "muranouser"));
    }

    @AfterEach
    void noMoreFaults(DemoLab demo) {
        demo.faults().clear();
    }

    private SetupWizardPage planned(WorkbenchDriver workbench, LabSetupPage page) throws Exception {
        Path image = Files.write(folder.resolve("run-windows.raw"), new byte[1 << 20]);
        SetupWizardPage wizard = page.setUp();
        wizard.next();
        Wait.until("murano-api was tried", () -> wizard.label("murano-url.remark").contains("Answers with status"));
        // The proof by a whole environment is tested elsewhere.
        ButtonDriver proof = wizard.shell().buttonWithId(SetupIds.WIZARD + "part.proof");
        if (proof.isChecked()) {
            proof.click();
        }
        wizard.next().type("image-file", image.toString()).type("broker-password", PASSWORD).type("broker-password.again", PASSWORD);
        wizard.next();
        assertEquals("9 to make.", wizard.plan());
        return wizard;
    }

    private static boolean has(SetupWizardPage wizard, String step, String state) {
        return wizard.steps("run.tree").contains(step + ": " + state);
    }

    private static void waitsForTheUser(SetupWizardPage wizard) {
        Wait.until("the run waits for the user", Duration.ofSeconds(30), () -> wizard.label("run.now").startsWith("Waiting for you"));
    }

    private static void undo(WorkbenchDriver workbench, LabSetupPage page) {
        ShellDriver undo = page.undo();
        undo.buttonWithId(SetupIds.UNDO + "undo").click();
        undo.waitUntilClosed();
        Wait.until("the undo is told", () -> page.head("note").contains("taken back."));
        page.waitForChecks();
    }

    @Test
    void aFailedStepSaysWhatCameBackAndIsTriedAgainOrLeftOut(WorkbenchDriver workbench, DemoLab demo) throws Exception {
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = planned(workbench, page);
        demo.faults().add(Fault.status("rabbitmq", "PUT", "/api/users/.*", 503, "{\"error\":\"nodedown\"}", 1));
        demo.faults().add(Fault.status("glance", "PATCH", "/v2/images/.*", 403, "<html><body>403 Forbidden</body></html>", 1));
        wizard.next();
        waitsForTheUser(wizard);
        assertEquals(List.of("Create user muranouser"), wizard.shell().treeWithId(SetupIds.WIZARD + "run.tree").selection(), "the first that failed");
        Wait.until("its output is shown", () -> wizard.text("run.output").contains("nodedown"));
        String said = wizard.text("run.output");
        assertTrue(said.contains("Failed. While creating user muranouser ("), said);
        assertTrue(said.contains("Came back: HTTP 503"), said);
        assertTrue(said.contains("Next: "), said);
        assertTrue(has(wizard, "Grant permissions on muranovhost", "Waiting"));
        assertTrue(has(wizard, "Mark image run-windows for Murano", "Failed"));
        assertEquals("6 of 9 steps, 2 failed", wizard.label("run.count"));
        assertTrue(wizard.button("run.follow").isChecked(), "what the program selects is no choice of the user's");

        wizard.button("run.retry").click();
        Wait.until("the second try is marked", () -> wizard.text("run.output").contains("---- Create user muranouser: attempt 2 ----"));
        Wait.until("what waited for it is done too", () -> has(wizard, "Create user muranouser", "Done") && has(wizard, "Grant permissions on muranovhost", "Done"));
        waitsForTheUser(wizard);
        wizard.shell().treeWithId(SetupIds.WIZARD + "run.tree").expandNode("Image import", "Mark image run-windows").select();
        Wait.until("it can be left out", () -> wizard.button("run.leaveOut").isEnabled());
        assertFalse(wizard.button("run.follow").isChecked(), "who selects a step wants to see that one");
        wizard.button("run.leaveOut").click();
        ShellDriver why = workbench.shell(Messages.leaveStepOut);
        assertFalse(why.buttonWithId(SetupIds.WIZARD + "run.why.leaveOut").isEnabled(), "not without a reason");
        why.textWithId(SetupIds.WIZARD + "run.why").setText("The dashboard does it");
        why.buttonWithId(SetupIds.WIZARD + "run.why.leaveOut").click();
        String report = wizard.report();
        assertTrue(report.startsWith("Demo lab is set up: 8 steps done and proven, 1 left out."), report);
        assertTrue(report.contains("Left out: The dashboard does it"), report);
        wizard.close();
        undo(workbench, page);
    }

    @Test
    void aStoppedRunIsOfferedAndGoesOn(WorkbenchDriver workbench, DemoLab demo, Services services) throws Exception {
        LabSetupPage page = LabSetupPage.open(workbench);
        SetupWizardPage wizard = planned(workbench, page);
        demo.faults().add(Fault.slow("glance", "POST", "/v2/images", Duration.ofSeconds(30), 1));
        wizard.next();
        Wait.until("the others are done", () -> has(wizard, "Grant permissions on muranovhost", "Done") && has(wizard, "Register the public endpoint", "Done"));
        wizard.button("run.pause").click();
        Wait.until("it says that it is paused, and at what", () -> wizard.label("run.now").startsWith("Paused; still at: Upload image run-windows"));
        assertEquals(Messages.goOn, wizard.button("run.pause").getText());
        wizard.button("run.pause").click();
        Wait.until("it goes on", () -> wizard.button("run.pause").getText().equals(Messages.pause));
        wizard.button("cancel").click();
        workbench.shell(Messages.setUpIsRunning).button(Messages.stopIt).click();
        String stopped = wizard.report();
        assertTrue(stopped.contains("was stopped: 7 steps done, 2 not done."), stopped);
        wizard.close();
        page.waitForChecks();
        Wait.until("the banner says what is left", () -> page.view().hasId(SetupIds.PAGE + ".interrupted")
                && page.head("interrupted").endsWith("was interrupted: 7 steps are done."));

        page.button("resume").click();
        SetupWizardPage rest = SetupWizardPage.at(workbench);
        assertEquals("2 to make, 7 there already. An earlier run stopped before its end; this one goes on from there.", rest.plan());
        rest.next();
        String report = rest.report();
        assertTrue(report.startsWith("Demo lab is set up: 9 steps done and proven."), report);
        rest.close();
        page.waitForChecks();
        assertFalse(page.view().hasId(SetupIds.PAGE + ".interrupted"), "nothing is left");
        aRunThatDiedAtItsVeryEndIsEndedAndNotOffered(page, services.home().runs());
        undo(workbench, page);
    }

    private static void aRunThatDiedAtItsVeryEndIsEndedAndNotOffered(LabSetupPage page, Path runs) throws Exception {
        Path journal;
        try (Stream<Path> all = Files.list(runs)) {
            journal = all.filter(f -> f.toString().endsWith(".journal")).max(Comparator.naturalOrder()).orElseThrow();
        }
        List<String> lines = Files.readAllLines(journal);
        assertTrue(lines.getLast().contains("\"ended\""), lines.getLast());
        Files.write(journal, lines.subList(0, lines.size() - 1));
        page.setUp().button("cancel").click();
        Wait.until("it says that the run was ended", () -> page.view().hasId(SetupIds.PAGE + ".note") && page.head("note").endsWith("has nothing left to do and was ended."));
        assertFalse(page.view().hasId(SetupIds.PAGE + ".interrupted"), "it is not offered");
        assertTrue(Files.readAllLines(journal).getLast().contains("nothing was left to do"));
    }
}
