package org.campanile.ui.labs;

import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Shell;

/** Renames the selected lab. All that belongs to it stays with it: passwords, runs, deployments, what was chosen. */
public final class RenameLabHandler extends LabHandler {
    @Override
    protected void run(Shell shell, Services services, Lab lab) {
        InputDialog dialog = new InputDialog(shell, Messages.renameLabTitle, NLS.bind(Messages.newName, lab.name()), lab.name(),
                name -> problem(services, lab, name)) {
            @Override
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                getOkButton().setText(Messages.rename);
            }
        };
        if (Shells.ask(dialog) == Window.OK && !dialog.getValue().equals(lab.name())) {
            Lab renamed = lab.renamed(dialog.getValue());
            services.jobs().job(NLS.bind(Messages.renameLab, lab.name()), task -> {
                Lab kept = services.labs().replace(lab.name(), renamed);
                tell(services, lab.name(), kept.name());
                return kept;
            }).rule("labs").done(services.activeLab()::set).start();
        }
    }

    /** Writes into the audit log that a lab has another name. Any thread. */
    public static void tell(Services services, String before, String now) throws FailureException {
        services.audit().append(now, NLS.bind(Messages.labRenamed, before, now), List.of(), "done");
    }

    private static String problem(Services services, Lab lab, String name) {
        boolean taken = services.labs().snapshot().find(name).filter(other -> !other.id().equals(lab.id())).isPresent();
        return LabNames.problem(name).orElse(taken ? Messages.nameTaken : null);
    }
}
