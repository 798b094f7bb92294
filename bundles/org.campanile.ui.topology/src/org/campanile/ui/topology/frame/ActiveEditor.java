package org.campanile.ui.topology.frame;

import java.util.function.Consumer;

import org.campanile.ui.Subscription;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IPropertyListener;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPartConstants;
import org.eclipse.ui.IWorkbenchPartReference;

/** Tells a view which editor is active: at once, when it may be another, when that one has read its file, and when a part is seen or hidden. UI thread only. */
public final class ActiveEditor implements IPartListener2, Subscription {

    private final IWorkbenchPage page;
    private final Consumer<IEditorPart> then;
    private final IPropertyListener read;
    private IEditorPart editor;

    private ActiveEditor(IWorkbenchPage page, Consumer<IEditorPart> then) {
        this.page = page;
        this.then = then;
        read = (source, property) -> {
            if (property == IWorkbenchPartConstants.PROP_INPUT) {
                choose();
            }
        };
    }

    /** Follows the editors of a page until the answer is closed; {@code then} gets {@code null} while there is none. */
    public static Subscription follow(IWorkbenchPage page, Consumer<IEditorPart> then) {
        ActiveEditor following = new ActiveEditor(page, then);
        page.addPartListener(following);
        following.choose();
        return following;
    }

    private void choose() {
        IEditorPart now = page.getActiveEditor();
        if (now != editor) {
            leave();
            editor = now;
            if (now != null) {
                now.addPropertyListener(read);
            }
        }
        then.accept(now);
    }

    private void leave() {
        if (editor != null) {
            editor.removePropertyListener(read);
        }
    }

    @Override
    public void close() {
        page.removePartListener(this);
        leave();
    }

    @Override
    public void partActivated(IWorkbenchPartReference part) {
        choose();
    }

    @Override
    public void partBroughtToTop(IWorkbenchPartReference part) {
        choose();
    }

    @Override
    public void partClosed(IWorkbenchPartReference part) {
        choose();
    }

    @Override
    public void partVisible(IWorkbenchPartReference part) {
        choose();
    }

    @Override
    public void partHidden(IWorkbenchPartReference part) {
        choose();
    }
}
