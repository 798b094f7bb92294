package org.campanile.ui;

import org.eclipse.core.commands.Command;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchPartSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** Runs commands from buttons, links and double clicks. UI thread only. */
public final class Commands {

    private Commands() {
    }

    /** Runs a command as its menu item would; of one that is disabled just now it says so. */
    public static void run(IServiceLocator where, String id) {
        Command command = where.getService(ICommandService.class).getCommand(id);
        try {
            if (command.isEnabled()) {
                where.getService(IHandlerService.class).executeCommand(id, null);
            } else {
                tellDisabled(command);
            }
        } catch (CommandException e) {
            ILog.of(Commands.class).log(new Status(IStatus.WARNING, Services.PLUGIN, NLS.bind(Messages.commandDidNotRun, id), e));
        }
    }

    /** Shows Labs, where the lab is selected that the wizard then changes, and opens that. */
    public static void editLab(IWorkbenchPartSite site) {
        try {
            site.getPage().showView("org.campanile.ui.labs");
            run(site, "org.campanile.ui.lab.edit");
        } catch (PartInitException e) {
            ILog.of(Commands.class).log(new Status(IStatus.WARNING, Services.PLUGIN, NLS.bind(Messages.commandDidNotRun, "org.campanile.ui.lab.edit"), e));
        }
    }

    private static void tellDisabled(Command command) throws NotDefinedException {
        MessageDialog.openInformation(Shells.front(Display.getCurrent()), command.getName().replace("…", ""), Messages.commandDisabled);
    }
}
