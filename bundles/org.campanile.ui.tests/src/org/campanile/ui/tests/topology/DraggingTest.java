package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Grid;
import org.campanile.ui.topology.scene.Guide;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dragging in the window: in line with a neighbour, with Alt anywhere, by keys on the grid; each one step of undo. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class DraggingTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";

    @Test
    void cardsComeToRestInLine(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "inline");
        page.command(Topology.PLUGIN + ".zoom100");
        Box web = page.place("webServer");
        List<Guide> none = page.drag("webServer", 43, 61, SWT.ALT);
        assertEquals(List.of(), none);
        Box free = page.place("webServer");
        assertEquals(List.of(web.x() + 43, web.y() + 61), List.of(free.x(), free.y()), "with Alt it stays where the hand leaves it");
        Box domain = page.place("domain.local");
        List<Guide> guides = page.drag("webServer", (int) (domain.x() - free.x()) + 4, 31, 0);
        assertEquals(List.of(domain.x(), domain.right()), guides.stream().filter(Guide::upright).map(Guide::at).toList());
        assertEquals(domain.x(), page.place("webServer").x());
        assertTrue(page.widget().guides().isEmpty(), "gone with the button");
        page.command(UNDO);
        assertEquals(free, page.place("webServer"));
        page.select("webServer").key(SWT.ARROW_RIGHT, SWT.MOD1);
        double x = page.place("webServer").x();
        assertTrue(x > free.x() && x - free.x() <= Grid.STEP && x == Grid.snap(x), () -> free.x() + " to " + x);
        assertEquals(free.y(), page.place("webServer").y());
        page.command(UNDO).command(UNDO);
        assertEquals(web, page.place("webServer"));
        assertFalse(page.dirty());
        assertNotEquals(List.of(), page.drag("webServer", 5, 40, 0), "it stood in line with the one above");
    }
}
