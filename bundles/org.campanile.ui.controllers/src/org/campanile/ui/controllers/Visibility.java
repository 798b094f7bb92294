package org.campanile.ui.controllers;

import java.util.function.Consumer;

import org.campanile.ui.Subscription;
import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.IWorkbenchPartReference;

/** Whether a part can be seen, so that nothing is read for nobody. UI thread only. */
final class Visibility {

    private Visibility() {
    }

    /** Tells {@code seen} each time the part comes to the front or goes behind another one, until closed. */
    static Subscription follow(IWorkbenchPart part, Consumer<Boolean> seen) {
        IWorkbenchPage page = part.getSite().getPage();
        IPartListener2 listener = new IPartListener2() {
            @Override
            public void partVisible(IWorkbenchPartReference reference) {
                tell(reference, true);
            }

            @Override
            public void partHidden(IWorkbenchPartReference reference) {
                tell(reference, false);
            }

            private void tell(IWorkbenchPartReference reference, boolean now) {
                if (reference.getPart(false) == part) {
                    seen.accept(now);
                }
            }
        };
        page.addPartListener(listener);
        return () -> page.removePartListener(listener);
    }
}
