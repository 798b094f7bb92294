package org.campanile.ui.tests.pages;

import java.time.Duration;

import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.map.Messages;
import org.campanile.uidriver.ButtonDriver;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.TableDriver;
import org.campanile.uidriver.TextDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;
import org.eclipse.swt.widgets.Label;

/** The wizard that maps an environment to another lab. */
public final class MapWizardPage {

    private static final Duration READ = Duration.ofSeconds(60);

    private final WorkbenchDriver workbench;
    private final ShellDriver shell;

    /** Opens it for the environment of that editor. */
    public MapWizardPage(WorkbenchDriver workbench, EnvironmentPage of) {
        this.workbench = workbench;
        of.command(Topology.MAP);
        shell = workbench.shell(Messages.mapToOtherLab);
    }

    /** Chooses the lab to map to. */
    public MapWizardPage to(String lab) {
        choice("to").setSelection(lab);
        return this;
    }

    /** A choice: {@code from}, {@code to}, {@code region}, or what is taken for a name, such as {@code image ws-2022}. */
    public ComboDriver choice(String id) {
        return shell.comboBoxWithId(Topology.MAP + "." + id);
    }

    /** A button by the end of its name, such as {@code real}, {@code replace}, {@code again}, {@code deploy}. */
    public ButtonDriver button(String id) {
        return shell.buttonWithId(Topology.MAP + "." + id);
    }

    /** The name of the new environment. */
    public TextDriver name() {
        return shell.textWithId(Topology.MAP + ".name");
    }

    /** Waits for a text anywhere in the wizard. */
    public String says(String part) {
        return shell.label(part);
    }

    /** Waits for what is said of one name: by what it was chosen, or that it has to be. */
    public MapWizardPage why(String match, String part) {
        Label label = (Label) shell.withId(Topology.MAP + "." + match + ".why").widget();
        Wait.until(match + ": " + part, () -> workbench.read(label::getText).contains(part));
        return this;
    }

    /** What the rules say about it on the other lab. */
    public TableDriver problems() {
        return shell.tableWithId(Topology.MAP + ".problems");
    }

    /** Whether one can go on to the next page. */
    public boolean canGoOn() {
        return shell.button("Next >").isEnabled();
    }

    /** Goes to the page of names, once both labs have been read. */
    public MapWizardPage next() {
        Wait.until("both labs are read", READ, this::canGoOn);
        shell.button("Next >").click();
        says("The rules have");
        return this;
    }

    /** Whether it can be finished now. */
    public boolean canFinish() {
        return shell.button("Finish").isEnabled();
    }

    /** Finishes and waits until it has closed. */
    public void finish() {
        Wait.until("the wizard can be finished", this::canFinish);
        shell.button("Finish").click();
        shell.waitUntilClosed();
    }

    /** Gives up. */
    public void cancel() {
        shell.button("Cancel").click();
        shell.waitUntilClosed();
    }
}
