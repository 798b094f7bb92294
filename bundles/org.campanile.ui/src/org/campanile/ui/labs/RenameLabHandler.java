package org.campanile.ui.labs;

import java.util.List;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabNames;
import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Renames the selected lab. All that belongs to it stays with it: passwords, runs, deployments, what was chosen. */
public final class RenameLabHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        if (!(HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item) || item.lab() == null) {
            return null;
        }
        Lab lab = item.lab();
        InputDialog dialog = new InputDialog(window.getShell(), "Rename lab", "New name of " + lab.name() + ":", lab.name(),
                name -> LabNames.problem(name).orElse(null));
        if (dialog.open() == Window.OK && !dialog.getValue().equals(lab.name())) {
            Lab renamed = lab.renamed(dialog.getValue());
            services.jobs().job("Rename lab " + lab.name(), task -> {
                Lab kept = services.labs().replace(lab.name(), renamed);
                services.audit().append(renamed.name(), "Lab " + lab.name() + " is called " + renamed.name() + " from now on.", List.of(), "done");
                return kept;
            }).rule("labs").done(services.activeLab()::set).start();
        }
        return null;
    }
}
