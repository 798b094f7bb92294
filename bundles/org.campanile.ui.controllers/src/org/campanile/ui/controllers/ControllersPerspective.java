package org.campanile.ui.controllers;

import org.campanile.ui.PerspectiveFrame;
import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Controllers: Labs left, the board in the middle, details right of it, history, what-if and exchanges at the bottom, where plugin.xml puts them beside Checks. */
public final class ControllersPerspective implements IPerspectiveFactory {

    /** Id of the perspective. */
    public static final String ID = "org.campanile.ui.controllers.perspective";

    private static final String CENTRE = "org.campanile.ui.controllers.centre";
    private static final String BESIDE = "org.campanile.ui.controllers.beside";

    @Override
    public void createInitialLayout(IPageLayout layout) {
        PerspectiveFrame.lay(layout, false);
        layout.setEditorAreaVisible(false);
        IFolderLayout centre = layout.createFolder(CENTRE, IPageLayout.TOP, 0.99f, layout.getEditorArea());
        centre.addView(ControllersView.ID);
        for (String view : new String[] {HistoryView.ID, AlarmsView.ID, WhatIfView.ID, ExchangesView.ID, OthersView.ID}) {
            layout.addShowViewShortcut(view);
        }
        layout.createFolder(BESIDE, IPageLayout.RIGHT, 0.7f, CENTRE).addView(DetailsView.ID);
        layout.getViewLayout(ControllersView.ID).setCloseable(false);
        layout.addShowViewShortcut(ControllersView.ID);
        layout.addShowViewShortcut(DetailsView.ID);
    }
}
