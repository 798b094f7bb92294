package org.campanile.ui.wizard;

import org.campanile.ui.Services;
import org.campanile.ui.labs.LabItem;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the pages of the wizard on the selected lab. */
public final class EditLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item && item.lab() != null) {
            NewLabHandler.open(window.getShell(), Services.of(window), new NewLabWizard(item.lab()));
        }
        return null;
    }
}
