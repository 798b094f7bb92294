package org.campanile.ui.setup;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the page of the active lab, in its perspective. */
public final class OpenLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        try {
            window.getWorkbench().showPerspective(SetupPerspective.ID, window).showView(LabView.ID);
        } catch (PartInitException e) {
            throw new ExecutionException("The lab's page did not open", e);
        } catch (WorkbenchException e) {
            throw new ExecutionException("The perspective Lab Setup did not open", e);
        }
        return null;
    }
}
