package org.campanile.ui.setup.marks;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the images of the active lab with Murano's marks on them. */
public final class MarksHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(PlatformUI.isWorkbenchRunning() && Services.of(PlatformUI.getWorkbench()).activeLab().get().filter(l -> l.cloud().isPresent()).isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        services.activeLab().get().filter(l -> l.cloud().isPresent()).ifPresent(lab -> new MarksDialog(window.getShell(), services, lab).open());
        return null;
    }
}
