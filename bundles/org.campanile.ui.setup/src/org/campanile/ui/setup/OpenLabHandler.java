package org.campanile.ui.setup;

import org.campanile.ui.Services;
import org.campanile.ui.labs.LabHandler;
import org.campanile.ui.labs.LabItem;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the page of the active lab, in its perspective; of a file that is selected and is no lab it tells why it is none. */
public final class OpenLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item && item.kind() == LabItem.Kind.BROKEN) {
            LabHandler.tellBroken(window.getShell(), Services.of(window), item);
            return null;
        }
        try {
            window.getWorkbench().showPerspective(SetupPerspective.ID, window).showView(LabView.ID);
        } catch (PartInitException e) {
            throw new ExecutionException(Messages.labPageDidNotOpen, e);
        } catch (WorkbenchException e) {
            throw new ExecutionException(Messages.perspectiveDidNotOpen, e);
        }
        return null;
    }
}
