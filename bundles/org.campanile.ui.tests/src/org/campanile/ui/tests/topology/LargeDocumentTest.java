package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.PlanPage;
import org.campanile.ui.topology.command.Editors;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.ui.topology.plan.Messages;
import org.campanile.uidriver.StallWatch;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The text and the plan of a thousand services: the window lives while they are worked out and shown. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class LargeDocumentTest {

    private static final int SERVICES = 1000;

    @Test
    void leavingTheSourceOfAThousandServicesKeepsTheWindowAlive(WorkbenchDriver workbench, Services services) throws Exception {
        Path file = services.home().environments().resolve("long.yaml");
        new EnvironmentFile(Documents.TYPES).save(file, Documents.large(SERVICES));
        workbench.run(() -> Editors.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file));
        EnvironmentPage page = new EnvironmentPage(workbench, "long").page(2);
        page.source(page.source().replace("name: site0.example.org", "name: site0.example.net"));
        long longest;
        try (StallWatch watch = new StallWatch(UiTest.STALL_LIMIT_MILLIS)) {
            EnvironmentEditor editor = (EnvironmentEditor) workbench.read(() -> PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().getActiveEditor());
            int still = workbench.read(() -> {
                editor.showPage(0);
                return editor.getActivePage();
            });
            assertEquals(2, still, "the window does not wait until the text is read");
            Wait.until("the page is left", () -> page.page() == 0);
            longest = watch.longestMillis();
        }
        assertEquals("site0.example.net", page.services().getFirst());
        Files.writeString(UiTest.output().resolve("large-source.txt"), "leaving Source stalls the UI thread for " + longest + " ms\n");
    }

    @Test
    void thePlanOfAThousandServicesKeepsTheWindowAlive(WorkbenchDriver workbench, Services services) throws Exception {
        Path file = services.home().environments().resolve("long.yaml");
        Environment large = Documents.large(SERVICES);
        new EnvironmentFile(Documents.TYPES).save(file, large.withServices(large.services().stream().map(service -> service.with(Service.IMAGE, "demo-windows")).toList()));
        workbench.run(() -> Editors.open(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), file));
        PlanPage plan = new PlanPage(workbench, new EnvironmentPage(workbench, "long"));
        assertTrue(plan.table("steps").rowCount() > SERVICES, () -> plan.sentence("steps") + plan.tabs());
        for (String tab : List.of(Messages.timeline, Messages.circles, Messages.changes, Messages.steps)) {
            plan.tab(tab).settle();
        }
    }
}
