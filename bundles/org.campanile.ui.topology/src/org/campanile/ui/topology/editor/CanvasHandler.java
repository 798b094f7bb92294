package org.campanile.ui.topology.editor;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.environment.TopologyGraph.GroupKind;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Clip;
import org.campanile.ui.FailureDialog;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.document.ServiceClip;
import org.campanile.ui.topology.picture.PictureExport;
import org.campanile.ui.topology.scene.Alignment;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
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
        ZOOM_IN, ZOOM_OUT, ZOOM_100, FIT, ARRANGE, UNPIN, ADD, ADD_UNIT, PROPERTIES, DELETE, RENAME, SELECT_ALL, COPY, CUT, PASTE, CONNECT, DISCONNECT,
        ALIGN, FRAMES, EXPORT, PRINT;

        private static final Set<Verb> OF_SELECTION = EnumSet.of(UNPIN, ADD_UNIT, PROPERTIES, DELETE, RENAME, COPY, CUT, CONNECT, DISCONNECT, ALIGN);
        private static final Set<Verb> OF_TEXTS = EnumSet.of(DELETE, SELECT_ALL, COPY, CUT, PASTE);
        /** They change the document and need no canvas in sight: the table and the outline have them too. */
        private static final Set<Verb> OF_DOCUMENT = EnumSet.of(ADD_UNIT, DELETE, SELECT_ALL, COPY, CUT, PASTE, DISCONNECT, EXPORT, PRINT);
    }

    /** The parameter that says how to align, or which frames to draw. */
    private static final String HOW = "how";

    private Verb verb;

    @Override
    public void setInitializationData(IConfigurationElement config, String propertyName, Object data) {
        verb = Verb.valueOf(String.valueOf(data));
    }

    @Override
    public boolean isEnabled() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        if (window == null || window.getActivePage() == null || !(window.getActivePage().getActiveEditor() instanceof EnvironmentEditor editor)
                || editor.page() == null || editor.page().isDisposed() || !(editor.page().isVisible()
                        || Verb.OF_DOCUMENT.contains(verb) && !editor.inSource() || verb == Verb.RENAME && editor.rows().isPresent())) {
            return false;
        }
        if (Verb.OF_SELECTION.contains(verb) && editor.document().selection().isEmpty()) {
            return false;
        }
        Control focus = Display.getCurrent() == null ? null : Display.getCurrent().getFocusControl();
        return !Verb.OF_TEXTS.contains(verb) || !(focus instanceof Text || focus instanceof Combo || focus instanceof StyledText);
    }

    @Override
    public Object execute(ExecutionEvent event) {
        if (HandlerUtil.getActiveEditor(event) instanceof EnvironmentEditor editor && editor.page() != null) {
            try {
                run(editor, editor.page(), editor.document(), event.getParameter(HOW));
            } catch (FailureException e) {
                FailureDialog.open(HandlerUtil.getActiveShell(event), Messages.environment, e.failure());
            }
        }
        return null;
    }

    private void run(EnvironmentEditor editor, TopologyPage page, EnvironmentDocument document, String how) throws FailureException {
        TopologyCanvas canvas = page.canvas();
        Set<String> selection = document.selection();
        switch (verb) {
            case ZOOM_IN -> canvas.zoom(true);
            case ZOOM_OUT -> canvas.zoom(false);
            case ZOOM_100 -> canvas.scale(1);
            case FIT -> canvas.fit();
            case ARRANGE -> page.edits().arrange();
            case UNPIN -> page.edits().free(selection);
            case ADD -> page.palette().setFocus();
            case ADD_UNIT -> selection.forEach(page.edits()::addUnit);
            case PROPERTIES -> page.form().focus("", "");
            case DELETE -> page.edits().remove(selection);
            case RENAME -> editor.rows().ifPresentOrElse(TablePage::edit, () -> page.form().focus("", "name"));
            case SELECT_ALL -> document.select(canvas.scene().ids());
            case COPY -> copy(canvas, document);
            case CUT -> {
                copy(canvas, document);
                page.edits().remove(selection);
            }
            case PASTE -> page.edits().paste(clipboard(canvas.getDisplay()));
            case CONNECT -> canvas.connect();
            case DISCONNECT -> page.edits().disconnect(selection);
            case ALIGN -> page.edits().align(canvas.scene(), selection, Alignment.valueOf(how));
            case FRAMES -> document.frames("NONE".equals(how) ? Optional.empty() : Optional.of(GroupKind.valueOf(how)));
            case EXPORT -> new PictureExport(editor.services(), canvas).ask(canvas.getShell(), document.environment().name());
            case PRINT -> new PictureExport(editor.services(), canvas).print(canvas.getShell(), document.environment().name());
        }
    }

    private static void copy(TopologyCanvas canvas, EnvironmentDocument document) throws FailureException {
        Clip.copy(canvas.getDisplay(), new ServiceClip(document.types()).copy(document.environment(), document.selection()));
    }

    private static String clipboard(Display display) {
        Clipboard clipboard = new Clipboard(display);
        try {
            return clipboard.getContents(TextTransfer.getInstance()) instanceof String text ? text : "";
        } finally {
            clipboard.dispose();
        }
    }
}
