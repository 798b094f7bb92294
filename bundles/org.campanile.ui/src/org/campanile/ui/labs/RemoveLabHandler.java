package org.campanile.ui.labs;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.checks.LabCheckRunner;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;

/** Takes the selected lab off the list, with its stored passwords. Nothing in the lab itself changes. */
public final class RemoveLabHandler extends LabHandler {
    @Override
    protected void run(Shell shell, Services services, Lab lab) {
        int answer = MessageDialog.open(MessageDialog.QUESTION, shell, "Remove lab " + lab.name() + "?",
                "Its description and its stored passwords are deleted here. Nothing changes in the lab itself.", 0, "Remove " + lab.name(), "Cancel");
        if (answer == 0) {
            services.jobs().job("Remove lab " + lab.name(), task -> {
                services.labs().delete(lab.name());
                services.secrets().forgetLab(lab.id());
                return lab;
            }).rule("labs").done(gone -> services.checks().withdraw(LabCheckRunner.source(gone))).start();
        }
    }
}
