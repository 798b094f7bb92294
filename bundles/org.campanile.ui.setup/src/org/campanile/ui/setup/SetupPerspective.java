package org.campanile.ui.setup;

import org.campanile.ui.PerspectiveFrame;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Lab Setup, the first perspective: Labs left, the lab's page in the middle, Checks and Progress at the bottom. */
public final class SetupPerspective implements IPerspectiveFactory {

    /** Id of the perspective. */
    public static final String ID = "org.campanile.ui.setup.perspective";

    private static final String CENTRE = "org.campanile.ui.setup.centre";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        PerspectiveFrame.lay(layout, false);
        layout.setEditorAreaVisible(false);
        layout.createFolder(CENTRE, IPageLayout.TOP, 0.99f, layout.getEditorArea()).addView(LabView.ID);
        layout.getViewLayout(LabView.ID).setCloseable(false);
        layout.addShowViewShortcut(LabView.ID);
    }
}
