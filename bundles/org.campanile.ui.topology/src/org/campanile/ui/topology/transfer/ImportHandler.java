package org.campanile.ui.topology.transfer;

import java.util.Optional;

import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TeamTypes;
import org.campanile.ui.Services;
import org.campanile.ui.topology.command.Editors;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Imports an environment from a file and opens it. */
public final class ImportHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        open(HandlerUtil.getActiveWorkbenchWindowChecked(event), Optional.empty());
        return null;
    }

    /** Imports what is given, or what the user chooses, and opens it in its editor. UI thread only. */
    public static void open(IWorkbenchWindow window, Optional<ImportSource> given) {
        Services services = Services.of(window);
        services.jobs().job(Messages.readServiceTypes, task -> TeamTypes.read(services.home().labs().resolve(ServiceTypes.FOLDER)).types()).system()
                .on(window.getShell()).done(types -> ImportDialog.open(window.getShell(), services, types, given).ifPresent(file -> {
                    Editors.listAgain(window);
                    Editors.open(window, file);
                })).start();
    }
}
