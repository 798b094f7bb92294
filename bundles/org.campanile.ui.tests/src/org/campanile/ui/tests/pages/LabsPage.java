package org.campanile.ui.tests.pages;

import java.util.List;

import org.campanile.uidriver.MenuDriver;
import org.campanile.uidriver.TreeDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;

/** The Labs explorer. */
public final class LabsPage {

    private static final String ID = "org.campanile.ui.labs";

    private final WorkbenchDriver workbench;

    /** Opens the explorer if it is not open. */
    public LabsPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.openView(ID);
    }

    /** The tree, which is there as soon as there is a lab. */
    public TreeDriver tree() {
        return workbench.viewById(ID).treeWithId("org.campanile.ui.labs.tree");
    }

    /** Names of the labs with their guards. */
    public List<String> labs() {
        return tree().getAllItems();
    }

    /** What a lab is made of, as its rows say it. */
    public List<String> parts(String lab) {
        return tree().getTreeItem(lab).getNodes();
    }

    /** Selects a lab, which makes it the active one. */
    public LabsPage select(String lab) {
        tree().getTreeItem(lab).select();
        return this;
    }

    /** Selects a part of a lab. */
    public LabsPage select(String lab, String part) {
        tree().expandNode(lab, part).select();
        return this;
    }

    /** The item of a lab's context menu. */
    public MenuDriver menu(String lab, String item) {
        return tree().getTreeItem(lab).contextMenu(item);
    }

    /** Waits until a lab is listed, or is not. */
    public LabsPage waitFor(String lab, boolean there) {
        Wait.until("lab " + lab + (there ? " is" : " is not") + " listed", () -> labs().stream().anyMatch(l -> l.startsWith(lab)) == there);
        return this;
    }
}
