package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;

import org.campanile.ui.setup.SetupIds;
import org.campanile.ui.setup.wizard.Messages;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.DriverException;
import org.campanile.uidriver.MouseDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TextDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** The wizard "Set up". Fields go by the ids of the request's fields, such as {@code rabbit.vhost}. */
public final class SetupWizardPage {

    private static final Duration PLAN = Duration.ofSeconds(60);
    private static final Duration RUN = Duration.ofSeconds(120);

    private final ShellDriver shell;

    private SetupWizardPage(ShellDriver shell) {
        this.shell = shell;
    }

    /** The wizard that is open. */
    public static SetupWizardPage at(WorkbenchDriver workbench) {
        return new SetupWizardPage(workbench.shell("Set up "));
    }

    /** The window. */
    public ShellDriver shell() {
        return shell;
    }

    /** A button of the button bar: {@code back}, {@code next}, {@code finish}, {@code cancel}; or of a page, such as {@code murano.probe}. */
    public ButtonDriver button(String id) {
        return shell.buttonWithId(SetupIds.WIZARD + id);
    }

    /** Types into a field. */
    public SetupWizardPage type(String field, String text) {
        shell.textWithId(SetupIds.WIZARD + field).setText(text);
        return this;
    }

    /** What is in a field. */
    public String text(String field) {
        return shell.withId(SetupIds.WIZARD + field).read(w -> w instanceof StyledText t ? t.getText() : ((Text) w).getText());
    }

    /** Text of a line that cannot be edited. */
    public String label(String id) {
        return shell.withId(SetupIds.WIZARD + id).read(l -> ((Label) l).getText());
    }

    /** Goes on, as soon as the button works. */
    public SetupWizardPage next() {
        Wait.until("the next page can be opened", () -> button("next").isEnabled());
        button("next").click();
        return this;
    }

    /** Whether the next page can be opened. */
    public boolean canGoOn() {
        return button("next").isEnabled();
    }

    /** Waits for a sentence that a page tells above its fields. */
    public SetupWizardPage waitForMessage(String part) {
        shell.label(part);
        return this;
    }

    /** Waits until the plan is there, and answers its summary. */
    public String plan() {
        Wait.until("the plan", PLAN, () -> {
            String text = label("plan.summary");
            return !text.isEmpty() && !text.equals(Messages.looking);
        });
        return label("plan.summary");
    }

    /** State of all steps as the tree shows them, part by part. */
    public List<String> steps(String tree) {
        return shell.treeWithId(SetupIds.WIZARD + tree).read(t -> List.of(t.getItems()).stream()
                .flatMap(part -> List.of(part.getItems()).stream()).map(step -> step.getText(0) + ": " + step.getText(1)).toList());
    }

    /** Waits for the last page, and answers its report. */
    public String report() {
        Wait.until("the run ends", RUN, () -> button("finish").isEnabled());
        return text("done.report");
    }

    /** Closes the window by its button. */
    public void close() {
        button("finish").click();
        shell.waitUntilClosed();
    }

    /** Gives up. */
    public void cancel() {
        button("cancel").click();
        shell.waitUntilClosed();
    }

    /** Whether a field is on the page that is shown. */
    public boolean shows(String field) {
        return shell.hasId(SetupIds.WIZARD + field) && shell.withId(SetupIds.WIZARD + field).read(Control::isVisible);
    }

    /** Enter presses the window's default button, which has to be the way on. */
    public void enter() {
        Wait.until("there is a way on", () -> shell.read(s -> s.getDefaultButton() != null && s.getDefaultButton().isEnabled()));
        shell.read(s -> {
            s.getDefaultButton().notifyListeners(SWT.Selection, new Event());
            return s;
        });
    }

    /** Goes on by Tab until the field has the focus, as often as there are fields at most, and types into it. */
    public SetupWizardPage tabAndType(String field, String text) {
        boolean reached = shell.read(s -> {
            for (int i = 0; i < 40; i++) {
                Control at = Display.getCurrent().getFocusControl();
                if (at != null && (SetupIds.WIZARD + field).equals(at.getData("org.campanile.id"))) {
                    return true;
                }
                (at == null ? s : at).traverse(SWT.TRAVERSE_TAB_NEXT);
            }
            return false;
        });
        if (!reached) {
            throw new DriverException("Tab does not come to " + field);
        }
        return type(field, text);
    }

    /** Presses a field by the mouse, and types into it. */
    public SetupWizardPage pressAndType(MouseDriver mouse, String field, String text) {
        TextDriver driver = shell.textWithId(SetupIds.WIZARD + field);
        // Fields are made a few at a time, so what is aimed at may move away once.
        Wait.until(field + " has the focus by a press", Duration.ofSeconds(30), () -> {
            if (!driver.read(Control::isFocusControl)) {
                mouse.click(driver);
            }
            return driver.read(Control::isFocusControl);
        });
        // An earlier set-up of the lab may have left its answer.
        driver.setText("").typeText(text);
        return this;
    }
}
