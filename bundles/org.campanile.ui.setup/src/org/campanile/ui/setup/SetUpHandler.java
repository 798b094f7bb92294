package org.campanile.ui.setup;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.setup.wizard.SetupDialog;
import org.campanile.ui.setup.wizard.SetupWizard;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that sets the active lab up; afterwards the page looks at the lab again. */
public final class SetUpHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Commands.changeable().isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Lab lab = Commands.changeable().orElse(null);
        if (lab != null) {
            SetupWizard wizard = new SetupWizard(Services.of(window), lab);
            new SetupDialog(window.getShell(), wizard).open();
            if (wizard.hasRun()) {
                Commands.page(window).ifPresent(LabView::refresh);
            }
        }
        return null;
    }
}
