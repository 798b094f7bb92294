package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.Accessibles;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a screen reader is told of the canvas: services, units, groups and needs by name, role and state, and one place that has the keyboard. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class AccessibleCanvasTest {

    private static List<String> names(List<Accessibles.Item> items, int role) {
        return items.stream().filter(i -> i.role() == role).map(Accessibles.Item::name).toList();
    }

    @Test
    void allThatIsDrawnIsTold(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "told");
        Accessibles canvas = new Accessibles(workbench, page.widget());
        assertEquals("Topology, 2 services", canvas.self().name());
        assertEquals(ACC.ROLE_LIST, canvas.self().role());
        List<Accessibles.Item> items = canvas.children();
        assertEquals(List.of("domain.local, Active Directory, 2 units", "webServer, IIS web server, 1 unit"), names(items, ACC.ROLE_LISTITEM));
        assertEquals(List.of("Domain domain.local, 2 services"), names(items, ACC.ROLE_GROUP));
        List<String> read = names(items, ACC.ROLE_LABEL);
        assertEquals(3, read.stream().filter(n -> n.startsWith("Unit ")).count(), read::toString);
        assertTrue(read.stream().anyMatch(n -> n.matches("Unit .*, the first of domain\\.local, .+")), read::toString);
        assertTrue(read.stream().anyMatch(n -> n.startsWith("webServer needs domain.local: ")), read::toString);
        assertTrue(items.getFirst().description().contains("(first): "), items.getFirst().description());
        // what is drawn moves when the canvas gets another size, and that may come between two looks
        Wait.until("a service is told where it is drawn", () -> {
            Rectangle drawn = page.boundsOf("webServer");
            return canvas.children().get(1).place().equals(workbench.read(() -> page.widget().getDisplay().map(page.widget(), null, drawn)));
        });
        assertTrue(items.stream().allMatch(i -> i.is(ACC.STATE_SELECTABLE | ACC.STATE_FOCUSABLE) == (i.role() == ACC.ROLE_LISTITEM)), "only services are chosen");
        assertTrue(items.stream().allMatch(i -> i.is(ACC.STATE_READONLY)), "nothing of it is a text to be edited");
    }

    @Test
    void oneItemHasTheKeyboardAndWhatIsSelectedIsTold(WorkbenchDriver workbench) {
        EnvironmentPage page = EnvironmentPage.create(workbench, "keyboard");
        Accessibles canvas = new Accessibles(workbench, page.widget());
        page.select("webServer").focusCanvas();
        Wait.until("the canvas has the keyboard", () -> workbench.read(() -> page.widget().isFocusControl()));
        assertEquals(1, canvas.focus());
        assertEquals(List.of(1), canvas.children().stream().filter(i -> i.is(ACC.STATE_FOCUSED | ACC.STATE_ACTIVE)).map(Accessibles.Item::id).toList());
        assertFalse(canvas.self().is(ACC.STATE_FOCUSED), "the service has it");
        assertEquals(List.of(1), canvas.selection());
        page.key(SWT.ARROW_UP, SWT.SHIFT);
        assertEquals(0, canvas.focus());
        assertEquals(List.of(0, 1), canvas.selection());
        assertEquals(List.of(0, 1), canvas.children().stream().filter(i -> i.is(ACC.STATE_SELECTED)).map(Accessibles.Item::id).toList());
        page.select("webServer");
        Text name = page.field("name").widget();
        workbench.run(() -> name.setFocus());
        Wait.until("the keyboard is in the form", () -> workbench.read(() -> !page.widget().isFocusControl()));
        assertEquals(ACC.CHILDID_NONE, canvas.focus());
        assertEquals(List.of(), canvas.children().stream().filter(i -> i.is(ACC.STATE_FOCUSED)).toList(), "nobody is told that the keyboard is where it is not");
    }
}
