package org.campanile.ui.topology.command;

import org.campanile.ui.labs.LabItem;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the environment selected in the Labs explorer. */
public final class OpenEnvironmentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item && item.kind() == LabItem.Kind.ENVIRONMENT) {
            Editors.open(HandlerUtil.getActiveWorkbenchWindowChecked(event), item.file());
        }
        return null;
    }
}
