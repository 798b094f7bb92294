package org.campanile.ui.topology;

import org.campanile.ui.PerspectiveFrame;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Lays out the perspective Environments: the editor has its own properties, the deployment is at the bottom, the outline below the labs. */
public final class TopologyPerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        PerspectiveFrame.lay(layout, false).addView(Topology.DEPLOYMENT);
        layout.createFolder(Topology.PLUGIN + ".leftBottom", IPageLayout.BOTTOM, 0.5f, PerspectiveFrame.LEFT).addView(IPageLayout.ID_OUTLINE);
        layout.addShowViewShortcut(Topology.DEPLOYMENT);
        layout.addShowViewShortcut(IPageLayout.ID_OUTLINE);
    }
}
