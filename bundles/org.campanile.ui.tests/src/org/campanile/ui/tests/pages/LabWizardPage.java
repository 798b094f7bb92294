package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;

import org.campanile.ui.wizard.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.jface.action.LegacyActionTools;

/** The "New lab" wizard and its twin "Edit lab". Fields go by the ids of the lab's fields, such as {@code cloud.auth_url}. */
public final class LabWizardPage {

    private static final String ID = "org.campanile.ui.wizard.";
    private static final Duration TEST = Duration.ofSeconds(40);

    private final ShellDriver shell;

    private LabWizardPage(ShellDriver shell) {
        this.shell = shell;
    }

    /** Opens "New lab" by its command. */
    public static LabWizardPage open(WorkbenchDriver workbench) {
        workbench.command("org.campanile.ui.lab.new");
        return at(workbench, Messages.newLab);
    }

    /** The wizard that is open under this title. */
    public static LabWizardPage at(WorkbenchDriver workbench, String title) {
        return new LabWizardPage(workbench.shell(title));
    }

    /** The dialog. */
    public ShellDriver shell() {
        return shell;
    }

    /** Types into a field. */
    public LabWizardPage type(String field, String text) {
        shell.textWithId(ID + field).setText(text);
        return this;
    }

    /** What is in a field. */
    public String text(String field) {
        return shell.textWithId(ID + field).getText();
    }

    /** Clicks a check box, radio or push button. */
    public LabWizardPage click(String field) {
        shell.buttonWithId(ID + field).click();
        return this;
    }

    /** Goes on. */
    public LabWizardPage next() {
        press("Next >");
        return this;
    }

    /** Goes back. */
    public LabWizardPage back() {
        press("< Back");
        return this;
    }

    private void press(String label) {
        Wait.until("button '" + label + "' is enabled", () -> shell.button(label).isEnabled());
        shell.button(label).click();
    }

    /** Whether a button of the bar is enabled. */
    public boolean isEnabled(String label) {
        return shell.button(label).isEnabled();
    }

    /** Waits for a page by a field that is on it. */
    public LabWizardPage on(String field) {
        Wait.until("page with " + field, () -> shell.hasId(ID + field));
        return this;
    }

    /** Finishes and waits until the wizard is closed. */
    public void finish() {
        press("Finish");
        shell.waitUntilClosed();
    }

    /** Cancels and waits until the wizard is closed. */
    public void cancel() {
        shell.button("Cancel").click();
        shell.waitUntilClosed();
    }

    /** Presses "Test connection" of a page's part and waits until it has ended. */
    public List<String> test(String part) {
        startTest(part);
        Wait.until("the connection test ends", TEST, () -> !isTesting(part));
        return results(part);
    }

    /** Presses "Test connection" and waits until it runs. */
    public LabWizardPage startTest(String part) {
        click(part + ".test");
        Wait.until("the connection test runs or has ended", () -> isTesting(part) || shell.tableWithId(ID + part + ".results").rowCount() > 0);
        return this;
    }

    /** Whether the test's button would stop it. */
    public boolean isTesting(String part) {
        return shell.buttonWithId(ID + part + ".test").getText().equals(LegacyActionTools.removeMnemonics(Messages.stopTest));
    }

    /** Rows of the test: the part and what was seen. */
    public List<String> results(String part) {
        var table = shell.tableWithId(ID + part + ".results");
        return java.util.stream.IntStream.range(0, table.rowCount()).mapToObj(i -> table.cell(i, 0) + ": " + table.cell(i, 1)).toList();
    }

    /** Chooses a cloud of the file that was found. */
    public LabWizardPage cloud(String name) {
        shell.comboBoxWithId(ID + "source.cloud").setSelection(name);
        return this;
    }
}
