package org.campanile.ui.setup.diagnosis;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** "Send a small environment…": opens the view and asks what to send. */
public final class SendHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            ((DiagnosisView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(DiagnosisView.ID)).send();
            return null;
        } catch (PartInitException e) {
            throw new ExecutionException(Messages.viewDidNotOpen, e);
        }
    }
}
