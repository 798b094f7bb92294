package org.campanile.ui.labs;

import org.campanile.ui.Services;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** Runs a command by its id, as a click in a menu would; one that is not enabled just now is not run. UI thread only. */
final class Commands {

    private Commands() {
    }

    static void run(IServiceLocator site, String command) {
        try {
            site.getService(IHandlerService.class).executeCommand(command, null);
        } catch (CommandException e) {
            ILog.of(Commands.class).log(new Status(IStatus.INFO, Services.PLUGIN, "Command " + command + " is not available here", e));
        }
    }
}
