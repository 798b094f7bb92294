package org.campanile.ui.controllers;

import org.campanile.ui.Clip;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.handlers.HandlerUtil;

/** Copies what the board shows, one line for each group on each node; while the filter has the focus, the text marked in it. */
public final class CopyHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Display display = HandlerUtil.getActiveShellChecked(event).getDisplay();
        if (display.getFocusControl() instanceof Text text) {
            text.copy();
        } else if (HandlerUtil.getActivePart(event) instanceof ControllersView view) {
            Clip.copy(display, view.copied());
        }
        return null;
    }
}
