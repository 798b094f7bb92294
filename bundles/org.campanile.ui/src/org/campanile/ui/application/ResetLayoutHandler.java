package org.campanile.ui.application;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** Window > Reset layout: every open perspective gets the layout it was shipped with. */
public final class ResetLayoutHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        IPerspectiveDescriptor current = page.getPerspective();
        for (IPerspectiveDescriptor perspective : page.getOpenPerspectives()) {
            page.setPerspective(perspective);
            page.resetPerspective();
        }
        page.setPerspective(current);
        return null;
    }
}
