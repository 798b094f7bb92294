package org.campanile.ui.topology.deploy;

import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Deploys the environment of the active editor, after asking where and how. */
public final class DeployHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        DeployTarget target = Adapters.adapt(HandlerUtil.getActiveEditor(event), DeployTarget.class);
        if (target == null || target.environment().isEmpty() || target.deployment().state().changing()) {
            return null;
        }
        IEditorPart editor = HandlerUtil.getActiveEditor(event);
        DeployDialog.ask(window.getShell(), Services.of(window), target, editor.isDirty()).ifPresent(choice -> {
            // What is deployed is what the file says, so that the two can be compared later.
            if (editor.isDirty() && !window.getActivePage().saveEditor(editor, false)) {
                return;
            }
            target.deployment().deploy(choice.lab(), target.environment().orElseThrow(), choice.network(), choice.agents(), choice.by());
            show(window);
        });
        return null;
    }

    static void show(IWorkbenchWindow window) {
        try {
            window.getActivePage().showView(Topology.DEPLOYMENT, null, org.eclipse.ui.IWorkbenchPage.VIEW_VISIBLE);
        } catch (PartInitException e) {
            throw new IllegalStateException("The view of deployments is part of this program", e);
        }
    }
}
