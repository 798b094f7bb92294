package org.campanile.ui.tests.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.LabSetupPage;
import org.campanile.ui.tests.pages.SetupWizardPage;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.MouseDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The wizard to its end on real services (releng/real-lab), by mouse only and by keyboard only, and its undo. Fails when the real lab is away. */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabSetupTest {

    private static final String NAME = "window-setup";
    private static final String PASSWORD = "s3cret-of-window";
    private static final int SIZE = 1 << 20;

    @TempDir
    Path folder;
    private Lab lab;
    private Path image;

    private static String value(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isEmpty()).orElse(otherwise);
    }

    @BeforeEach
    void theRealLabIsActive(WorkbenchDriver workbench, Services services) throws Exception {
        image = Files.write(folder.resolve(NAME + ".raw"), new byte[SIZE]);
        lab = services.labs().save(Lab.named("Real lab in the window").withCloud(CloudProfile.password("real", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"),
                value("OS_USERNAME", "admin"), value("OS_PROJECT_NAME", "admin")))
                .withBroker(new BrokerProfile("127.0.0.1", 5672, false, null, true, "guest", "/", "http://127.0.0.1:15672")));
        services.secrets().store(lab.cloudKey(), Secret.of(value("OS_PASSWORD", "admin-secret")));
        services.secrets().store(lab.brokerKey(), Secret.of("guest"));
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(lab.name())));
    }

    @AfterEach
    void nothingLeft(Services services) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            for (String what : made(services)) {
                switch (what) {
                    case "virtual host" -> session.management(task).deleteVhost(NAME, task);
                    case "user" -> session.management(task).deleteUser(NAME, task);
                    default -> { // an image, below
                    }
                }
            }
            for (var left : session.cloud(task).images().named(NAME, task)) {
                session.cloud(task).images().delete(left.id(), task);
            }
        }
        services.labs().delete(lab.name());
        services.secrets().forgetLab(lab.id());
    }

    /** What the real services have of it. */
    private List<String> made(Services services) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            List<String> found = new ArrayList<>();
            session.management(task).vhosts(task).stream().filter(v -> v.name().equals(NAME)).forEach(v -> found.add("virtual host"));
            session.management(task).users(task).stream().filter(u -> u.name().equals(NAME)).forEach(u -> found.add("user"));
            session.cloud(task).images().named(NAME, task).forEach(i -> found.add("image " + i.size()));
            return found;
        }
    }

    private void gone(Services services) {
        Wait.until("all of it is gone", Duration.ofSeconds(60), () -> {
            try {
                return made(services).isEmpty();
            } catch (FailureException notNow) {
                return false;
            }
        });
    }

    @Test
    void byMouseOnly(WorkbenchDriver workbench, Services services) throws Exception {
        MouseDriver mouse = new MouseDriver();
        LabSetupPage page = LabSetupPage.open(workbench);
        mouse.click(page.button("setUp"));
        SetupWizardPage wizard = SetupWizardPage.at(workbench);
        mouse.clickMark(wizard.button("choice.deploys.murano"));
        mouse.click(wizard.button("next"));
        Wait.until("murano-api was tried", () -> wizard.label("murano-url.remark").contains("Answers with status"));
        ButtonDriver proof = wizard.shell().buttonWithId(SetupIds.WIZARD + "part.proof");
        if (proof.isChecked()) {
            mouse.clickMark(proof);
        }
        mouse.click(wizard.button("next"));
        wizard.pressAndType(mouse, "broker-vhost", NAME).pressAndType(mouse, "broker-user", NAME).pressAndType(mouse, "broker-password", PASSWORD)
                .pressAndType(mouse, "broker-password.again", PASSWORD).pressAndType(mouse, "image-file", image.toString());
        Wait.until("all is given", wizard::canGoOn);
        mouse.click(wizard.button("next"));
        wizard.plan();
        mouse.click(wizard.button("next"));
        String report = wizard.report();
        assertTrue(report.startsWith(lab.name() + " is set up: "), report);
        mouse.click(wizard.button("finish"));
        wizard.shell().waitUntilClosed();
        assertEquals(List.of("virtual host", "user", "image " + SIZE), made(services));
        page.waitForChecks();

        mouse.click(page.button("undo"));
        ShellDriver undo = workbench.shell("Undo the last set-up");
        mouse.click(undo.buttonWithId(SetupIds.UNDO + "undo"));
        undo.waitUntilClosed();
        gone(services);
        page.waitForChecks();
    }

    @Test
    void byKeyboardOnly(WorkbenchDriver workbench, Services services) throws Exception {
        LabSetupPage page = LabSetupPage.open(workbench);
        workbench.command(SetupIds.SET_UP_COMMAND);
        SetupWizardPage wizard = SetupWizardPage.at(workbench);
        wizard.enter();
        Wait.until("the page of parts and addresses", () -> wizard.shows("murano-url"));
        wizard.enter();
        Wait.until("the details", () -> wizard.shows("broker-password") && wizard.shows("image-file"));
        wizard.tabAndType("broker-vhost", NAME).tabAndType("broker-user", NAME).tabAndType("broker-password", PASSWORD).tabAndType("broker-password.again", PASSWORD)
                .tabAndType("image-file", image.toString());
        wizard.enter();
        wizard.plan();
        Wait.until("the run can begin", wizard::canGoOn);
        wizard.enter();
        String report = wizard.report();
        assertTrue(report.startsWith(lab.name() + " is set up: "), report);
        wizard.enter();
        wizard.shell().waitUntilClosed();
        assertEquals(List.of("virtual host", "user", "image " + SIZE), made(services));

        ShellDriver undo = page.undo();
        undo.buttonWithId(SetupIds.UNDO + "undo").click();
        gone(services);
        page.waitForChecks();
    }
}
