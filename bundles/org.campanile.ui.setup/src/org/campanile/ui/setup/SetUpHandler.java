package org.campanile.ui.setup;

import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.ui.Services;
import org.campanile.ui.setup.wizard.SetupDialog;
import org.campanile.ui.setup.wizard.SetupStart;
import org.campanile.ui.setup.wizard.SetupWizard;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that sets the active lab up; afterwards the page looks at the lab again. */
public final class SetUpHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Services.of(PlatformUI.getWorkbench()).activeLab().changeable().isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        String part = event.getParameter(SetupIds.PART_PARAMETER);
        Services.of(window).activeLab().changeable().ifPresent(lab -> open(window, lab, part, false));
        return null;
    }

    /** Reads recipes and choice, then opens the wizard: for all, for one part, or to go on with the run that was interrupted. */
    static void open(IWorkbenchWindow window, Lab lab, String part, boolean resume) {
        Services services = Services.of(window);
        services.jobs().job(NLS.bind(Messages.readRecipes, lab.name()), task -> {
            SetupStart start;
            try (LabSession session = services.session(lab)) {
                start = SetupStart.load(services, lab).knowing(services, session, task);
            }
            boolean goesOn = resume && start.interrupted().isPresent();
            return new Opening(start, goesOn ? Optional.of(start.books().runsOf(lab).request(start.interrupted().get())) : Optional.empty());
        }).family(SetUpHandler.class).on(window.getShell()).done(opening -> {
            SetupWizard wizard = new SetupWizard(services, lab, opening.start());
            opening.request().ifPresent(wizard::resume);
            if (part != null) {
                wizard.only(part);
            }
            new SetupDialog(window.getShell(), wizard).open();
            LabView.of(window).ifPresent(page -> {
                if (wizard.hasRun()) {
                    page.note("");
                }
                page.wizardClosed(wizard.hasRun());
            });
        }).start();
    }

    private record Opening(SetupStart start, Optional<RecipeRequest> request) {
    }
}
