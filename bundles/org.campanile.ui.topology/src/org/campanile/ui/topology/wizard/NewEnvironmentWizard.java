package org.campanile.ui.topology.wizard;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.environment.EnvironmentFile;
import org.campanile.core.environment.EnvironmentSecrets;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.environment.TeamTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.topology.command.Editors;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.ui.INewWizard;
import org.eclipse.ui.IWorkbench;

/** "New environment": a name, something to begin with, and what the lab's cloud gives it. The file is written when it is finished. UI thread only. */
public final class NewEnvironmentWizard extends Wizard implements INewWizard {

    private ServiceTypes types;
    private Services services;
    private Consumer<Path> then;
    private EnvironmentPage page;

    /** Made by the workbench or the command's handler; {@code init} comes next. */
    public NewEnvironmentWizard() {
        setWindowTitle(Messages.newEnvironment);
        setHelpAvailable(false);
        setNeedsProgressMonitor(true);
    }

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        var window = workbench.getActiveWorkbenchWindow();
        Services all = Services.of(workbench);
        init(all, TeamTypes.read(all.home().labs().resolve(ServiceTypes.FOLDER)).types(), file -> {
            Editors.listAgain(window);
            Editors.open(window, file);
        });
    }

    /** @param made called with the file when it was written */
    public void init(Services all, ServiceTypes known, Consumer<Path> made) {
        services = all;
        types = known;
        then = made;
    }

    @Override
    public void addPages() {
        page = new EnvironmentPage(services, types);
        addPage(page);
    }

    @Override
    public boolean performFinish() {
        EnvironmentDraft draft = page.draft();
        Path file = draft.in(services.home().environments());
        try {
            getContainer().run(true, false, monitor -> {
                try {
                    if (Files.exists(file)) {
                        throw new FailureException(new Failure(Failure.Kind.CONFLICT, Messages.makingEnvironment, file.toString(), "",
                                Messages.fileExists, Messages.chooseAnotherName));
                    }
                    Environment made = draft.build(types);
                    if (services.secrets().keeps()) {
                        EnvironmentSecrets.makeUp(made, EnvironmentSecrets.references(made), services.secrets());
                    }
                    new EnvironmentFile(types).save(file, made);
                } catch (FailureException e) {
                    throw new InvocationTargetException(e);
                }
            });
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof FailureException failure)) {
                throw new IllegalStateException(e.getCause());
            }
            page.show(failure.failure());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        then.accept(file);
        return true;
    }
}
