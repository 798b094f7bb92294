package org.campanile.ui.tests.pages;

import java.util.List;

import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;

/** The view of a deployment. */
public final class DeploymentPage {

    private final ViewDriver view;

    /** Opens it. */
    public DeploymentPage(WorkbenchDriver workbench) {
        view = workbench.openView(Topology.DEPLOYMENT);
    }

    /** A column of the units, from 0. */
    public List<String> units(int column) {
        return view.tableWithId(Topology.DEPLOYMENT + ".units").column(column);
    }

    /** Waits for a text of the view. */
    public String text(String part) {
        return view.label(part);
    }

    /** Brings the tab of that title to the front; its title may go on with a number. */
    public DeploymentPage tab(String title) {
        CTabFolder tabs = view.find("the tabs", CTabFolder.class, 0, t -> true);
        tabs.getDisplay().syncExec(() -> {
            for (CTabItem item : tabs.getItems()) {
                if (item.getText().startsWith(title)) {
                    tabs.setSelection(item);
                }
            }
        });
        return this;
    }

    /** A table of the tab in front: {@code events}, {@code findings}, {@code chain}, {@code runs}. */
    public TableDriver table(String which) {
        return view.tableWithId(Topology.DEPLOYMENT + "." + which);
    }

    /** A button of the tab in front. */
    public ButtonDriver button(String which) {
        return view.buttonWithId(Topology.DEPLOYMENT + "." + which);
    }
}
