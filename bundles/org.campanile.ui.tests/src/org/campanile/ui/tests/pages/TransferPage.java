package org.campanile.ui.tests.pages;

import java.nio.file.Path;
import java.util.List;

import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.transfer.Messages;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Label;

/** The dialogs that import and export environments. */
public final class TransferPage {

    private final ShellDriver shell;

    private TransferPage(ShellDriver shell) {
        this.shell = shell;
    }

    /** Opens the import. */
    public static TransferPage importing(WorkbenchDriver workbench) {
        workbench.command(Topology.IMPORT);
        return imported(workbench);
    }

    /** The import that something else has opened. */
    public static TransferPage imported(WorkbenchDriver workbench) {
        return new TransferPage(workbench.shell(Messages.importEnvironment));
    }

    /** Opens the export of the active editor. */
    public static TransferPage exporting(WorkbenchDriver workbench) {
        workbench.command(Topology.EXPORT);
        return exported(workbench);
    }

    /** The export that something else has opened. */
    public static TransferPage exported(WorkbenchDriver workbench) {
        return new TransferPage(workbench.shell("Export "));
    }

    /** The dialog. */
    public ShellDriver shell() {
        return shell;
    }

    /** Types the path of the file that is imported. */
    public TransferPage file(Path file) {
        shell.textWithId(Topology.IMPORT + ".file").setText(file.toString());
        return this;
    }

    /** Types the name of the new environment. */
    public TransferPage name(String name) {
        shell.textWithId(Topology.IMPORT + ".name").setText(name);
        return this;
    }

    /** The name that it would get. */
    public String name() {
        return shell.textWithId(Topology.IMPORT + ".name").getText();
    }

    /** Waits until it says this of what was read. */
    public TransferPage waitForWords(String part) {
        Wait.until("it says " + part, () -> words().contains(part));
        return this;
    }

    /** What it says of what was read. */
    public String words() {
        return shell.withId(Topology.IMPORT + ".words").read(l -> ((Label) l).getText());
    }

    /** What was left out, changed or added. */
    public TableDriver notes() {
        return shell.tableWithId(Topology.IMPORT + ".notes");
    }

    /** Whether it can be imported now. */
    public boolean canImport() {
        return shell.buttonWithId(Topology.IMPORT + ".yes").isEnabled();
    }

    /** Imports, and waits until the dialog has gone. */
    public void finish() {
        Wait.until("it can be imported", this::canImport);
        shell.buttonWithId(Topology.IMPORT + ".yes").click();
        shell.waitUntilClosed();
    }

    /** Chooses the format of the export whose label begins so, and waits for its text. */
    public TransferPage format(String begins, String textContains) {
        List<String> all = shell.comboBoxWithId(Topology.EXPORT + ".format").items();
        shell.comboBoxWithId(Topology.EXPORT + ".format").setSelection(all.stream().filter(f -> f.startsWith(begins)).findFirst().orElseThrow());
        Wait.until("the text is there", () -> text().contains(textContains));
        return this;
    }

    /** The exported text. */
    public String text() {
        return shell.textWithId(Topology.EXPORT + ".preview").getText();
    }

    /** What the format cannot hold. */
    public String limits() {
        return shell.textWithId(Topology.EXPORT + ".limits").getText();
    }
}
