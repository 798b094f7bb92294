package org.campanile.ui.guide;

import org.campanile.ui.Services;
import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchSite;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;

/** Runs a command that the guide links to, or says why it cannot be run just now. UI thread only. */
final class CommandLink {

    private CommandLink() {
    }

    static void run(IWorkbenchSite site, String id) {
        Command command = site.getService(ICommandService.class).getCommand(id);
        try {
            if (!command.isEnabled()) {
                MessageDialog.openInformation(site.getShell(), command.getName().replace("…", ""),
                        "Not possible just now: it needs something to be selected or open that is not. Select a lab in Labs, or what it is about, and try again.");
                return;
            }
            site.getService(IHandlerService.class).executeCommand(id, null);
        } catch (CommandException e) {
            ILog.of(CommandLink.class).log(new Status(IStatus.WARNING, Services.PLUGIN, "The guide links to " + id + ", which could not be run", e));
        }
    }
}
