package org.campanile.ui.application;

import org.campanile.ui.Refreshable;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.ui.handlers.HandlerUtil;

/** F5: the active part reads again what it shows. */
public final class RefreshHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActivePart(event) instanceof Refreshable part) {
            part.refresh();
        }
        return null;
    }
}
