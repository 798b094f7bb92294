package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.LabsPage;
import org.campanile.uidriver.TreeItemDriver;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An environment is opened from the Labs explorer by Enter, as the window system delivers it, and by double click. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class OpeningTest {

    private static TreeItemDriver listed(WorkbenchDriver workbench, Services services, Lab lab, String name) throws Exception {
        Path file = services.home().environments().resolve(name + ".yaml");
        new EnvironmentFile(Documents.TYPES).save(file, Documents.domainAndWeb().rename(name));
        LabsPage labs = new LabsPage(workbench).waitFor(lab.name(), true);
        workbench.command("org.eclipse.ui.file.refresh");
        return labs.tree().expandNode(lab.name(), name);
    }

    @Test
    void enterOpensTheSelectedEnvironment(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        TreeItemDriver item = listed(workbench, services, lab, "by-enter").select();
        Wait.until("the tree has the keyboard", () -> item.read(i -> i.getParent().isFocusControl()));
        workbench.run(() -> {
            for (int type : new int[] {SWT.KeyDown, SWT.KeyUp}) {
                Event key = new Event();
                key.type = type;
                key.keyCode = SWT.CR;
                key.character = SWT.CR;
                assertTrue(Display.getCurrent().post(key));
            }
        });
        assertEquals(List.of("domain.local", "webServer"), new EnvironmentPage(workbench, "by-enter").services());
    }

    @Test
    void aDoubleClickOpensTheEnvironmentUnderIt(WorkbenchDriver workbench, Services services, Lab lab) throws Exception {
        listed(workbench, services, lab, "by-mouse").doubleClick();
        assertEquals(List.of("domain.local", "webServer"), new EnvironmentPage(workbench, "by-mouse").services());
    }
}
