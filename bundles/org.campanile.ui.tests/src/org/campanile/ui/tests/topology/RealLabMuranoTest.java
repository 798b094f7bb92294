package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.MuranoPage;
import org.campanile.ui.topology.muranoview.Messages;
import org.campanile.ui.topology.muranoview.MuranoIds;
import org.campanile.ui.topology.muranoview.Verb;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real murano-api of the later generation in the window (releng/real-lab): packages with their forms, sessions, deployments, abandon. Fails when the real lab is away. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class RealLabMuranoTest {

    private static final String LAB = "Real lab with Murano";
    private static final String NAME = "window-murano";

    private Lab lab;

    private static String value(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isEmpty()).orElse(otherwise);
    }

    @BeforeEach
    void theRealLabIsActive(WorkbenchDriver workbench, Services services) throws FailureException {
        lab = services.labs().save(Lab.named(LAB).withCloud(CloudProfile.password("real", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3"), value("OS_USERNAME", "admin"),
                value("OS_PROJECT_NAME", "admin"))));
        services.secrets().store(lab.cloudKey(), Secret.of(value("OS_PASSWORD", "admin-secret")));
        clean(services);
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(LAB)));
    }

    @AfterEach
    void nothingLeft(Services services) throws FailureException {
        clean(services);
        services.labs().delete(LAB);
        services.secrets().forgetLab(lab.id());
    }

    private void clean(Services services) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            MuranoApi api = session.murano(task);
            for (MuranoEnvironment each : api.environments(task)) {
                if (each.name().equals(NAME)) {
                    api.abandon(each.id(), task);
                }
            }
        }
    }

    @Test
    void packagesAreShownWithTheirFormsAndBecomeTypes(WorkbenchDriver workbench, Services services) {
        MuranoPage page = new MuranoPage(workbench);
        page.waitForHead("Murano v1 of " + LAB);
        page.tab(Messages.packages);
        Wait.until("the packages are listed", () -> page.table(MuranoIds.PACKAGES).column(0).contains("lab.machine"));
        int row = page.table(MuranoIds.PACKAGES).column(0).indexOf("lab.machine");
        assertEquals(List.of("Application", "Yes"), List.of(page.table(MuranoIds.PACKAGES).cell(row, 2), page.table(MuranoIds.PACKAGES).cell(row, 5)));
        page.table(MuranoIds.PACKAGES).select(row);
        Wait.until("its form is shown", () -> page.table(MuranoIds.FORM).rowCount() > 1);
        page.run(Verb.USE_AS_TYPE);
        Path file = services.home().labs().resolve(ServiceTypes.FOLDER).resolve("lab.machine.yaml");
        Wait.until("the type is written", () -> page.view().textWithId(MuranoIds.NOTES).getText().startsWith("Written to "));
        assertTrue(Files.exists(file));
        EnvironmentPage editor = EnvironmentPage.create(workbench, "packaged");
        editor.add(workbench.read(() -> page.table(MuranoIds.PACKAGES).cell(row, 1)));
        editor.save();
    }

    @Test
    void aSessionIsDeployedAndTheEnvironmentAbandoned(WorkbenchDriver workbench, Services services) throws FailureException {
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            session.murano(task).create(NAME, task);
        }
        MuranoPage page = new MuranoPage(workbench);
        page.select(NAME, 0).run(Verb.OPEN_SESSION);
        Wait.until("the session is listed", () -> page.table(MuranoIds.SESSIONS).column(0).equals(List.of("opened")));
        assertFalse(page.table(MuranoIds.SESSIONS).cell(0, 1).isEmpty());
        page.run(Verb.DEPLOY_SESSION);
        page.agree("Have Murano deploy the session of environment " + NAME);
        page.tab(Messages.deploymentsAndReports);
        Wait.until("its deployment has ended", Duration.ofSeconds(90), () -> page.table(MuranoIds.DEPLOYMENTS).column(1).equals(List.of("success")));
        Wait.until("its reports are shown", () -> page.table(MuranoIds.REPORTS).rowCount() > 0);
        page.waitForCell(MuranoIds.ENVIRONMENTS, NAME, 1, "ready");
        page.run(Verb.ABANDON);
        assertTrue(page.agree("forget environment " + NAME).contains("nobody owns it any more"));
        Wait.until("it is gone", () -> !page.table(MuranoIds.ENVIRONMENTS).column(0).contains(NAME));
    }
}
