package org.campanile.ui.topology;

import org.campanile.ui.PerspectiveFrame;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Lays out the perspective Environments: the editor has its own properties, the deployment is at the bottom. */
public final class TopologyPerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        PerspectiveFrame.lay(layout, false);
        IFolderLayout beside = layout.createFolder(Topology.PLUGIN + ".bottomRight", IPageLayout.RIGHT, 0.5f, PerspectiveFrame.BOTTOM);
        beside.addView(Topology.DEPLOYMENT);
        layout.addShowViewShortcut(Topology.DEPLOYMENT);
    }
}
