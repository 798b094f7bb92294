package org.campanile.ui.topology.command;

import java.nio.file.Path;

import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.labs.LabsView;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.editor.EnvironmentInput;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.WorkbenchException;

/** Opens environments. UI thread only. */
public final class Editors {

    private Editors() {
    }

    /** Opens a file in its editor, in the perspective Environments; it is read while they are made. */
    public static void open(IWorkbenchWindow window, Path file) {
        EnvironmentInput input = new EnvironmentInput(file);
        if (window.getActivePage() == null || window.getActivePage().findEditor(input) == null) {
            input.reading(Services.of(window));
        }
        try {
            IWorkbenchPage page = window.getWorkbench().showPerspective(Topology.PERSPECTIVE, window);
            // One after the other, so that the window stays alive between the two.
            window.getShell().getDisplay().asyncExec(() -> open(page, input));
        } catch (WorkbenchException e) {
            throw new IllegalStateException("The perspective Environments is part of this program", e);
        }
    }

    private static void open(IWorkbenchPage page, EnvironmentInput input) {
        try {
            page.openEditor(input, Topology.EDITOR);
        } catch (PartInitException e) {
            throw new IllegalStateException("The editor of environments is part of this program", e);
        }
    }

    /** Lets the Labs explorer look again which environments there are. */
    public static void listAgain(IWorkbenchWindow window) {
        if (window.getActivePage() != null && window.getActivePage().findView(LabsView.ID) instanceof Refreshable labs) {
            labs.refresh();
        }
    }
}
