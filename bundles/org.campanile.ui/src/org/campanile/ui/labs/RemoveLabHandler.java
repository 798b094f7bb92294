package org.campanile.ui.labs;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.checks.LabCheckRunner;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Takes the selected lab off the list, with its stored passwords. Nothing in the lab itself changes. */
public final class RemoveLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        if (!(HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item) || item.lab() == null) {
            return null;
        }
        Lab lab = item.lab();
        int answer = MessageDialog.open(MessageDialog.QUESTION, window.getShell(), "Remove lab " + lab.name() + "?",
                "Its description and its stored passwords are deleted here. Nothing changes in the lab itself.", 0, "Remove " + lab.name(), "Cancel");
        if (answer == 0) {
            services.jobs().job("Remove lab " + lab.name(), task -> {
                services.labs().delete(lab.name());
                services.secrets().forgetLab(lab.id());
                return lab;
            }).rule("labs").done(gone -> services.checks().withdraw(LabCheckRunner.source(gone))).start();
        }
        return null;
    }
}
