package org.campanile.ui.checks;

import java.util.Set;

import org.campanile.ui.Services;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Runs the checks of the active lab and shows the Checks view. */
public final class CheckLabHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Services.of(PlatformUI.getWorkbench()).activeLab().get().isPresent());
    }
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        IWorkbenchPage page = window.getActivePage();
        if (page != null && services.activeLab().get().isPresent()) {
            try {
                page.showView(ChecksView.ID, null, IWorkbenchPage.VIEW_VISIBLE);
            } catch (PartInitException e) {
                throw new ExecutionException(Messages.checksViewFailed, e);
            }
        }
        services.activeLab().get().ifPresent(lab -> {
            LabCheckRunner runner = new LabCheckRunner(services);
            services.jobs().job(NLS.bind(Messages.checkLab, lab.name()), task -> runner.run(lab, Set.of(), task)).user()
                    .rule("checks/" + LabCheckRunner.source(lab)).family(CheckLabHandler.class).start();
        });
        return null;
    }
}
