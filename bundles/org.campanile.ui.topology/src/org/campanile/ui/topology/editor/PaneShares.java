package org.campanile.ui.topology.editor;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/**
 * Shares the room of a {@link SashForm} out anew whenever its size changes, until the user moves a sash: from then on the user's shares stay.
 * Weights alone would give a side pane too little in a small window and far too much in a large one. UI thread only.
 */
final class PaneShares implements Listener {

    /** SashForm keeps weights in thousandths and rounds them. */
    private static final int ROUNDING = 8;

    /** Says what each pane gets of a length in points. */
    interface Rule {
        /** Lengths of the panes in their order, together about {@code total}, each above 0. */
        int[] share(int total);
    }

    private final SashForm sash;
    private final Rule rule;
    private int[] given;
    private boolean moved;

    private PaneShares(SashForm sash, Rule rule) {
        this.sash = sash;
        this.rule = rule;
    }

    /** Shares by {@code rule} from now on. */
    static PaneShares of(SashForm sash, Rule rule) {
        PaneShares shares = new PaneShares(sash, rule);
        sash.addListener(SWT.Resize, shares);
        return shares;
    }

    /**
     * The rule for a middle pane between two side panes: each side gets what it wants, but at most its part of the whole.
     *
     * @param left what the left pane wants, asked each time
     * @param right what the right pane wants of the whole length
     */
    static Rule sides(IntUnaryOperator left, int leftPercent, IntUnaryOperator right, int rightPercent) {
        return total -> {
            int first = Math.clamp(left.applyAsInt(total), 1, Math.max(1, total * leftPercent / 100));
            int last = Math.clamp(right.applyAsInt(total), 1, Math.max(1, total * rightPercent / 100));
            return new int[] {first, Math.max(1, total - first - last), last};
        };
    }

    @Override
    public void handleEvent(Event resized) {
        share();
    }

    /** Shares anew, since a pane wants something else. */
    void share() {
        int total = (sash.getOrientation() & SWT.HORIZONTAL) != 0 ? sash.getClientArea().width : sash.getClientArea().height;
        if (total <= sash.getSashWidth() * 2) {
            return;
        }
        moved |= given != null && !near(given, sash.getWeights());
        if (!moved) {
            sash.setWeights(rule.share(total));
            given = sash.getWeights();
        }
    }

    private static boolean near(int[] a, int[] b) {
        double all = Arrays.stream(a).sum();
        double other = Arrays.stream(b).sum();
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] / all - b[i] / other) * 1000 > ROUNDING) {
                return false;
            }
        }
        return true;
    }
}
