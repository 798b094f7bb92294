package org.campanile.ui.topology;

import org.campanile.ui.PerspectiveFrame;
import org.campanile.ui.topology.muranoview.MuranoIds;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Lays out the perspective Environments: the editor has its own properties, the deployment is at the bottom, the outline below the labs. */
public final class TopologyPerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        IFolderLayout bottom = PerspectiveFrame.lay(layout, false);
        bottom.addView(Topology.DEPLOYMENT);
        bottom.addView(Topology.PLAN);
        bottom.addPlaceholder(Topology.WHAT_IF);
        bottom.addPlaceholder(MuranoIds.VIEW);
        layout.createFolder(Topology.PLUGIN + ".leftBottom", IPageLayout.BOTTOM, 0.5f, PerspectiveFrame.LEFT).addView(IPageLayout.ID_OUTLINE);
        layout.addShowViewShortcut(Topology.DEPLOYMENT);
        layout.addShowViewShortcut(Topology.PLAN);
        layout.addShowViewShortcut(Topology.WHAT_IF);
        layout.addShowViewShortcut(MuranoIds.VIEW);
        layout.addShowViewShortcut(IPageLayout.ID_OUTLINE);
    }
}
