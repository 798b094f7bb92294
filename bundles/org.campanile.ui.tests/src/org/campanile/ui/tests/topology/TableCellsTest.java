package org.campanile.ui.tests.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.Service;
import org.campanile.ui.tests.DemoLabFixture;
import org.campanile.ui.tests.pages.EnvironmentPage;
import org.campanile.ui.tests.pages.TableCell;
import org.campanile.ui.topology.form.Messages;
import org.campanile.uidriver.UiTest;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values edited in the cells of the page Table: by keys and by double click, with choices, rules beside them and one step of undo each. */
@ExtendWith({UiTest.class, DemoLabFixture.class, NoEnvironments.class})
class TableCellsTest {

    private static final String UNDO = "org.eclipse.ui.edit.undo";
    private static final String RENAME = "org.eclipse.ui.edit.rename";
    private static final int NAME = 0;
    private static final int UNITS = 2;
    private static final int FLAVOR = 7;

    private static EnvironmentPage rows(WorkbenchDriver workbench, String name) {
        EnvironmentPage page = EnvironmentPage.create(workbench, name);
        page.page(1);
        return page;
    }

    private static Service service(EnvironmentPage page, int index) {
        return page.document().environment().services().get(index);
    }

    private static String text(EnvironmentPage page) throws Exception {
        return new EnvironmentFile(Documents.TYPES).write(page.document().environment());
    }

    @Test
    void f2EditsTabGoesOnAndEachValueIsOneStepOfUndo(WorkbenchDriver workbench) throws Exception {
        EnvironmentPage page = rows(workbench, "cells");
        String before = text(page);
        page.table().select("domain.local");
        page.command(RENAME);
        TableCell cell = new TableCell(workbench, page);
        assertEquals("domain.local", cell.text());
        cell.type("acme.local").tab(false);
        assertEquals("acme.local", page.table().cell(0, NAME), "what was taken is shown while the next cell is open");
        assertEquals("2", cell.text());
        cell.type("4").tab(false);
        assertEquals("dc#", cell.text());
        cell.tab(false).tab(false).tab(false);
        assertTrue(cell.choices().contains("m1.large"), () -> "the lab's flavors: " + cell.choices());
        cell.type("m1.large").tab(false);
        assertEquals("webServer", cell.text(), "after the last cell of a row comes the next row");
        cell.tab(true);
        assertEquals("m1.large", cell.text());
        cell.enter();
        assertFalse(cell.isOpen());
        assertEquals(List.of("acme.local", 4, "m1.large"), shape(page));
        assertEquals("acme.local", service(page, 1).text(Service.DOMAIN), "members follow the name of their domain");
        assertEquals(List.of("acme.local", "4", "m1.large"), List.of(page.table().cell(0, NAME), page.table().cell(0, UNITS), page.table().cell(0, FLAVOR)));
        page.command(UNDO);
        assertEquals(List.of("acme.local", 4, service(page, 1).text(Service.FLAVOR)), shape(page));
        page.command(UNDO);
        assertEquals(2, service(page, 0).units().size());
        page.command(UNDO);
        assertEquals(before, text(page), "byte for byte");
        assertFalse(page.dirty());
    }

    private static List<Object> shape(EnvironmentPage page) {
        return List.of(service(page, 0).name(), service(page, 0).units().size(), service(page, 0).text(Service.FLAVOR));
    }

    @Test
    void whatIsWrongIsToldBesideAndNothingIsLost(WorkbenchDriver workbench) throws Exception {
        EnvironmentPage page = rows(workbench, "wrong");
        String before = text(page);
        TableCell cell = new TableCell(workbench, page).doubleClick(1, UNITS);
        cell.type("many").enter();
        assertEquals(Messages.unitsWholeNumber, cell.note());
        assertEquals("many", cell.text(), "it stays as it was typed");
        cell.type("0").waitForNote(Messages.atLeastOneUnit).tab(false);
        assertEquals("0", cell.text());
        assertEquals(before, text(page));
        cell.escape();
        assertFalse(cell.isOpen());
        assertEquals(before, text(page), "Escape gives it up");
        cell.doubleClick(1, NAME).type("front door").waitForNote("Letters, digits");
        cell.enter();
        assertEquals("front door", service(page, 1).name(), "the document keeps what it can hold, as by the form");
        page.settle();
        Wait.until("the row tells it", () -> page.table().cell(1, 8).contains("Letters, digits"));
        page.command(UNDO);
        assertEquals(before, text(page));
    }

    @Test
    void anOpenCellStaysWhileTheDocumentChangesAndEndsWithItsRow(WorkbenchDriver workbench) {
        EnvironmentPage page = rows(workbench, "held");
        String id = service(page, 1).id();
        String flavor = service(page, 1).text(Service.FLAVOR);
        TableCell cell = new TableCell(workbench, page).doubleClick(1, NAME).type("fro");
        workbench.run(() -> page.document().edit("Change flavor", env -> env.setField(id, Service.FLAVOR, "m9.other")));
        page.settle();
        assertEquals("fro", cell.text());
        assertEquals(flavor, page.table().cell(1, FLAVOR), "the rows are held");
        cell.enter();
        assertEquals(List.of("fro", "m9.other"), List.of(page.table().cell(1, NAME), page.table().cell(1, FLAVOR)));
        cell.doubleClick(1, NAME).type("front");
        workbench.run(() -> page.document().edit("Delete", env -> env.removeService(id)));
        assertFalse(cell.isOpen());
        assertEquals(List.of("domain.local"), page.table().column(NAME));
        page.table().select("domain.local");
        cell.doubleClick(0, 1);
        assertFalse(cell.isOpen(), "a type is not edited");
    }
}
