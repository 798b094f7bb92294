package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.core.lab.Lab;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.DeploymentPage;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.scene.Box;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** From nothing to a deployed environment and back, through the window, on the demo lab. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class EnvironmentSliceTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";
    private static final String REDO = "org.eclipse.ui.edit.redo";

    private final EnvironmentFile files = new EnvironmentFile(Documents.TYPES);

    @Test
    void anEnvironmentIsMadeEditedSavedDeployedAndDeleted(WorkbenchDriver workbench, Services services, Lab lab) throws FailureException {
        EnvironmentPage page = EnvironmentPage.create(workbench, "first one");
        Path file = services.home().environments().resolve("first-one.yaml");
        assertEquals(List.of("domain.local", "webServer"), page.services());
        assertFalse(page.dirty());
        page.add("MS SQL Server");
        assertEquals(List.of("domain.local", "webServer", "msSqlServer"), page.services());
        assertEquals(List.of("msSqlServer"), page.selection());
        page.field("name").setText("database");
        page.settle();
        assertTrue(page.dirty());
        Environment edited = page.document().environment();
        page.command(UNDO);
        assertEquals("msSqlServer", page.field("name").getText());
        page.command(UNDO);
        assertEquals(List.of("domain.local", "webServer"), page.services());
        assertFalse(page.dirty());
        page.command(REDO).command(REDO);
        assertEquals(edited, page.document().environment());
        page.save();
        assertEquals(edited, files.read(file));
        new LabsPage(workbench).select(lab.name(), "first-one");

        page.deploy();
        DeploymentPage deployment = new DeploymentPage(workbench);
        assertEquals(List.of("Answering", "Answering", "Answering", "Answering"), deployment.units(4));
        assertEquals(List.of("ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE"), deployment.units(1));
        assertTrue(deployment.units(2).stream().allMatch(a -> a.matches("[0-9]+(\\.[0-9]+){3}")), deployment.units(2)::toString);
        assertEquals(List.of(State.GOOD, State.GOOD), page.states("domain.local"));
        assertEquals(List.of(State.GOOD), page.states("database"));
        page.command(Topology.PLUGIN + ".frames", "HOST");
        assertEquals(List.of("Host compute1"), page.frames(), "where the servers run is known now");

        workbench.resetWorkbench();
        workbench.run(() -> org.campanile.ui.topology.command.Editors.open(org.eclipse.ui.PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file));
        EnvironmentPage again = new EnvironmentPage(workbench, "first-one").waitForState("Deployed on ");
        assertEquals(List.of(State.GOOD, State.GOOD), again.states("domain.local"));
        again.deleteDeployment();
        assertEquals(List.of(State.OFF, State.OFF), again.states("domain.local"));
    }

    @Test
    void theCanvasIsUsedByMouseAndByKeys(WorkbenchDriver workbench, Services services) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "keys");
        page.command(Topology.PLUGIN + ".zoom100");
        page.select("domain.local").key(SWT.ARROW_DOWN);
        assertEquals(List.of("webServer"), page.selection());
        page.key(SWT.ARROW_UP);
        assertEquals(List.of("domain.local"), page.selection());
        Box before = page.place("webServer");
        page.drag("webServer", 64, 32);
        Box after = page.place("webServer");
        assertEquals(64, after.x() - before.x(), 0.01);
        assertEquals(32, after.y() - before.y(), 0.01);
        assertTrue(page.dirty());
        page.command(UNDO);
        assertEquals(before, page.place("webServer"));
        assertFalse(page.dirty());
        page.drag("webServer", 64, 32).save();
        assertTrue(Files.exists(services.home().environments().resolve("keys.layout.yaml")));
        page.focusCanvas().command("org.eclipse.ui.edit.selectAll");
        assertEquals(List.of("domain.local", "webServer"), page.selection());
        page.select("webServer").focusCanvas().command("org.eclipse.ui.edit.delete");
        assertEquals(List.of("domain.local"), page.services());
        page.command(UNDO).key(SWT.ESC);
        assertEquals(List.of(), page.selection());
        page.save();
    }

    @Test
    void whatIsWrongIsSaidWhileTypingAndRepairedByAClick(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "wrong");
        assertEquals(List.of(), page.problems().stream().filter(p -> p.contains("Host name")).toList());
        page.select("webServer").field("unitNamingPattern").setText("averyveryverylongname#");
        page.settle();
        Wait.until("the problem is listed", () -> !page.problems().isEmpty());
        page.messageBelow("averyveryverylongname");
        page.command(UNDO);
        Wait.until("the problem is gone", () -> page.problems().stream().noneMatch(p -> p.contains("averyvery")));
        page.document();
        workbench.run(() -> page.document().edit("Break", env -> env.setDomain(web(env).id(), "elsewhere.local")));
        String problem = "No Active Directory service of this environment provides the domain elsewhere.local; the units would never join.";
        Wait.until("the problem is listed", () -> page.problems().contains(problem));
        page.fix(problem);
        Wait.until("the problem is gone", () -> !page.problems().contains(problem));
        assertEquals("domain.local", web(page.document().environment()).text(Service.DOMAIN));
    }

    private static Service web(Environment environment) {
        return environment.services().getLast();
    }

    @Test
    void theSourceIsEditedAndAWrongOneStays(WorkbenchDriver workbench, Services services) throws Exception {
        EnvironmentPage page = EnvironmentPage.create(workbench, "source");
        page.page(2);
        String good = page.source();
        page.source(good.replace("number: 1", "number: one"));
        page.page(0);
        assertEquals(2, page.page(), "a wrong text lets nobody go on as if nothing was");
        assertTrue(page.failure().contains("number"), page.failure());
        page.source(good.replace("name: webServer", "name: shop"));
        page.page(0);
        assertEquals(0, page.page());
        page.settle();
        assertEquals(List.of("domain.local", "shop"), page.services());
        page.command(UNDO);
        assertEquals(List.of("domain.local", "webServer"), page.services());
        assertFalse(page.dirty(), "what was typed is one step");
        page.page(2);
        page.source("\n\n" + page.source().replace("name: webServer", "name: shop"));
        page.cursor(4);
        page.save();
        assertEquals(2, page.page());
        Wait.until("the text is as it is written in the file", () -> page.source().startsWith(good.substring(0, 10)));
        assertEquals(4, page.cursor(), "the cursor stays in its line");
        assertEquals(List.of("domain.local", "shop"), page.services());
        page.command(UNDO).page(0).save();
        Path file = services.home().environments().resolve("source.yaml");
        Files.writeString(file, Files.readString(file).replace("name: webServer", "name: intranet"));
        Wait.until("the change by another program is taken over", () -> page.services().contains("intranet"));
        assertFalse(page.dirty());
    }
}
