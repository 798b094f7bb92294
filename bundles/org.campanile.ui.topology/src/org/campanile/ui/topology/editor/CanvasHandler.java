package org.campanile.ui.topology.editor;

import java.util.Set;

import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** The commands of the canvas; which one is the data of the extension. Those that a text field understands as well leave it to the field. */
public final class CanvasHandler extends AbstractHandler implements IExecutableExtension {

    private enum Verb {
        ZOOM_IN, ZOOM_OUT, ZOOM_100, FIT, ARRANGE, ADD_UNIT, PROPERTIES, DELETE, RENAME, SELECT_ALL;

        boolean needsSelection() {
            return this == ADD_UNIT || this == PROPERTIES || this == DELETE || this == RENAME;
        }

        boolean isAlsoOfTexts() {
            return this == DELETE || this == SELECT_ALL;
        }
    }

    private Verb verb;

    @Override
    public void setInitializationData(IConfigurationElement config, String propertyName, Object data) {
        verb = Verb.valueOf(String.valueOf(data));
    }

    @Override
    public boolean isEnabled() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window == null || window.getActivePage() == null || !(window.getActivePage().getActiveEditor() instanceof EnvironmentEditor editor)
                || editor.page() == null || editor.page().isDisposed() || !editor.page().isVisible()) {
            return false;
        }
        if (verb.needsSelection() && editor.document().selection().isEmpty()) {
            return false;
        }
        Control focus = Display.getCurrent() == null ? null : Display.getCurrent().getFocusControl();
        return !verb.isAlsoOfTexts() || !(focus instanceof Text || focus instanceof Combo || focus instanceof StyledText);
    }

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof EnvironmentEditor editor && editor.page() != null) {
            run(editor.page(), editor.document());
        }
        return null;
    }

    private void run(TopologyPage page, EnvironmentDocument document) {
        TopologyCanvas canvas = page.canvas();
        Set<String> selection = document.selection();
        switch (verb) {
            case ZOOM_IN -> canvas.zoom(true);
            case ZOOM_OUT -> canvas.zoom(false);
            case ZOOM_100 -> canvas.scale(1);
            case FIT -> canvas.fit();
            case ARRANGE -> page.edits().arrange();
            case ADD_UNIT -> selection.forEach(page.edits()::addUnit);
            case PROPERTIES -> page.form().focus("", "");
            case DELETE -> page.edits().remove(selection);
            case RENAME -> page.form().focus("", "name");
            case SELECT_ALL -> document.select(canvas.scene().ids());
        }
    }
}
