package org.campanile.ui.labs;

import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.ui.Services;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.swt.widgets.Shell;

/** Renames the selected lab. All that belongs to it stays with it: passwords, runs, deployments, what was chosen. */
public final class RenameLabHandler extends LabHandler {
    @Override
    protected void run(Shell shell, Services services, Lab lab) {
        InputDialog dialog = new InputDialog(shell, "Rename lab", "New name of " + lab.name() + ":", lab.name(), name -> problem(services, lab, name));
        if (dialog.open() == Window.OK && !dialog.getValue().equals(lab.name())) {
            Lab renamed = lab.renamed(dialog.getValue());
            services.jobs().job("Rename lab " + lab.name(), task -> {
                Lab kept = services.labs().replace(lab.name(), renamed);
                services.audit().append(renamed.name(), "Lab " + lab.name() + " is called " + renamed.name() + " from now on.", List.of(), "done");
                return kept;
            }).rule("labs").done(services.activeLab()::set).start();
        }
    }

    private static String problem(Services services, Lab lab, String name) {
        boolean taken = services.labs().snapshot().find(name).filter(other -> !other.id().equals(lab.id())).isPresent();
        return LabNames.problem(name).orElse(taken ? "There is a lab of this name already." : null);
    }
}
