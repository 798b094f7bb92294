package org.campanile.ui.tests.pages;

import java.util.List;

import org.campanile.ui.controllers.ControllersPerspective;
import org.campanile.ui.controllers.ControllersView;
import org.campanile.ui.controllers.board.NodesTable;
import org.campanile.ui.controllers.board.SystemsTable;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.TextDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** The board of the Controllers perspective, for a lab with so many systems that they are lines of a table. */
public final class ManySystemsPage {

    private final WorkbenchDriver workbench;

    /** Opens the perspective. */
    public ManySystemsPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.perspectiveById(ControllersPerspective.ID);
        // lines keep their places while the pointer is over them
        workbench.run(() -> {
            Event away = new Event();
            away.type = SWT.MouseMove;
            away.x = 1;
            away.y = 1;
            Display.getCurrent().post(away);
        });
    }

    /** The view. */
    public ViewDriver view() {
        return workbench.viewById(ControllersView.ID);
    }

    /** One line for each system. */
    public TableDriver systems() {
        return view().tableWithId(SystemsTable.TABLE);
    }

    /** One line for each node. */
    public TableDriver nodes() {
        return view().tableWithId(NodesTable.TABLE);
    }

    /** What is shown. */
    public ComboDriver show() {
        return view().comboBoxWithId(ControllersView.SHOW);
    }

    /** The filter above the systems. */
    public TextDriver filter() {
        return view().textWithId(SystemsTable.TABLE + ".filter");
    }

    /** How many lines of systems are shown. */
    public String count() {
        return view().withId(SystemsTable.TABLE + ".count").read(c -> ((Label) c).getText());
    }

    /** The cell of a system in a column, found by the column's title. */
    public String cell(String system, String column) {
        int row = systems().column(0).indexOf(system);
        return row < 0 ? "not shown" : systems().cell(row, systems().columns().indexOf(column));
    }

    /** Column of the table of nodes by its title. */
    public List<String> nodeColumn(String column) {
        return nodes().column(nodes().columns().indexOf(column));
    }

    /** What the clipboard holds as text. */
    public String clipboard() {
        return workbench.read(() -> {
            Clipboard board = new Clipboard(Display.getCurrent());
            try {
                return String.valueOf(board.getContents(TextTransfer.getInstance()));
            } finally {
                board.dispose();
            }
        });
    }
}
