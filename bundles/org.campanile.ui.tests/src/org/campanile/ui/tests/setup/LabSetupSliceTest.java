package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.setup.wizard.Messages;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Button;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole job in the window: check, set up by the wizard, nothing to do the second time, undo, gone. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class LabSetupSliceTest {

    private static final int SIZE = 4 << 20;
    private static final String PASSWORD = "s3cret-of-murano";

    @TempDir
    Path folder;

    /** An earlier test has kept the password, which the wizard would fill in. */
    @BeforeEach
    void forgetThePassword(Services services, Lab lab) throws FailureException {
        services.secrets().forget(new SecretKey(lab.name(), "new user/muranouser", "muranouser"));
    }

    private Path image() throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(5).nextBytes(bytes);
        return Files.write(folder.resolve("ui-windows.raw"), bytes);
    }

    private static List<String> made(Services services, Lab lab) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            List<String> found = new ArrayList<>();
            session.management(task).vhosts(task).stream().filter(v -> v.name().equals("muranovhost")).forEach(v -> found.add("virtual host"));
            session.management(task).users(task).stream().filter(u -> u.name().equals("muranouser")).forEach(u -> found.add("user"));
            session.cloud(task).identity().services(task).stream().filter(s -> s.type().equals("application-catalog")).forEach(s -> found.add("service"));
            session.cloud(task).images().named("ui-windows", task).forEach(i -> found.add("image " + i.size()));
            return found;
        }
    }

    @Test
    void checksSetsUpHasNothingMoreToDoAndUndoes(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        LabSetupPage page = LabSetupPage.open(workbench);
        page.checkAll();
        assertEquals("Good", page.part("requirements", "state"));
        assertEquals("Attention", page.part("rabbitmq", "state"));
        assertEquals("Attention", page.part("keystone", "state"));
        assertTrue(page.head("cloud").contains("as admin, project admin"), page.head("cloud"));

        SetupWizardPage wizard = page.setUp();
        boolean chosen = wizard.shell().withId(SetupIds.WIZARD + "choice.deploys.murano").read(b -> ((Button) b).getSelection());
        assertTrue(chosen);
        wizard.next();
        Wait.until("murano-api was tried", () -> wizard.label("murano-url.remark").contains("Answers with status"));
        wizard.next();
        wizard.type("broker-password", "no/good");
        wizard.type("broker-password.again", "no/good").waitForMessage("The password contains '/'");
        assertFalse(wizard.canGoOn());
        wizard.type("broker-password", PASSWORD).waitForMessage("the two passwords differ");
        wizard.type("broker-password.again", "").waitForMessage("type the password a second time");
        wizard.type("broker-password.again", PASSWORD);
        wizard.type("image-file", image().toString());
        Wait.until("the name follows the file", () -> wizard.text("image-name").equals("ui-windows"));
        wizard.next();
        assertEquals("10 to make.", wizard.plan());
        assertEquals("Set up 10 steps", wizard.button("next").getText());
        assertFalse(wizard.text("plan.details").contains(PASSWORD));
        assertEquals(List.of(), made(services, lab), "nothing is touched before the run");
        wizard.next();
        String report = wizard.report();
        assertTrue(report.startsWith("Demo lab is set up: "), report);
        assertFalse(report.contains(PASSWORD));
        assertEquals(List.of("virtual host", "user", "service", "image " + SIZE), made(services, lab));
        wizard.close();
        page.waitForChecks();
        assertEquals("Good", page.part("rabbitmq", "state"));
        assertEquals("Good", page.part("keystone", "state"));
        assertEquals("Good", page.part("image", "state"));
        assertTrue(AuditLog.of(services.home().audit()).newest(50).stream().anyMatch(e -> e.what().contains("muranovhost")));

        SetupWizardPage second = page.setUp();
        second.next().next();
        Wait.until("the kept password is filled in", second::canGoOn);
        second.next();
        assertEquals("Nothing to do: all 10 steps are done.", second.plan());
        assertFalse(second.canGoOn());
        second.close();

        ShellDriver undo = page.undo();
        assertTrue(undo.tableWithId(SetupIds.UNDO + "list").column(0).contains("Deletes virtual host muranovhost with all queues and messages in it."));
        undo.buttonWithId(SetupIds.UNDO + "undo").click();
        undo.waitUntilClosed();
        Wait.until("the undo is told", () -> page.head("note").contains("taken back."));
        page.waitForChecks();
        assertEquals(List.of(), made(services, lab));
        assertEquals("Attention", page.part("rabbitmq", "state"));
    }

    @Test
    void oneWayThroughTheWizardByKeyboardAlone(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        LabSetupPage.open(workbench);
        Path file = image();
        workbench.command(SetupIds.SET_UP_COMMAND);
        SetupWizardPage wizard = SetupWizardPage.at(workbench);
        wizard.enter();
        Wait.until("the page of parts and addresses", () -> wizard.shows("murano-url"));
        wizard.enter();
        Wait.until("the details", () -> wizard.shows("broker-password") && wizard.shows("image-file"));
        wizard.tabAndType("image-file", file.toString());
        for (String field : List.of("broker-password", "broker-password.again")) {
            wizard.tabAndType(field, PASSWORD);
        }
        wizard.enter();
        wizard.plan();
        Wait.until("the run can begin", wizard::canGoOn);
        wizard.enter();
        assertTrue(wizard.report().startsWith("Demo lab is set up: "), wizard.report());
        wizard.enter();
        wizard.shell().waitUntilClosed();
        assertEquals(List.of("virtual host", "user", "service", "image " + SIZE), made(services, lab));
        ShellDriver undo = LabSetupPage.open(workbench).undo();
        undo.buttonWithId(SetupIds.UNDO + "undo").click();
        Wait.until("it is gone", Duration.ofSeconds(60), () -> {
            try {
                return made(services, lab).isEmpty();
            } catch (FailureException notNow) {
                return false;
            }
        });
        LabSetupPage.open(workbench).waitForChecks();
    }

    @Test
    void aReadOnlyLabOffersNoChange(WorkbenchDriver workbench, Lab lab) throws FailureException {
        DemoLabFixture.guard(workbench, lab, Guard.READ_ONLY);
        LabSetupPage page = LabSetupPage.open(workbench);
        Wait.until("the guard is said", () -> page.head("guard").startsWith("Read-only"));
        assertFalse(page.button("setUp").isEnabled());
        assertFalse(page.button("undo").isEnabled());
        assertTrue(page.button("checkAll").isEnabled());
        assertFalse(workbench.isCommandEnabled(SetupIds.SET_UP_COMMAND));
    }

    /** The recipe calls it a text; that the kind of step takes a folder is enough. */
    @Test
    void aFolderOfThisMachineIsChosenByAButton(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        Lab with = lab.withHosts(List.of(new HostProfile("box", "127.0.0.1", 1, "me", null)));
        services.labs().replace(lab.name(), with);
        Wait.until("the window knows the host", () -> DemoLabFixture.active(workbench).equals(Optional.of(with)));
        SetupWizardPage wizard = LabSetupPage.open(workbench).setUp();
        wizard.next();
        Wait.until("the fields are made", () -> wizard.shows("share-host"));
        wizard.shell().comboBoxWithId(SetupIds.WIZARD + "share-host").setSelection("box");
        wizard.next();
        Wait.until("the folder is asked for", () -> wizard.shows("share-files"));
        assertEquals(Messages.browse, wizard.button("share-files.choose").getText());
        assertTrue(wizard.shows("image-file.choose"), "as the file of an image is");
        wizard.cancel();
    }

    @Test
    void aPartIsCheckedAlone(WorkbenchDriver workbench) {
        LabSetupPage page = LabSetupPage.open(workbench);
        page.check("requirements");
        assertEquals("Good", page.part("requirements", "state"));
        assertTrue(page.part("requirements", "age").matches("now|\\d+ s ago"), page.part("requirements", "age"));
    }
}
