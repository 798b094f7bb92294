package org.campanile.ui.topology.frame;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.widgets.Control;

/** Tabs of views and dialogs. UI thread only. */
public final class Tabs {

    private Tabs() {
    }

    /** Adds a tab that shows a control, which is a child of the folder. */
    public static void add(CTabFolder folder, String title, Control control) {
        CTabItem item = new CTabItem(folder, SWT.NONE);
        item.setText(title);
        item.setControl(control);
    }
}
