package org.campanile.ui.checks;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command on the Checks view of the window; nothing happens when it is not open. */
abstract class ChecksHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
        IViewPart view = page == null ? null : page.findView(ChecksView.ID);
        if (view instanceof ChecksView checks) {
            run(checks, event);
        }
        return null;
    }

    abstract void run(ChecksView view, ExecutionEvent event) throws ExecutionException;
}
