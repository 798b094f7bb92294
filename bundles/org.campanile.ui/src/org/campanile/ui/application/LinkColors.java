package org.campanile.ui.application;

import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Link;

/**
 * Gives every link of the program the theme's accent. The toolkit's own colour of links is too dark for a dark ground, and a link keeps the
 * one it was made with when the theme changes. UI thread only.
 */
final class LinkColors {

    private LinkColors() {
    }

    /** From now on; the toolkit tells of each widget once it is made, and of all of them when the theme has changed. */
    static void follow(Display display, Theme theme) {
        display.addListener(SWT.Skin, skin -> {
            if (skin.widget instanceof Link link) {
                link.setLinkForeground(theme.color(Theme.Tone.ACCENT));
            }
        });
    }
}
