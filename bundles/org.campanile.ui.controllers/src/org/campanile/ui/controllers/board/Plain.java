package org.campanile.ui.controllers.board;

import org.campanile.ui.Theme;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Control;

/** Colours for controls on a card: taken from our theme, kept from the style sheet that would paint them like the window. UI thread only. */
final class Plain {

    private Plain() {
    }

    /** Paints {@code control} in these colours; call it again after a change of theme. */
    static <C extends Control> C paint(C control, Theme theme, Theme.Tone ground, Theme.Tone text) {
        control.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        control.setBackground(theme.color(ground));
        control.setForeground(theme.color(text));
        return control;
    }

    /** A grid with the gaps of a card. */
    static GridLayout grid(int columns, int margin, int gap) {
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin;
        layout.horizontalSpacing = gap;
        layout.verticalSpacing = gap;
        return layout;
    }
}
