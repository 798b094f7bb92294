package org.campanile.ui.setup;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** "Check lab" while the lab's page is active: its rows show how far the checks are. */
public final class CheckAllHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Services.of(PlatformUI.getWorkbench()).activeLab().get().isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        LabView.of(HandlerUtil.getActiveWorkbenchWindowChecked(event)).ifPresent(LabView::refresh);
        return null;
    }
}
