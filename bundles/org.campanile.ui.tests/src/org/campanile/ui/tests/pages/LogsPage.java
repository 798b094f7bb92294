package org.campanile.ui.tests.pages;

import java.util.List;
import java.util.stream.IntStream;

import org.campanile.core.lab.Lab;
import org.campanile.core.logs.LogSource;
import org.campanile.ui.setup.logs.LogIds;
import org.campanile.ui.setup.logs.LogsView;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;

/** The Logs view. */
public final class LogsPage {

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Opens the view. */
    public LogsPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        view = workbench.openView(LogIds.VIEW);
    }

    /** Reads these logs, as the chooser's button would. */
    public LogsPage read(Lab lab, List<LogSource> sources) {
        workbench.run(() -> ((LogsView) PlatformUI.getWorkbench().getActiveWorkbenchWindow().getActivePage().findView(LogIds.VIEW)).read(lab, sources));
        return this;
    }

    /** The view. */
    public ViewDriver view() {
        return view;
    }

    /** The entries. */
    public TableDriver table() {
        return view.tableWithId(LogIds.VIEW + ".table");
    }

    /** Severity and message of the entries. */
    public List<String> rows() {
        TableDriver table = table();
        return IntStream.range(0, table.rowCount()).mapToObj(row -> table.cell(row, 1) + ": " + table.cell(row, 3)).toList();
    }

    /** Searches. */
    public LogsPage search(String words) {
        view.textWithId(LogIds.VIEW + ".filter").setText(words);
        return this;
    }

    /** Shows only this severity and worse. */
    public LogsPage severity(String words) {
        view.comboBoxWithId(LogIds.VIEW + ".severity").setSelection(words);
        workbench.run(() -> view.comboBoxWithId(LogIds.VIEW + ".severity").widget().notifyListeners(SWT.Selection, new Event()));
        return this;
    }

    /** Turns a switch: {@code follow}, {@code fold}, {@code harmless}. */
    public LogsPage toggle(String name) {
        ToolItem item = view.find("switch " + name, ToolItem.class, 0, i -> (LogIds.VIEW + "." + name).equals(((Widget) i).getData("org.campanile.id")));
        workbench.run(() -> {
            item.setSelection(!item.getSelection());
            item.notifyListeners(SWT.Selection, new Event());
        });
        return this;
    }

    /** What is counted above the table. */
    public String count() {
        return view.withId(LogIds.VIEW + ".count").read(l -> ((Label) l).getText());
    }

    /** What is said of the selected entry. */
    public String details() {
        return view.withId(LogIds.VIEW + ".details").read(t -> ((StyledText) t).getText());
    }

    /** The severity that is chosen. */
    public String severity() {
        return view.withId(LogIds.VIEW + ".severity").read(c -> ((Combo) c).getText());
    }
}
