package org.campanile.ui.topology.command;

import java.util.Locale;
import java.util.Map;

import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.editor.EnvironmentEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.operations.IOperationHistory;
import org.eclipse.core.commands.operations.IUndoableOperation;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

/** Undo and redo of the active environment by the platform's history; the menu says what. Data {@code undo} or {@code redo}. */
public final class HistoryHandler extends AbstractHandler implements IExecutableExtension, IElementUpdater {

    private boolean redo;

    @Override
    public void setInitializationData(IConfigurationElement config, String propertyName, Object data) {
        redo = "redo".equals(data);
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        EnvironmentDocument document = document();
        if (document != null) {
            if (redo) {
                history().redo(document.undoContext(), null, null);
            } else {
                history().undo(document.undoContext(), null, null);
            }
        }
        return null;
    }

    @Override
    public boolean isEnabled() {
        return next() != null;
    }

    @Override
    public void updateElement(UIElement element, @SuppressWarnings("rawtypes") Map parameters) {
        IUndoableOperation next = next();
        if (next == null || next.getLabel().isEmpty()) {
            element.setText(redo ? Messages.redo : Messages.undo);
            return;
        }
        // Names within the label keep their capitals.
        String what = (next.getLabel().substring(0, 1).toLowerCase(Locale.ROOT) + next.getLabel().substring(1)).replace("&", "&&");
        element.setText(redo ? NLS.bind(Messages.redoNamed, what) : NLS.bind(Messages.undoNamed, what));
    }

    private IUndoableOperation next() {
        EnvironmentDocument document = document();
        if (document == null) {
            return null;
        }
        return redo ? history().getRedoOperation(document.undoContext()) : history().getUndoOperation(document.undoContext());
    }

    private static IOperationHistory history() {
        return PlatformUI.getWorkbench().getOperationSupport().getOperationHistory();
    }

    private static EnvironmentDocument document() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        return window != null && window.getActivePage() != null && window.getActivePage().getActiveEditor() instanceof EnvironmentEditor editor
                ? editor.document() : null;
    }
}
