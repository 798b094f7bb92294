package org.campanile.ui.controllers;

import org.campanile.core.controllers.NodeAction;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.handlers.HandlerUtil;

/** Asks for an action on the system at hand. */
public final class SwactHandler extends AbstractHandler implements IExecutableExtension {

    private NodeAction action = NodeAction.SWACT;

    @Override
    public void setInitializationData(IConfigurationElement config, String property, Object data) {
        if (data instanceof String name) {
            action = NodeAction.valueOf(name);
        }
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        if (HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage().findView(ControllersView.ID) instanceof ControllersView view) {
            view.act(action);
        }
        return null;
    }
}
