package org.campanile.ui.topology.plan;

import org.eclipse.ui.IPartListener2;
import org.eclipse.ui.IWorkbenchPartReference;

/** Tells that another part may be active, or that one is seen or hidden. UI thread only. */
final class PlanParts implements IPartListener2 {

    private final Runnable then;

    PlanParts(Runnable then) {
        this.then = then;
    }

    @Override
    public void partActivated(IWorkbenchPartReference part) {
        then.run();
    }

    @Override
    public void partBroughtToTop(IWorkbenchPartReference part) {
        then.run();
    }

    @Override
    public void partClosed(IWorkbenchPartReference part) {
        then.run();
    }

    @Override
    public void partVisible(IWorkbenchPartReference part) {
        then.run();
    }

    @Override
    public void partHidden(IWorkbenchPartReference part) {
        then.run();
    }
}
