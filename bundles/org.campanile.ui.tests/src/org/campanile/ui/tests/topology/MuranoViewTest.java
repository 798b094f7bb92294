package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentResult;
import org.campanile.core.deploy.murano.MuranoDeployments;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.murano.MuranoEnvironment;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.demolab.DemoLab;
import org.campanile.demolab.http.Fault;
import org.campanile.ui.Services;
import org.campanile.ui.demo.EmbeddedDemoLab;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.MuranoPage;
import org.campanile.ui.tests.pages.TransferPage;
import org.campanile.ui.topology.muranoview.Messages;
import org.campanile.ui.topology.muranoview.MuranoIds;
import org.campanile.ui.topology.muranoview.Verb;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The demo lab's Murano 0.2 in the window: what it has, what is done to it, and what is said where there is none. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class MuranoViewTest {

    private static final String PLAIN_LAB = "Lab without Murano";

    @AfterEach
    void nothingLeft(Services services, Lab lab) throws FailureException {
        services.labs().delete(PLAIN_LAB);
        try (LabSession session = services.session(lab)) {
            Task task = Task.unwatched();
            for (MuranoEnvironment each : session.murano(task).environments(task)) {
                session.murano(task).delete(each.id(), task);
            }
        }
    }

    private static Environment deployed(WorkbenchDriver workbench, Services services, Lab lab, String name) throws FailureException {
        EnvironmentPage page = EnvironmentPage.create(workbench, name);
        page.save();
        Environment document = page.document().environment();
        Task task = Task.unwatched();
        try (LabSession session = services.session(lab)) {
            DeploymentResult result = MuranoDeployments.open(session, Documents.TYPES, services.audit(), services.home(), task).deploy(document, now -> { }, task);
            assertTrue(result instanceof DeploymentResult.Succeeded, result::toString);
        }
        return document;
    }

    @Test
    void whatMuranoHasIsShownAndASessionOfItIsDeployed(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        Environment document = deployed(workbench, services, lab, "shown");
        MuranoPage page = new MuranoPage(workbench);
        assertTrue(page.waitForHead("Murano 0.2 of " + lab.name()).contains(" at http"));
        page.waitForCell(MuranoIds.ENVIRONMENTS, "shown", 1, "ready").select("shown", document.services().size());
        Wait.until("each service has a last report", () -> page.table(MuranoIds.SERVICES).column(3).stream().noneMatch(String::isEmpty));
        page.tab(Messages.deploymentsAndReports);
        Wait.until("its deployment is listed", () -> page.table(MuranoIds.DEPLOYMENTS).column(1).equals(List.of("success")));
        Wait.until("its reports are shown", () -> page.table(MuranoIds.REPORTS).rowCount() > 2);
        assertFalse(workbench.isCommandEnabled(Verb.ABANDON.command()), "0.2 cannot");

        page.run(Verb.OPEN_SESSION);
        Wait.until("the session is listed", () -> page.table(MuranoIds.SESSIONS).column(0).equals(List.of("open")));
        assertFalse(page.table(MuranoIds.SESSIONS).cell(0, 1).isEmpty(), "who opened it");
        page.run(Verb.DEPLOY_SESSION);
        assertTrue(page.agree("Have Murano deploy the session of environment shown").contains("cannot be got back"));
        page.tab(Messages.deploymentsAndReports);
        Wait.until("there are two deployments", Duration.ofSeconds(60), () -> page.table(MuranoIds.DEPLOYMENTS).column(1).equals(List.of("success", "success")));

        page.run(Verb.DELETE);
        assertTrue(page.agree("delete environment shown").contains("cannot be undone"));
        Wait.until("it is gone", Duration.ofSeconds(60), () -> page.table(MuranoIds.ENVIRONMENTS).rowCount() == 0);
    }

    @Test
    void onACriticalLabItsNameIsTypedBeforeASessionIsDroppedOrAnEnvironmentDeleted(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        deployed(workbench, services, lab, "guarded");
        DemoLabFixture.guard(workbench, lab, Guard.CRITICAL);
        MuranoPage page = new MuranoPage(workbench).select("guarded", 2);
        page.run(Verb.OPEN_SESSION).typeName("Opens a session", lab.name());
        Wait.until("the session is listed", () -> page.table(MuranoIds.SESSIONS).column(0).equals(List.of("open")));
        page.run(Verb.DROP_SESSION).decline("Drop the session");
        workbench.settle();
        assertEquals(List.of("open"), page.table(MuranoIds.SESSIONS).column(0), "nothing was done");
        page.run(Verb.DROP_SESSION).typeName("what is deployed stays", lab.name());
        Wait.until("the session is gone", () -> page.table(MuranoIds.SESSIONS).rowCount() == 0);
        assertEquals(List.of("guarded"), page.table(MuranoIds.ENVIRONMENTS).column(0), "the environment stays");
        page.run(Verb.DELETE).typeName("cannot be undone", lab.name());
        Wait.until("it is gone", Duration.ofSeconds(60), () -> page.table(MuranoIds.ENVIRONMENTS).rowCount() == 0);
    }

    @Test
    void whyAChangeFailedStaysWhileTheViewLooksAgain(WorkbenchDriver workbench, Services services, Lab lab, DemoLab demo) throws FailureException {
        deployed(workbench, services, lab, "stays");
        MuranoPage page = new MuranoPage(workbench).select("stays", 2);
        demo.faults().add(Fault.status("murano", "DELETE", ".*", 500, "boom", 1));
        page.run(Verb.DELETE);
        page.agree("delete environment stays");
        page.view().label("telling murano-api (DELETE");
        try (LabSession session = services.session(lab)) {
            Task task = Task.unwatched();
            session.murano(task).create("later", task);
        }
        Wait.until("it has looked again", Duration.ofSeconds(60), () -> page.table(MuranoIds.ENVIRONMENTS).column(0).contains("later"));
        page.view().label("telling murano-api (DELETE");
        page.run(Verb.DELETE);
        page.agree("delete environment stays");
        Wait.until("it is gone", Duration.ofSeconds(60), () -> page.table(MuranoIds.ENVIRONMENTS).column(0).equals(List.of("later")));
    }

    @Test
    void anEnvironmentIsOpenedWhereItCameFromAndOtherwiseMadeADocument(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException, IOException {
        Environment document = deployed(workbench, services, lab, "traced");
        workbench.resetWorkbench();
        MuranoPage page = new MuranoPage(workbench);
        page.select("traced", document.services().size()).run(Verb.OPEN_IN_EDITOR);
        assertEquals(document.id(), new EnvironmentPage(workbench, "traced").settle().document().environment().id());

        workbench.resetWorkbench();
        Files.delete(services.home().environments().resolve("traced.yaml"));
        new MuranoPage(workbench).run(Verb.OPEN_IN_EDITOR);
        TransferPage given = TransferPage.imported(workbench).waitForWords("2 services with 3 units");
        assertEquals("traced", given.name());
        given.name("from murano").finish();
        Environment made = new EnvironmentPage(workbench, "from-murano").settle().document().environment();
        assertEquals(document.services().stream().map(s -> s.type() + " " + s.name()).toList(), made.services().stream().map(s -> s.type() + " " + s.name()).toList());
    }

    @Test
    void aReadOnlyLabLetsNothingBeChanged(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        deployed(workbench, services, lab, "kept");
        DemoLabFixture.guard(workbench, lab, Guard.READ_ONLY);
        new MuranoPage(workbench).select("kept", 2);
        for (Verb verb : List.of(Verb.OPEN_SESSION, Verb.DEPLOY_SESSION, Verb.ABANDON, Verb.DELETE)) {
            assertFalse(workbench.isCommandEnabled(verb.command()), verb::toString);
        }
        assertTrue(workbench.isCommandEnabled(Verb.OPEN_IN_EDITOR.command()));
    }

    @Test
    void aLabWithoutMuranoSaysSoAndOffersTheSetUp(WorkbenchDriver workbench, Services services, DemoLab demo) throws FailureException {
        Lab described = EmbeddedDemoLab.describe(demo).withName(PLAIN_LAB);
        Lab plain = described.withCloud(described.cloud().orElseThrow().withEndpointOverrides(Map.of()));
        for (Map.Entry<SecretKey, Secret> secret : EmbeddedDemoLab.secrets(plain).entrySet()) {
            services.secrets().store(secret.getKey(), secret.getValue());
        }
        services.labs().save(plain);
        workbench.settle();
        workbench.run(() -> services.activeLab().set(plain));
        Wait.until("it is active", () -> DemoLabFixture.active(workbench).map(Lab::name).equals(Optional.of(PLAIN_LAB)));
        MuranoPage page = new MuranoPage(workbench);
        page.view().label("lists no Murano service");
        assertTrue(page.view().buttonWithId(MuranoIds.VIEW + ".setUp").isEnabled());
    }
}
