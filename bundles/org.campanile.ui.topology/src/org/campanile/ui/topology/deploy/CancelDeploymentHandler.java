package org.campanile.ui.topology.deploy;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.handlers.HandlerUtil;

/** Stops following the deployment of the active editor; what Heat was asked to do goes on there. */
public final class CancelDeploymentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        DeployTarget target = Adapters.adapt(HandlerUtil.getActiveEditor(event), DeployTarget.class);
        if (target != null) {
            target.deployment().cancel();
        }
        return null;
    }
}
