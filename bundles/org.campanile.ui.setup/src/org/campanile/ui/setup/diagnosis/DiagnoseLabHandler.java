package org.campanile.ui.setup.diagnosis;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** "Diagnose lab": opens the view and looks at the active lab. */
public final class DiagnoseLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            ((DiagnosisView) HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(DiagnosisView.ID)).diagnoseLab();
            return null;
        } catch (PartInitException e) {
            throw new ExecutionException(Messages.viewDidNotOpen, e);
        }
    }
}
