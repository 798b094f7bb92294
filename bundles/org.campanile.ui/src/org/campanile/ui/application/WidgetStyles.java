package org.campanile.ui.application;

import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Link;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.TreeItem;

/**
 * What the program adds to and takes from the platform's styling of widgets. SWT tells of each widget once it is made, and of all of them
 * when the theme has changed. UI thread only.
 */
final class WidgetStyles {

    private WidgetStyles() {
    }

    /** From now on. */
    static void follow(Display display, Theme theme) {
        display.addFilter(SWT.Skin, WidgetStyles::leaveRowsAlone);
        display.addFilter(SWT.Skin, WidgetStyles::leaveFields);
        display.addListener(SWT.Skin, skin -> {
            // The toolkit's own colour of links is too dark for a dark ground, and a link keeps the one it was made with when the theme changes.
            if (skin.widget instanceof Link link) {
                link.setLinkForeground(theme.color(Theme.Tone.ACCENT));
            }
        });
    }

    /**
     * No style sheet names rows, yet the engine would keep an element for each row of each table, and at a change of theme take colours, font and
     * image from every one of them and its table: seconds for thousands of rows, and a crash in GTK on a row whose place in the model is gone.
     */
    private static void leaveRowsAlone(Event skin) {
        if (skin.widget instanceof TableItem || skin.widget instanceof TreeItem) {
            skin.type = SWT.None;
        }
    }

    /**
     * Buttons and fields keep the look of the desktop, which is turned with the theme: the dark style sheet gives those that are disabled the colours of
     * those that are not.
     */
    private static void leaveFields(Event skin) {
        boolean field = skin.widget instanceof Text && (skin.widget.getStyle() & (SWT.MULTI | SWT.READ_ONLY)) == 0;
        if (field || skin.widget instanceof Button || skin.widget instanceof Combo || skin.widget instanceof Spinner) {
            skin.widget.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        }
    }
}
