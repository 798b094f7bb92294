package org.campanile.ui.demo;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Starts the demo lab. */
public final class StartDemoLabHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Services.of(PlatformUI.getWorkbench()).demo().startable());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Services.of(HandlerUtil.getActiveWorkbenchWindowChecked(event)).demo().start();
        return null;
    }
}
