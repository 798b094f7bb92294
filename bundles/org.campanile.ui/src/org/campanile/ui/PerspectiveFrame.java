package org.campanile.ui;

import org.eclipse.ui.IFolderLayout;
import org.eclipse.ui.IPageLayout;

/**
 * What all perspectives have in the same place: Labs left, Checks and Progress at the bottom, room for Properties at the right. A perspective
 * factory calls {@link #lay} first and puts its own parts into the folders named here or beside the editor area. UI thread only.
 */
public final class PerspectiveFrame {

    /** Folder left of the editor area; holds the Labs explorer. */
    public static final String LEFT = "org.campanile.ui.left";

    /** Folder below the editor area; holds Checks and Progress. */
    public static final String BOTTOM = "org.campanile.ui.bottom";

    /** Folder right of the editor area; holds Properties. */
    public static final String RIGHT = "org.campanile.ui.right";

    private static final String LABS = "org.campanile.ui.labs";
    private static final String CHECKS = "org.campanile.ui.checks";

    private PerspectiveFrame() {
    }

    /**
     * Lays the frame.
     *
     * @param properties whether Properties is open at first; otherwise it has its place at the right when it is opened
     * @return the folder {@link #BOTTOM}, for views that want the whole width
     */
    public static IFolderLayout lay(IPageLayout layout, boolean properties) {
        String editors = layout.getEditorArea();
        layout.createFolder(LEFT, IPageLayout.LEFT, 0.2f, editors).addView(LABS);
        if (properties) {
            layout.createFolder(RIGHT, IPageLayout.RIGHT, 0.74f, editors).addView(IPageLayout.ID_PROP_SHEET);
        } else {
            layout.createPlaceholderFolder(RIGHT, IPageLayout.RIGHT, 0.74f, editors).addPlaceholder(IPageLayout.ID_PROP_SHEET);
        }
        IFolderLayout bottom = layout.createFolder(BOTTOM, IPageLayout.BOTTOM, 0.66f, editors);
        bottom.addView(CHECKS);
        bottom.addView(IPageLayout.ID_PROGRESS_VIEW);
        for (String view : new String[] {LABS, CHECKS, IPageLayout.ID_PROGRESS_VIEW, IPageLayout.ID_PROP_SHEET}) {
            layout.addShowViewShortcut(view);
        }
        for (String perspective : new String[] {"setup", "topology", "controllers"}) {
            layout.addPerspectiveShortcut("org.campanile.ui." + perspective + ".perspective");
        }
        return bottom;
    }
}
