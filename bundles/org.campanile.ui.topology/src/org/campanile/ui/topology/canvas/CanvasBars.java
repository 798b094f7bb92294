package org.campanile.ui.topology.canvas;

import org.campanile.ui.topology.scene.Box;
import org.campanile.ui.topology.scene.Viewport;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.ScrollBar;

/** Keeps the scroll bars of the canvas in step with what is seen, and the other way round. UI thread only. */
final class CanvasBars {

    private static final int SETTLED_MILLIS = 50;

    private final TopologyCanvas canvas;
    private boolean updating;

    CanvasBars(TopologyCanvas canvas) {
        this.canvas = canvas;
        canvas.getHorizontalBar().addListener(SWT.Selection, e -> scrolled());
        canvas.getVerticalBar().addListener(SWT.Selection, e -> scrolled());
    }

    void update() {
        Viewport view = canvas.viewport();
        Box all = range(view);
        updating = true;
        try {
            boolean other = set(canvas.getHorizontalBar(), view.x() - all.x(), view.width(), all.width());
            other |= set(canvas.getVerticalBar(), view.y() - all.y(), view.height(), all.height());
            if (other) {
                // GTK gives and takes the room of a bar later and tells nobody, since the canvas itself stays as large as it was.
                canvas.getDisplay().timerExec(SETTLED_MILLIS, () -> {
                    if (!canvas.isDisposed()) {
                        canvas.fitted();
                    }
                });
            }
        } finally {
            updating = false;
        }
    }

    private Box range(Viewport view) {
        Box paper = view.toWindow(canvas.paper()).moved(view.x(), view.y());
        return paper.union(new Box(view.x(), view.y(), view.width(), view.height()));
    }

    /** Whether the bar came or went. */
    private static boolean set(ScrollBar bar, double at, double page, double all) {
        int whole = (int) Math.ceil(all);
        int thumb = (int) Math.max(1, Math.min(page, whole));
        // a bar that cannot move would only be a grey strip
        boolean moves = whole > thumb + 1;
        boolean other = bar.getVisible() != moves;
        if (other) {
            bar.setVisible(moves);
        }
        bar.setValues((int) Math.round(at), 0, whole, thumb, 40, Math.max(1, thumb - 40));
        return other;
    }

    private void scrolled() {
        if (updating) {
            return;
        }
        Viewport view = canvas.viewport();
        Box all = range(view);
        double x = all.x() + canvas.getHorizontalBar().getSelection();
        double y = all.y() + canvas.getVerticalBar().getSelection();
        if (Math.abs(x - view.x()) >= 1 || Math.abs(y - view.y()) >= 1) {
            canvas.look(view.panned(x - view.x(), y - view.y()));
        }
    }
}
