package org.campanile.ui.topology.plan;

import org.campanile.ui.topology.Topology;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Brings the Plan view to the front. */
public final class ShowPlanHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        try {
            return HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().showView(Topology.PLAN);
        } catch (PartInitException e) {
            throw new IllegalStateException("The view Plan is part of this program", e);
        }
    }
}
