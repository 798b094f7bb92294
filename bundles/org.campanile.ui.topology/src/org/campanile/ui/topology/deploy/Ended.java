package org.campanile.ui.topology.deploy;

import org.campanile.core.deploy.DeploymentResult;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;

/** What is told when a deployment has ended and nobody is looking at it. UI thread only. */
public final class Ended {

    private Ended() {
    }

    /** Tells it in the corner of the screen, unless the editor and its window are before the user's eyes. */
    public static void tell(IEditorPart editor, Services services, DeploymentResult result) {
        IWorkbenchWindow window = editor.getSite().getWorkbenchWindow();
        Shell shell = window.getShell();
        boolean seen = !shell.getMinimized() && shell.getDisplay().getActiveShell() == shell && window.getActivePage() != null
                && window.getActivePage().getActiveEditor() == editor && window.getActivePage().isPartVisible(editor);
        if (seen) {
            return;
        }
        String name = result.snapshot().environmentName();
        boolean good = result instanceof DeploymentResult.Succeeded;
        boolean findings = result.snapshot().findings().stream().anyMatch(f -> f.severity().isProblem());
        String text = switch (result) {
            case DeploymentResult.Succeeded s -> findings ? found(s.snapshot().findings().size()) : wanted(s.snapshot().units().size());
            case DeploymentResult.Failed f -> f.failure().meaning();
            case DeploymentResult.Cancelled c -> "";
        };
        Toast.tell(shell, services, !good ? State.FAILED : findings ? State.ATTENTION : State.GOOD,
                good ? NLS.bind(Messages.isDeployed, name) : NLS.bind(Messages.wasNotDeployed, name), text, () -> {
            shell.setMinimized(false);
            shell.forceActive();
            window.getActivePage().activate(editor);
            DeployHandler.show(window);
        });
    }

    private static String found(int findings) {
        return findings == 1 ? Messages.withFinding : NLS.bind(Messages.withFindings, findings);
    }

    private static String wanted(int units) {
        return units == 1 ? Messages.unitIsAsWanted : NLS.bind(Messages.unitsAreAsWanted, units);
    }
}
