package org.campanile.ui.setup.marks;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens export, comparison and import of the definitions of the active lab's broker. */
public final class DefinitionsHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(PlatformUI.isWorkbenchRunning() && Services.of(PlatformUI.getWorkbench()).activeLab().get().filter(l -> l.broker().isPresent()).isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        services.activeLab().get().filter(l -> l.broker().isPresent()).ifPresent(lab -> new DefinitionsDialog(window.getShell(), services, lab).open());
        return null;
    }
}
