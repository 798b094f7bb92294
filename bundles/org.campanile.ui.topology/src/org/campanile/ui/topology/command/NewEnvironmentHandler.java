package org.campanile.ui.topology.command;

import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TeamTypes;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.wizard.NewEnvironmentWizard;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard for a new environment. */
public final class NewEnvironmentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        services.jobs().job(Messages.readTheTypesOfServices, task -> TeamTypes.read(services.home().labs().resolve(ServiceTypes.FOLDER)).types()).system().on(window.getShell())
                .done(types -> open(window, services, types)).start();
        return null;
    }

    private static void open(IWorkbenchWindow window, Services services, ServiceTypes types) {
        NewEnvironmentWizard wizard = new NewEnvironmentWizard();
        wizard.init(services, types, file -> {
            Editors.listAgain(window);
            Editors.open(window, file);
        });
        WizardDialog dialog = new WizardDialog(window.getShell(), wizard);
        dialog.create();
        Names.name(dialog.getShell(), Topology.NEW);
        dialog.open();
    }
}
