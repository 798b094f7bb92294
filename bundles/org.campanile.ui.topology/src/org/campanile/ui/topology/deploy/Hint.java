package org.campanile.ui.topology.deploy;

import org.campanile.ui.Theme;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Table;

/** Words on a table in which nothing is yet, saying what will be. A table that only a filter has emptied has none. UI thread only. */
final class Hint {

    private static final int MARGIN = 8;

    private final Table table;
    private final Theme theme;
    private final String words;
    private boolean shown;

    Hint(Table table, Theme theme, String words) {
        this.table = table;
        this.theme = theme;
        this.words = words;
        table.addListener(SWT.Paint, e -> paint(e.gc));
    }

    /** Whether there is nothing to be in the table. */
    void show(boolean on) {
        if (on != shown) {
            shown = on;
            table.redraw();
        }
    }

    private void paint(GC gc) {
        if (shown && table.getItemCount() == 0) {
            gc.setForeground(theme.color(Theme.Tone.MUTED));
            gc.drawText(words, MARGIN, table.getHeaderHeight() + MARGIN, true);
        }
    }
}
