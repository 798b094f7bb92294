package org.campanile.ui.tests.pages;

import java.time.Duration;
import java.util.List;

import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.wizard.Messages;
import org.campanile.uidriver.ComboDriver;
import org.campanile.uidriver.ShellDriver;
import org.campanile.uidriver.Wait;
import org.campanile.uidriver.WorkbenchDriver;

/** The wizard for a new environment. */
public final class NewEnvironmentPage {

    private static final Duration READ = Duration.ofSeconds(60);

    private final ShellDriver shell;

    /** Opens it. */
    public NewEnvironmentPage(WorkbenchDriver workbench) {
        workbench.command(Topology.NEW);
        shell = workbench.shell(Messages.newEnvironment);
    }

    /** Types the name. */
    public NewEnvironmentPage name(String name) {
        shell.textWithId(Topology.NEW + ".name").setText(name);
        return this;
    }

    /** Waits until what the active lab has is offered. */
    public NewEnvironmentPage waitForOffers() {
        Wait.until("images of the lab are offered", READ, () -> !image().items().isEmpty());
        return this;
    }

    /** The choice of an image. */
    public ComboDriver image() {
        return shell.comboBoxWithId(Topology.NEW + ".image");
    }

    /** The choice of a flavor. */
    public ComboDriver flavor() {
        return shell.comboBoxWithId(Topology.NEW + ".flavor");
    }

    /** The choice of a network. */
    public ComboDriver network() {
        return shell.comboBoxWithId(Topology.NEW + ".network");
    }

    /** The choice of what to begin with. */
    public ComboDriver template() {
        return shell.comboBoxWithId(Topology.NEW + ".template");
    }

    /** Takes the first network on offer unless one is chosen. */
    public NewEnvironmentPage anyNetwork() {
        List<String> offered = network().items();
        if (network().getText().isEmpty()) {
            network().setSelection(offered.getFirst());
        }
        return this;
    }

    /** Whether it can be finished now. */
    public boolean canFinish() {
        return shell.button("Finish").isEnabled();
    }

    /** What it says is wrong, or where the file will be. */
    public String message(String part) {
        return shell.label(part);
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
