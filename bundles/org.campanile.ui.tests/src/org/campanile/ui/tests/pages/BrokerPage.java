package org.campanile.ui.tests.pages;

import java.util.List;
import java.util.stream.IntStream;

import org.campanile.ui.setup.broker.BrokerIds;
import org.campanile.ui.setup.broker.BrokerView;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Label;

/** The Broker view. */
public final class BrokerPage {

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    /** Opens the view. */
    public BrokerPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        view = workbench.openView(BrokerView.ID);
    }

    /** The view. */
    public ViewDriver view() {
        return view;
    }

    /** The queues. */
    public TableDriver table() {
        return view.tableWithId(BrokerIds.VIEW + ".table");
    }

    /** Names of the queues that are shown. */
    public List<String> queues() {
        TableDriver table = table();
        return IntStream.range(0, table.rowCount()).mapToObj(row -> table.cell(row, 0)).toList();
    }

    /** What is counted above the table. */
    public String summary() {
        return view.withId(BrokerIds.VIEW + ".summary").read(l -> ((Label) l).getText());
    }

    /** Filters by name. */
    public BrokerPage filter(String words) {
        view.textWithId(BrokerIds.VIEW + ".table.filter").setText(words);
        return this;
    }

    /** Opens the dialog that looks into a queue, as a double click does. */
    public ShellDriver peek(int row) {
        String name = table().cell(row, 0);
        table().doubleClick(row);
        return workbench.shell("Look into queue " + name);
    }
}
