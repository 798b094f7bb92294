package org.campanile.ui.controllers;

import org.campanile.ui.TextExport;
import org.campanile.ui.controllers.board.BoardText;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Writes what the board shows to a CSV file. */
public final class ExportHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(ControllersView.ID) instanceof ControllersView view) {
            TextExport.ask(view.getSite().getShell(), Messages.exportControllersAsCsv, "controllers.csv", BoardText.csv(view.snapshots()));
        }
        return null;
    }
}
