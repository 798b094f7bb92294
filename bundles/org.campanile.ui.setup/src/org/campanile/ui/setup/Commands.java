package org.campanile.ui.setup;

import java.util.Optional;

import org.campanile.core.lab.Guard;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** What the buttons and handlers of Lab Setup have in common. UI thread only. */
final class Commands {

    private Commands() {
    }

    /** Runs a command as its menu item would; one that is disabled now does nothing. */
    static void run(IServiceLocator where, String command) {
        try {
            where.getService(IHandlerService.class).executeCommand(command, null);
        } catch (CommandException e) {
            ILog.of(Commands.class).log(new Status(IStatus.INFO, "org.campanile.ui.setup", "Command " + command + " did not run", e));
        }
    }

    /** The active lab, if it may be changed. */
    static Optional<Lab> changeable() {
        return PlatformUI.isWorkbenchRunning() ? Services.of(PlatformUI.getWorkbench()).activeLab().get().filter(l -> l.guard() != Guard.READ_ONLY)
                : Optional.empty();
    }

    /** The lab's page of a window, if it is open. */
    static Optional<LabView> page(IWorkbenchWindow window) {
        IWorkbenchPage page = window.getActivePage();
        return page != null && page.findView(LabView.ID) instanceof LabView view ? Optional.of(view) : Optional.empty();
    }
}
