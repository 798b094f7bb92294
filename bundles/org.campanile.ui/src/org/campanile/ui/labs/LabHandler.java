package org.campanile.ui.labs;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSnapshot;
import org.campanile.ui.FailureDialog;
import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** A command on the lab that is selected in the Labs explorer; of a file that is no lab it tells why it is none. UI thread only. */
public abstract class LabHandler extends AbstractHandler {

    @Override
    public final Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        if (HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item) {
            if (item.lab() == null) {
                tellBroken(window.getShell(), services, item);
            } else {
                run(window.getShell(), services, item.lab());
            }
        }
        return null;
    }

    /** Does it. */
    protected abstract void run(Shell shell, Services services, Lab lab);

    /** Shows why a file of the labs' folder is no lab. */
    public static void tellBroken(Shell shell, Services services, LabItem item) {
        services.labs().snapshot().broken().stream().filter(b -> b.file().equals(item.file())).findFirst().map(LabSnapshot.Broken::why)
                .ifPresent(why -> FailureDialog.open(shell, item.name(), why));
    }
}
