package org.campanile.ui.topology.transfer;

import org.campanile.ui.Services;
import org.campanile.ui.topology.deploy.DeployTarget;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Exports the environment of the active editor, as it is there now, saved or not. */
public final class ExportHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        DeployTarget target = Adapters.adapt(HandlerUtil.getActiveEditor(event), DeployTarget.class);
        if (target != null) {
            target.environment().ifPresent(environment -> new ExportDialog(window.getShell(), Services.of(window), environment, target.types()).open());
        }
        return null;
    }
}
