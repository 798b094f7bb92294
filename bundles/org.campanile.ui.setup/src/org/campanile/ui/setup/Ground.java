package org.campanile.ui.setup;

import org.campanile.ui.Theme;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/** Gives widgets colours of the theme, which the platform's style sheet would otherwise paint over. UI thread only. */
public final class Ground {

    private Ground() {
    }

    /** Gives words a tone that says something, such as that of help or of a warning. */
    public static void tone(Label words, Theme theme, Theme.Tone tone) {
        words.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        words.setForeground(theme.color(tone));
    }

    /** Leaves a control the colours that its maker gives it. */
    public static <T extends Control> T own(T control) {
        control.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        return control;
    }

    /** Leaves a button to the desktop: the dark style sheet gives one that is disabled the colour of those that are not. */
    public static <T extends Button> T desktop(T button) {
        button.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        return button;
    }

    /** Paints a composite and all in it, except buttons, which keep the look of the desktop. */
    static void paint(Composite composite, Theme theme, Theme.Tone ground) {
        Color back = theme.color(ground);
        Color text = theme.color(Theme.Tone.TEXT);
        composite.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
        composite.setBackground(back);
        for (Control child : composite.getChildren()) {
            if (child instanceof Button) {
                continue;
            }
            child.setData(Theme.NO_STYLE_SHEET, Boolean.TRUE);
            child.setBackground(back);
            child.setForeground(text);
            if (child instanceof Composite inner) {
                paint(inner, theme, ground);
            }
        }
    }
}
