package org.campanile.ui.topology.deploy;

import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Deletes what is deployed of the environment of the active editor, after saying that it cannot be undone. */
public final class DeleteDeploymentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        DeployTarget target = Adapters.adapt(HandlerUtil.getActiveEditor(event), DeployTarget.class);
        if (target == null || target.environment().isEmpty() || target.deployment().state().changing()) {
            return null;
        }
        Optional<Lab> lab = target.deployment().state().lab().or(() -> Services.of(window).activeLab().get());
        if (lab.isEmpty()) {
            return null;
        }
        Environment environment = target.environment().get();
        boolean murano = target.deployment().state().by() == Backend.MURANO;
        String what = murano ? NLS.bind(Messages.muranoDeletesAll, lab.get().name())
                : NLS.bind(Messages.stackIsDeleted, lab.get().name());
        int units = environment.unitCount();
        String yes = murano ? Messages.deleteEnvironment : units == 1 ? Messages.deleteServer : NLS.bind(Messages.deleteServers, units);
        String[] answers = murano ? new String[] { yes, Messages.abandon, Messages.cancel } : new String[] { yes, Messages.cancel };
        // Enter alone deletes nothing.
        int answer = Shells.ask(new MessageDialog(window.getShell(), NLS.bind(Messages.deleteDeploymentQuestion, environment.name()), null, what,
                MessageDialog.WARNING, answers, answers.length - 1));
        if (answer == 0) {
            target.deployment().delete(lab.get(), environment);
        } else if (murano && answer == 1) {
            target.deployment().abandon(lab.get(), environment);
        } else {
            return null;
        }
        DeployHandler.show(window);
        return null;
    }
}
