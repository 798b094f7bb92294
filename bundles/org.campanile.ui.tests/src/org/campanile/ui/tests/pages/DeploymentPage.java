package org.campanile.ui.tests.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.deploy.Messages;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Link;

/** The view of a deployment. */
public final class DeploymentPage {

    private final ViewDriver view;

    /** Opens it. */
    public DeploymentPage(WorkbenchDriver workbench) {
        view = workbench.openView(Topology.DEPLOYMENT);
    }

    /** A column of the units, from 0. */
    public List<String> units(int column) {
        return tab(Messages.units).table("units").column(column);
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

    /** Titles of the tabs. */
    public List<String> tabs() {
        CTabFolder tabs = view.find("the tabs", CTabFolder.class, 0, t -> true);
        List<String> titles = new ArrayList<>();
        tabs.getDisplay().syncExec(() -> List.of(tabs.getItems()).forEach(item -> titles.add(item.getText())));
        return titles;
    }

    /** Has that tried again which failed with these words. */
    public DeploymentPage tryAgain(String words) {
        Link link = view.find("the banner with " + words, Link.class, 0,
                l -> Arrays.stream(l.getParent().getParent().getChildren()).anyMatch(c -> c instanceof Label label && label.getText().contains(words)));
        link.getDisplay().syncExec(() -> {
            Event event = new Event();
            event.text = "retry";
            link.notifyListeners(SWT.Selection, event);
        });
        return this;
    }

    /** A button of the tab in front. */
    public ButtonDriver button(String which) {
        return view.buttonWithId(Topology.DEPLOYMENT + "." + which);
    }
}
