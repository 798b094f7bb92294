package org.campanile.ui.tests.pages;

import java.time.Duration;

import org.campanile.ui.setup.LabView;
import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.setup.SetupPerspective;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.ViewDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/** The page of the active lab in the perspective Lab Setup. */
public final class LabSetupPage {

    private static final Duration CHECKS = Duration.ofSeconds(60);

    private final WorkbenchDriver workbench;
    private final ViewDriver view;

    private LabSetupPage(WorkbenchDriver workbench) {
        this.workbench = workbench;
        this.view = workbench.viewById(LabView.ID);
    }

    /** Opens the perspective and the page. */
    public static LabSetupPage open(WorkbenchDriver workbench) {
        workbench.perspectiveById(SetupPerspective.ID);
        return new LabSetupPage(workbench);
    }

    /** The view. */
    public ViewDriver view() {
        return view;
    }

    /** A line of the head: {@code name}, {@code guard}, {@code cloud}, {@code broker}, {@code warning}, {@code summary}. */
    public String head(String line) {
        return text(SetupIds.PAGE + "." + line);
    }

    /** State, evidence or age of a part by its check's id. */
    public String part(String rule, String column) {
        return text(SetupIds.PART + rule + "." + column);
    }

    private String text(String id) {
        return view.withId(id).read(l -> ((Label) l).getText());
    }

    /** A button of the head: {@code checkAll}, {@code setUp}, {@code undo}. */
    public ButtonDriver button(String name) {
        return view.buttonWithId(SetupIds.PAGE + "." + name);
    }

    /** Checks all parts and waits for the end. */
    public LabSetupPage checkAll() {
        button("checkAll").click();
        return waitForChecks();
    }

    /** Checks one part and waits for the end. */
    public LabSetupPage check(String rule) {
        String id = SetupIds.PART + rule + ".check";
        view.withId(id).read(link -> {
            link.notifyListeners(SWT.Selection, new Event());
            return link;
        });
        return waitForChecks();
    }

    /** Waits until no check of this page runs. */
    public LabSetupPage waitForChecks() {
        workbench.settle();
        workbench.waitForJobs(LabView.class, CHECKS);
        Wait.until("the rows show the end", () -> !head("summary").contains("being checked"));
        return this;
    }

    /** Opens the wizard by its button. */
    public SetupWizardPage setUp() {
        button("setUp").click();
        return SetupWizardPage.at(workbench);
    }

    /** Opens the undo dialog by its button. */
    public ShellDriver undo() {
        button("undo").click();
        return workbench.shell("Undo the last set-up");
    }
}
