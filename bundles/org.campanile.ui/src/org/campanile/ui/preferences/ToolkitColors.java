package org.campanile.ui.preferences;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/**
 * The colours that the toolkit itself paints with, turned over before a change of theme. The theme engine begins a change by taking its
 * colours from all widgets; on GTK a widget that loses its colour does not fall back to the toolkit's theme but is given the system colour
 * that SWT has read last, for good. So SWT must have read the new theme's colours by then, or every widget whose colour the new style sheet
 * does not name keeps the old ground. UI thread only.
 */
final class ToolkitColors implements Listener {

    /** GTK tells of its change within a few milliseconds; without word from it the theme is changed all the same. */
    private static final int PATIENCE_MILLIS = 1_000;

    private final Display display;
    private Runnable change;

    private ToolkitColors(Display display, Runnable change) {
        this.display = display;
        this.change = change;
    }

    /** Turns the toolkit dark or light, then runs {@code change}: at once where widgets fall back to the toolkit's theme, on GTK a moment later. */
    static void prepare(Display display, boolean dark, Runnable change) {
        display.setDarkThemePreferred(dark);
        if (!"gtk".equals(SWT.getPlatform())) {
            change.run();
            return;
        }
        ToolkitColors waiting = new ToolkitColors(display, change);
        display.addListener(SWT.Settings, waiting);
        display.timerExec(PATIENCE_MILLIS, waiting::finish);
    }

    @Override
    public void handleEvent(Event settings) {
        // SWT has read its colours just now, and is about to lay out all windows: the change comes after that.
        display.asyncExec(this::finish);
    }

    private void finish() {
        Runnable once = change;
        if (once != null) {
            change = null;
            display.removeListener(SWT.Settings, this);
            once.run();
        }
    }
}
