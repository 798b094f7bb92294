package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.HostNames;
import org.campanile.core.environment.Service;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.DeploymentPage;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes with and after a deployment in the window: who deploys, runs that are compared and gone back to, a word at the end, types of the team. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class WatchingTest {

    private static final String PLAIN_LAB = "Plain lab";

    @BeforeEach
    @AfterEach
    void noPlainLab(Services services) throws FailureException {
        services.labs().delete(PLAIN_LAB);
    }

    private static void aServerKeepsItsNameWhateverThePatternSaysNow(WorkbenchDriver workbench, EnvironmentPage page) {
        Service web = page.document().environment().services().getLast();
        String name = HostNames.of(web, web.units().getFirst());
        workbench.run(() -> page.document().edit("Pattern", env -> env.setField(web.id(), Service.PATTERN, "other#")));
        page.settle().command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        Wait.until("the server has the name it was made with", () -> dialog.textWithId(Topology.DEPLOY + ".preview").getText().contains("  server " + name + "  "));
        assertFalse(dialog.textWithId(Topology.DEPLOY + ".preview").getText().contains("other1:"), "in the template too");
        dialog.close();
        page.command("org.eclipse.ui.edit.undo");
    }

    @Test
    void runsAreKeptComparedAndGoneBackTo(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "watched");
        page.deploy();
        Environment first = page.document().environment();
        aServerKeepsItsNameWhateverThePatternSaysNow(workbench, page);
        page.select("webServer").choice("flavor").setSelection("m1.large");
        page.settle();
        page.save().deploy();
        assertEquals(List.of(State.GOOD), page.states("webServer"), "an update without steps for a unit leaves it as good as its server");
        DeploymentPage view = new DeploymentPage(workbench).tab(Messages.runs);
        Wait.until("both runs are listed", () -> view.table("runs").rowCount() == 2);
        view.table("runs").select(0, 1);
        view.button("runs.compare").click();
        ShellDriver compare = workbench.shell(Messages.compareRuns);
        compare.label(Messages.documentWasChanged);
        assertTrue(compare.tableWithId(Topology.DEPLOYMENT + ".compareRuns.table").rowCount() > 0);
        compare.close();
        view.table("runs").select(1);
        assertFalse(view.table("runs").column(1).contains("Failed"));
        view.button("runs.back").click();
        ShellDriver back = workbench.shell("Roll back ");
        assertTrue(back.textWithId(Topology.DEPLOYMENT + ".rollBack.text").getText().contains("flavor m1.large -> "));
        back.buttonWithId(Topology.DEPLOYMENT + ".rollBack.yes").click();
        Wait.until("the third run is listed", Duration.ofSeconds(60), () -> view.table("runs").rowCount() == 3);
        page.waitForState("Deployed on ");
        assertEquals(first, page.document().environment());
        assertFalse(page.dirty());
        page.deleteDeployment();
    }

    @Test
    void theEndIsToldAlsoWhenTheWindowIsMinimised(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "told");
        page.command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        Wait.until("it can be deployed", () -> dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled());
        dialog.buttonWithId(Topology.DEPLOY + ".yes").click();
        dialog.waitUntilClosed();
        ShellDriver window = workbench.mainShell();
        workbench.run(() -> window.widget().setMinimized(true));
        page.waitForState("Deployed on ");
        ShellDriver told = workbench.shell("told is deployed");
        told.buttonWithId(Topology.DEPLOYMENT + ".notification.show").click();
        told.waitUntilClosed();
        Wait.until("the window is back", () -> workbench.read(() -> !window.widget().getMinimized()));
        page.deleteDeployment();
    }

    @Test
    void whyTheChainCouldNotBeFollowedIsSaidInPlaceAndItIsFollowedAgain(WorkbenchDriver workbench, Services services, DemoLab demo) throws IOException {
        Path own = services.home().root().resolve("symptoms.yaml");
        Files.writeString(own, "symptoms: nothing\n");
        demo.faults().add(Fault.status("heat", "POST", ".*/stacks", 500, "no more", -1));
        try {
            EnvironmentPage page = EnvironmentPage.create(workbench, "chained");
            page.save().command(Topology.DEPLOY);
            ShellDriver dialog = workbench.shell("Deploy ");
            Wait.until("it can be deployed", () -> dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled());
            dialog.buttonWithId(Topology.DEPLOY + ".yes").click();
            dialog.waitUntilClosed();
            DeploymentPage view = new DeploymentPage(workbench);
            Wait.until("the chain was not seen", Duration.ofSeconds(60), () -> view.tabs().contains(Messages.chainNotSeen));
            view.tab(Messages.chain).text("Which link broke is not known");
            view.text("symptoms.yaml:1");
            Files.delete(own);
            view.tryAgain("symptoms.yaml");
            Wait.until("the links are shown", Duration.ofSeconds(60), () -> view.table("chain").rowCount() > 3);
            assertFalse(view.tabs().contains(Messages.chainNotSeen));
        } finally {
            demo.faults().clear();
            Files.deleteIfExists(own);
        }
    }

    @Test
    void aLabsMuranoDeploysFromTheSameEditor(WorkbenchDriver workbench, Lab lab) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "island");
        page.command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        Wait.until("Murano is offered", () -> dialog.comboBoxWithId(Topology.DEPLOY + ".by").items().contains("Murano 0.2"));
        dialog.comboBoxWithId(Topology.DEPLOY + ".by").setSelection("Murano 0.2");
        Wait.until("it can be deployed", () -> dialog.buttonWithId(Topology.DEPLOY + ".yes").isEnabled());
        dialog.buttonWithId(Topology.DEPLOY + ".yes").click();
        dialog.waitUntilClosed();
        page.waitForState("Deployed on " + lab.name() + " by Murano");
        DeploymentPage view = new DeploymentPage(workbench);
        assertEquals(List.of("deployed", "deployed", "deployed"), view.units(3));
        assertTrue(view.units(5).stream().noneMatch(String::isEmpty), view.units(5)::toString);
        assertTrue(view.tab(Messages.events).table("events").rowCount() > 2);
        view.tab(Messages.runs);
        Wait.until("the run is listed", () -> view.table("runs").rowCount() == 1);
        assertEquals(List.of("Murano"), view.table("runs").column(2));
        page.command(Topology.UNDEPLOY);
        ShellDriver ask = workbench.shell("Delete the deployment");
        ask.button(Messages.deleteEnvironment).click();
        page.waitForState("Not deployed on ");
    }

    @Test
    void aLabWithoutMuranoSaysWhyItIsNotOffered(WorkbenchDriver workbench, Services services, DemoLab demo) throws FailureException {
        Lab described = EmbeddedDemoLab.describe(demo).withName(PLAIN_LAB);
        Lab lab = described.withCloud(described.cloud().orElseThrow().withEndpointOverrides(Map.of()));
        for (Map.Entry<SecretKey, Secret> secret : EmbeddedDemoLab.secrets(lab).entrySet()) {
            services.secrets().store(secret.getKey(), secret.getValue());
        }
        services.labs().save(lab);
        workbench.settle();
        workbench.run(() -> services.activeLab().set(lab));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(PLAIN_LAB)));
        EnvironmentPage.create(workbench, "plain").command(Topology.DEPLOY);
        ShellDriver dialog = workbench.shell("Deploy ");
        dialog.label("lists no Murano service");
        assertEquals(1, dialog.comboBoxWithId(Topology.DEPLOY + ".by").items().size());
        dialog.close();
    }

    @Test
    void aTeamsTypesAreInThePaletteAndWhatIsWrongWithThemInTheChecks(WorkbenchDriver workbench, Services services) throws IOException {
        Path folder = Files.createDirectories(services.home().labs().resolve(ServiceTypes.FOLDER));
        Files.writeString(folder.resolve("ftp.yaml"), "id: ftpServer\ntitle: FTP server\nfields:\n- {key: root, kind: text, label: Root folder, initial: /srv}\n- flavor\n- osImage\n");
        Files.writeString(folder.resolve("wrong.yaml"), "id: mailServer\nfields:\n- {key: port, kind: nothing}\n");
        EnvironmentPage page = EnvironmentPage.create(workbench, "team");
        page.add("FTP server");
        assertEquals("/srv", page.field("root").getText());
        Wait.until("the wrong file is told", () -> services.checks().runs().stream().flatMap(r -> r.report().findings().stream())
                .anyMatch(f -> f.subject().contains("wrong.yaml, line 3")));
        page.save();
    }
}
