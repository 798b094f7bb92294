package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;

import org.campanile.ui.Jobs;
import org.campanile.uidriver.TreeDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Label;

/** The Checks view. */
public final class ChecksPage {

    private static final String ID = "org.campanile.ui.checks";
    private static final Duration RUN = Duration.ofSeconds(60);

    private final WorkbenchDriver workbench;

    /** Opens the view if it is not open. */
    public ChecksPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        workbench.openView(ID);
    }

    /** The view. */
    public ViewDriver view() {
        return workbench.viewById(ID);
    }

    /** Checks the active lab and waits for the whole report. */
    public ChecksPage checkLab(String lab) {
        workbench.command("org.campanile.ui.lab.check");
        Wait.until("findings of " + lab, RUN, () -> view().hasId(ID + ".run") && view().comboBoxWithId(ID + ".run").getText().equals(lab) && !summary().isEmpty());
        return waitForRun();
    }

    /** Waits until nothing is checked any more. */
    public ChecksPage waitForRun() {
        workbench.settle();
        workbench.waitForJobs(Jobs.class, RUN);
        Wait.until("the report is whole", RUN, () -> !summary().endsWith("so far"));
        return this;
    }

    /** The line that counts findings. */
    public String summary() {
        return view().withId(ID + ".summary").read(c -> ((Label) c).getText());
    }

    /** Groups and findings. */
    public TreeDriver tree() {
        return view().treeWithId(ID + ".tree");
    }

    /** All rows that are visible now. */
    public List<String> rows() {
        return tree().visibleItems();
    }

    /** What the details say. */
    public String details() {
        return view().withId(ID + ".details").read(c -> ((StyledText) c).getText());
    }

    /** Filters. */
    public ChecksPage filter(String words) {
        view().textWithId(ID + ".filter").setText(words);
        return this;
    }
}
