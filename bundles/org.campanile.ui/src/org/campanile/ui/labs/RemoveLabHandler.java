package org.campanile.ui.labs;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.checks.LabCheckRunner;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;

/** Takes the selected lab off the list, with its stored passwords. Nothing in the lab itself changes. */
public final class RemoveLabHandler extends LabHandler {
    @Override
    protected void run(Shell shell, Services services, Lab lab) {
        int answer = Shells.ask(new MessageDialog(shell, NLS.bind(Messages.removeLabQuestion, lab.name()), null, Messages.whatRemovingDeletes,
                MessageDialog.QUESTION, 0, NLS.bind(Messages.remove, lab.name()), Messages.cancel));
        if (answer == 0) {
            services.jobs().job(NLS.bind(Messages.removeLab, lab.name()), task -> {
                services.labs().delete(lab.name());
                services.secrets().forgetLab(lab.id());
                return lab;
            }).rule("labs").done(gone -> services.checks().withdraw(LabCheckRunner.source(gone))).start();
        }
    }
}
