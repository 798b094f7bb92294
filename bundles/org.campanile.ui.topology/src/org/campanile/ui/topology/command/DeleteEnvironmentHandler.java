package org.campanile.ui.topology.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.campanile.core.environment.LayoutFile;
import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.labs.LabItem;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.editor.EnvironmentInput;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IEditorReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Deletes the file of the environment selected in the Labs explorer. What is deployed of it stays, which the question says. */
public final class DeleteEnvironmentHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        if (!(HandlerUtil.getCurrentStructuredSelection(event).getFirstElement() instanceof LabItem item) || item.kind() != LabItem.Kind.ENVIRONMENT) {
            return null;
        }
        // Enter alone deletes nothing.
        int answer = Shells.ask(new MessageDialog(window.getShell(), NLS.bind(Messages.deleteEnvironmentQuestion, item.name()), null,
                NLS.bind(Messages.fileIsDeleted, item.file()), MessageDialog.WARNING,
                new String[] {NLS.bind(Messages.delete, item.name()), Messages.cancel}, 1));
        if (answer == 0) {
            close(window.getActivePage(), item.file());
            Services.of(window).jobs().job(NLS.bind(Messages.deleteEnvironment, item.name()), task -> delete(item.file())).done(gone -> Editors.listAgain(window)).start();
        }
        return null;
    }

    private static void close(IWorkbenchPage page, Path file) {
        for (IEditorReference reference : page.findEditors(new EnvironmentInput(file), Topology.EDITOR, IWorkbenchPage.MATCH_INPUT | IWorkbenchPage.MATCH_ID)) {
            page.closeEditors(new IEditorReference[] {reference}, false);
        }
    }

    private static Path delete(Path file) throws FailureException {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(LayoutFile.beside(file));
            return file;
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.deletingAnEnvironment, file, e), e);
        }
    }
}
