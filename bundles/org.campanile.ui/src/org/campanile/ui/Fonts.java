package org.campanile.ui;

import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Control;

/** Fonts derived from a control's own, so that the user's choice of font and size is kept. UI thread only. */
public final class Fonts {

    private Fonts() {
    }

    /** The control's font in bold. Belongs to the control. */
    public static Font bold(Control control) {
        return derived(control, SWT.BOLD, 0);
    }

    /** The control's font, bold and larger, for the title of a page. Belongs to the control. */
    public static Font title(Control control) {
        return derived(control, SWT.BOLD, 4);
    }

    /** The user's font for code and output. */
    public static Font mono() {
        return JFaceResources.getTextFont();
    }

    private static Font derived(Control control, int style, int larger) {
        return new LocalResourceManager(JFaceResources.getResources(), control)
                .create(FontDescriptor.createFrom(control.getFont()).setStyle(style).increaseHeight(larger));
    }

    /** Width of an average character of the control's font, in points. */
    public static double averageCharWidth(Control control) {
        GC gc = new GC(control);
        try {
            gc.setFont(control.getFont());
            return gc.getFontMetrics().getAverageCharacterWidth();
        } finally {
            gc.dispose();
        }
    }
}
