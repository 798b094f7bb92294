package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.DeploymentPage;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabWizardPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.tests.pages.NewEnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The same way through the window on a real OpenStack (releng/real-lab): a lab is described, an environment made, deployed as real servers, followed
 * and deleted. No agent runs inside those servers, so none is asked. Fails when the real lab is away.
 */
@ExtendWith({UiTest.class, DemoLabFixture.class})
class RealLabDeploymentTest {

    private static final String LAB = "Real lab of a window";
    private static final String NAME = "window-test";
    private static final String NO_AGENTS = Messages.agentsNotExpected;

    private static String value(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).filter(v -> !v.isEmpty()).orElse(otherwise);
    }

    @BeforeEach
    @AfterEach
    void nothingLeft(WorkbenchDriver workbench, Services services) throws IOException, FailureException {
        workbench.resetWorkbench();
        services.labs().delete(LAB);
        services.secrets().forgetLab(LAB);
        try (Stream<Path> all = Files.list(services.home().environments())) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
    }

    private static void describe(WorkbenchDriver workbench) {
        String broker = value("CAMPANILE_BROKER_HOST", "127.0.0.1");
        LabWizardPage wizard = LabWizardPage.open(workbench).on("source.typed").click("source.typed").next().on("cloud.auth_url");
        wizard.type("cloud.auth_url", value("OS_AUTH_URL", "http://127.0.0.1:5000/v3")).type("cloud.username", value("OS_USERNAME", "admin"))
                .type("cloud.project", value("OS_PROJECT_NAME", "admin")).type("cloud.password", value("OS_PASSWORD", "admin-secret"));
        List<String> cloud = wizard.test("cloud");
        assertTrue(cloud.size() >= 5 && cloud.stream().noneMatch(r -> r.contains("refused")), cloud::toString);
        wizard.next().on("broker.host").click("broker").type("broker.host", broker).type("broker.user", "guest").type("broker.password", "guest")
                .type("broker.management_url", "http://" + broker + ":15672");
        wizard.next().on("controllers.add").next().on("hosts.add").next().on("name").type("name", LAB).finish();
    }

    @Test
    void anEnvironmentBecomesRealServersAndGoesAgain(WorkbenchDriver workbench, Services services, Lab demo) {
        workbench.perspectiveById(Topology.PERSPECTIVE);
        describe(workbench);
        new LabsPage(workbench).waitFor(LAB, true).select(LAB);
        Wait.until("the window works on it", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(LAB)));

        NewEnvironmentPage wizard = new NewEnvironmentPage(workbench).name(NAME).waitForOffers();
        assertTrue(wizard.image().items().contains("demo-windows"), () -> wizard.image().items().toString());
        wizard.image().setSelection("demo-windows");
        wizard.flavor().setSelection("m1.tiny");
        wizard.network().setSelection("private");
        wizard.finish();
        EnvironmentPage page = new EnvironmentPage(workbench, NAME);
        try {
            page.deploy(NO_AGENTS);
            DeploymentPage deployment = new DeploymentPage(workbench);
            assertEquals(List.of("ACTIVE", "ACTIVE", "ACTIVE"), deployment.units(1));
            assertTrue(deployment.units(2).stream().allMatch(a -> a.startsWith("10.10.0.")), deployment.units(2)::toString);
            assertEquals(List.of("CREATE_COMPLETE", "CREATE_COMPLETE", "CREATE_COMPLETE"), deployment.units(3));
            assertEquals(List.of(State.GOOD, State.GOOD), page.states("domain.local"));
        } finally {
            page.deleteDeployment();
        }
        assertEquals(List.of(State.OFF, State.OFF), page.states("domain.local"));
    }
}
