package org.campanile.ui.topology.map;

import java.nio.file.Path;
import java.util.Optional;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Commands;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.command.Editors;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.campanile.ui.topology.editor.EnvironmentInput;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPropertyListener;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that maps the environment of the active editor to another lab, and afterwards what it has made. */
public final class MapHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        if (HandlerUtil.getActiveEditor(event) instanceof EnvironmentEditor editor && editor.document() != null) {
            Services services = Services.of(window);
            Path file = ((EnvironmentInput) editor.getEditorInput()).file();
            MapWizard wizard = new MapWizard(services, editor.types(), editor.document().draft(), file, output -> close(window, output),
                    (output, lab) -> written(window, services, output, lab));
            WizardDialog dialog = new WizardDialog(window.getShell(), wizard);
            dialog.create();
            Names.name(dialog.getShell(), Topology.MAP);
            dialog.open();
        }
        return null;
    }

    /** An editor of the file that is replaced would show what is gone; one with changes asks what becomes of them. */
    private static boolean close(IWorkbenchWindow window, Path file) {
        IEditorPart open = window.getActivePage().findEditor(new EnvironmentInput(file));
        return open == null || window.getActivePage().closeEditor(open, true);
    }

    private static void written(IWorkbenchWindow window, Services services, Path file, Optional<Lab> lab) {
        lab.ifPresent(services.activeLab()::set);
        Editors.listAgain(window);
        Editors.open(window, file);
        lab.ifPresent(to -> window.getShell().getDisplay().asyncExec(() -> {
            if (window.getActivePage().findEditor(new EnvironmentInput(file)) instanceof EnvironmentEditor editor) {
                deploy(editor);
            }
        }));
    }

    /** As soon as the file has been read. */
    private static void deploy(EnvironmentEditor editor) {
        Runnable run = () -> editor.getSite().getShell().getDisplay().asyncExec(() -> Commands.run(editor.getSite(), Topology.DEPLOY));
        if (editor.document() != null) {
            run.run();
            return;
        }
        editor.addPropertyListener(new IPropertyListener() {
            @Override
            public void propertyChanged(Object source, int property) {
                if (property == EnvironmentEditor.PROP_INPUT) {
                    editor.removePropertyListener(this);
                    run.run();
                }
            }
        });
    }
}
