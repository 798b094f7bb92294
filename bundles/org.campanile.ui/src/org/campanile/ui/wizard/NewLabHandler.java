package org.campanile.ui.wizard;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the "New lab" wizard. */
public final class NewLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        open(window.getShell(), Services.of(window), new NewLabWizard());
        return null;
    }

    static void open(Shell parent, Services services, NewLabWizard wizard) {
        wizard.init(services);
        WizardDialog dialog = new WizardDialog(parent, wizard);
        dialog.setPageSize(660, 580);
        dialog.create();
        Names.name(dialog.getShell(), "org.campanile.ui.wizard");
        dialog.open();
    }
}
