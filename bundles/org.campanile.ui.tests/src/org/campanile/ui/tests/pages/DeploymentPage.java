package org.campanile.ui.tests.pages;

import java.util.List;

import org.campanile.ui.topology.Topology;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;

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
}
