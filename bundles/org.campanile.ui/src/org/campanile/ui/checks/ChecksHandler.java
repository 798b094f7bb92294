package org.campanile.ui.checks;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IViewPart;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command on the Checks view of the window; there is nothing to do before something was checked. */
abstract class ChecksHandler extends AbstractHandler {

    @Override
    public final void setEnabled(Object context) {
        setBaseEnabled(!Services.of(PlatformUI.getWorkbench()).checks().runs().isEmpty());
    }

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
