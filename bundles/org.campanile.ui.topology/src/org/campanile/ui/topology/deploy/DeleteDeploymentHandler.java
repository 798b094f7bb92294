package org.campanile.ui.topology.deploy;

import java.util.Optional;

import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.jface.dialogs.MessageDialog;
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
        String what = murano ? "Murano on " + lab.get().name() + " deletes the environment with all its servers and what is on their disks. To abandon it means that"
                + " Murano forgets it: its stack stays and nobody owns it any more (Murano 0.2 cannot)."
                : "The stack on " + lab.get().name() + " is deleted with all its servers and what is on their disks, and the agents' queues.";
        String yes = murano ? "Delete environment" : "Delete " + environment.unitCount() + (environment.unitCount() == 1 ? " server" : " servers");
        String[] answers = murano ? new String[] { yes, "Abandon", "Cancel" } : new String[] { yes, "Cancel" };
        // Enter alone deletes nothing.
        int answer = new MessageDialog(window.getShell(), "Delete the deployment of " + environment.name() + "?", null,
                what + " This cannot be undone. The environment's file stays.", MessageDialog.WARNING, answers, answers.length - 1).open();
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
