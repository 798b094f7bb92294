package org.campanile.ui.setup.wizard;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Text;

/**
 * Output that grows at its end: it stays at the newest line until somebody scrolls up or selects something to copy, and again from when he is back at the
 * end. Where the bar stands tells nothing by itself, since lines that were just added are measured later. UI thread only.
 */
final class FollowedText {

    private final Text text;
    private String of = "";
    private String shown = "";
    private boolean following = true;

    /** Takes care of a multi-line text with a vertical bar. */
    FollowedText(Text text) {
        this.text = text;
        text.addListener(SWT.MouseVerticalWheel, e -> moved());
        text.addListener(SWT.KeyDown, e -> moved());
        text.getVerticalBar().addListener(SWT.Selection, e -> {
            if (e.detail != SWT.NONE) {
                moved();
            }
        });
    }

    /** Looks where the user has come to, once the toolkit has scrolled. */
    private void moved() {
        text.getDisplay().asyncExec(() -> {
            if (!text.isDisposed()) {
                ScrollBar bar = text.getVerticalBar();
                following = bar.getSelection() + bar.getThumb() >= bar.getMaximum() - text.getLineHeight();
            }
        });
    }

    /** Shows the newest lines of something; another thing begins at its end. */
    void show(String thing, String lines) {
        if (!thing.equals(of)) {
            following = true;
        } else if (lines.equals(shown)) {
            return;
        }
        boolean more = thing.equals(of) && lines.startsWith(shown);
        boolean newest = following && text.getSelectionCount() == 0;
        int top = text.getTopIndex();
        Point chosen = text.getSelection();
        String before = shown;
        of = thing;
        shown = lines;
        if (newest) {
            if (!more) {
                text.setText("");
            }
            // Appending goes to the end, also where lines are not measured yet.
            text.append(more ? lines.substring(before.length()) : lines);
        } else {
            text.setText(lines);
            text.setSelection(chosen);
            text.setTopIndex(top);
        }
    }
}
