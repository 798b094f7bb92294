package org.campanile.ui.tests.pages;

import java.util.ArrayList;
import java.util.List;

import org.campanile.ui.Names;
import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

/** The cell of the page Table that is edited, by the events a user makes. */
public final class TableCell {

    private final WorkbenchDriver workbench;
    private final Table table;

    /** Of the table of an environment. */
    public TableCell(WorkbenchDriver workbench, EnvironmentPage page) {
        this.workbench = workbench;
        this.table = page.table().widget();
    }

    private Control find(String id) {
        List<Control> all = new ArrayList<>(List.of(table.getChildren()));
        for (int i = 0; i < all.size(); i++) {
            Control at = all.get(i);
            if (at.isVisible() && id.equals(at.getData(Names.KEY))) {
                return at;
            }
            if (at instanceof Composite inner && at.isVisible()) {
                all.addAll(List.of(inner.getChildren()));
            }
        }
        return null;
    }

    private Control open() {
        return find(Topology.TABLE + ".cell");
    }

    /** Whether one is open. */
    public boolean isOpen() {
        return workbench.read(() -> open() != null);
    }

    /** Double-clicks a cell. */
    public TableCell doubleClick(int row, int column) {
        workbench.run(() -> {
            table.setFocus();
            table.setSelection(row);
            table.showColumn(table.getColumn(column));
            Rectangle at = table.getItem(row).getBounds(column);
            Event event = new Event();
            event.item = table.getItem(row);
            event.button = 1;
            event.x = at.x + at.width / 2;
            event.y = at.y + at.height / 2;
            for (int type : new int[] {SWT.MouseDown, SWT.Selection, SWT.DefaultSelection}) {
                table.notifyListeners(type, event);
            }
        });
        return this;
    }

    /** What is in it. */
    public String text() {
        return workbench.read(() -> open() instanceof CCombo combo ? combo.getText() : ((Text) open()).getText());
    }

    /** What it offers. */
    public List<String> choices() {
        return workbench.read(() -> open() instanceof CCombo combo ? List.of(combo.getItems()) : List.of());
    }

    /** Replaces what is in it. */
    public TableCell type(String text) {
        workbench.run(() -> {
            if (open() instanceof CCombo combo) {
                combo.setText(text);
            } else {
                ((Text) open()).setText(text);
            }
        });
        return this;
    }

    /** Presses Tab, or Shift+Tab. */
    public TableCell tab(boolean back) {
        traverse(back ? SWT.TRAVERSE_TAB_PREVIOUS : SWT.TRAVERSE_TAB_NEXT);
        return this;
    }

    /** Presses Escape. */
    public TableCell escape() {
        traverse(SWT.TRAVERSE_ESCAPE);
        return this;
    }

    private void traverse(int detail) {
        workbench.run(() -> open().traverse(detail));
    }

    /** Presses Enter. */
    public TableCell enter() {
        workbench.run(() -> open().notifyListeners(SWT.DefaultSelection, new Event()));
        return this;
    }

    /** What is said beside it, empty for nothing. */
    public String note() {
        return workbench.read(() -> find(Topology.TABLE + ".cell.note") instanceof Label label ? label.getText() : "");
    }

    /** Waits until this is said beside it. */
    public TableCell waitForNote(String part) {
        Wait.until("it is told beside: " + part, () -> note().contains(part));
        return this;
    }
}
