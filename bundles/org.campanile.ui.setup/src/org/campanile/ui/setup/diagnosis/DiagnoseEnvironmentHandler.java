package org.campanile.ui.setup.diagnosis;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.DeploymentNames;
import org.campanile.core.diagnosis.Target;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.campanile.ui.labs.LabItem;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPathEditorInput;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** "Diagnose environment": looks why what was deployed of the selected or edited environment does not work, on the active lab. */
public final class DiagnoseEnvironmentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        Optional<Path> file = selected(event).or(() -> edited(window.getActivePage().getActiveEditor()));
        Optional<Lab> lab = services.activeLab().get();
        if (file.isEmpty() || lab.isEmpty()) {
            return null;
        }
        try {
            DiagnosisView view = (DiagnosisView) window.getActivePage().showView(DiagnosisView.ID);
            Path types = services.home().labs().resolve(ServiceTypes.FOLDER);
            services.jobs().job(NLS.bind(Messages.readFile, file.get().getFileName()),
                    task -> target(new EnvironmentFile(ServiceTypes.shipped().withFolder(types)).read(file.get()))).system()
                    .done(target -> view.diagnose(lab.get(), target)).start();
            return null;
        } catch (PartInitException e) {
            throw new ExecutionException(Messages.viewDidNotOpen, e);
        }
    }

    private static Optional<Path> selected(ExecutionEvent event) {
        return HandlerUtil.getCurrentSelection(event) instanceof IStructuredSelection s && s.getFirstElement() instanceof LabItem item && item.file() != null
                ? Optional.of(item.file()) : Optional.empty();
    }

    private static Optional<Path> edited(IEditorPart editor) {
        return editor != null && editor.getEditorInput() instanceof IPathEditorInput input ? Optional.of(input.getPath().toFile().toPath()) : Optional.empty();
    }

    private static Target target(Environment e) {
        List<String> queues = e.services().stream().flatMap(s -> s.units().stream().map(u -> DeploymentNames.inputQueue(e, s, u))).toList();
        return Target.own(e.name(), DeploymentNames.stack(e), queues, DeploymentNames.resultsQueue(e));
    }
}
