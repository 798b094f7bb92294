package org.campanile.ui.controllers.board;

import java.util.List;

import org.campanile.ui.Fonts;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Draws a {@link Matrix} and lets one of its cells be chosen: by the pointer, or by arrow keys, Home and End. Tab leaves it. The chosen cell is kept by the
 * names of its group and node, so it survives rows that come and go. UI thread only.
 */
public final class MatrixCanvas extends Canvas {

    /** Told of the user's choices. */
    public interface Listener {
        /** Another cell is chosen; either may be empty, not both. */
        void chosen(String node, String group);

        /** Enter or a double click. */
        void opened();
    }

    private final Services services;
    private final Listener listener;
    private final MatrixPainter painter;
    private Matrix matrix = new Matrix(List.of(), List.of());
    private boolean stale;
    private MatrixLayout measured;
    private Matrix measuredFor;
    private int measuredWidth;
    private String node = "";
    private String group = "";

    /** An empty matrix. */
    public MatrixCanvas(Composite parent, Services services, Listener listener) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.services = services;
        this.listener = listener;
        painter = new MatrixPainter(services, Fonts.bold(this));
        addListener(SWT.Paint, e -> painter.paint(e.gc, this, look()));
        addListener(SWT.MouseDown, e -> {
            setFocus();
            Point at = places().at(e.x, e.y);
            if (at != null) {
                choose(at.y, at.x);
            }
        });
        addListener(SWT.MouseDoubleClick, e -> listener.opened());
        addListener(SWT.KeyDown, this::key);
        addListener(SWT.FocusIn, e -> {
            if (node.isEmpty() && group.isEmpty()) {
                choose(-1, 0);
            }
            redraw();
        });
        addListener(SWT.FocusOut, e -> redraw());
        addListener(SWT.Traverse, e -> e.doit = e.detail == SWT.TRAVERSE_TAB_NEXT || e.detail == SWT.TRAVERSE_TAB_PREVIOUS
                || e.detail == SWT.TRAVERSE_ESCAPE);
        addListener(SWT.MouseMove, this::tooltip);
        accessible();
    }

    private MatrixPainter.Look look() {
        return new MatrixPainter.Look(matrix, places(), stale, row(), column(), isFocusControl());
    }

    /** Where the cells are at the width it has now. */
    MatrixLayout places() {
        int width = getSize().x;
        if (measured == null || measuredFor != matrix || measuredWidth != width) {
            measured = painter.layout(this, matrix, width);
            measuredFor = matrix;
            measuredWidth = width;
        }
        return measured;
    }

    /** Shows another state of the same system; draws only when something differs. */
    public void show(Matrix next, boolean nowStale) {
        if (next.equals(matrix) && nowStale == stale) {
            return;
        }
        Point before = places().size();
        matrix = next;
        stale = nowStale;
        if (!places().size().equals(before)) {
            getParent().layout(new org.eclipse.swt.widgets.Control[] {this}, SWT.DEFER);
        }
        redraw();
    }

    /** The matrix shown. */
    public Matrix matrix() {
        return matrix;
    }

    /** Chooses a cell by names, without telling the listener. */
    public void mark(String nodeName, String groupName) {
        node = nodeName;
        group = groupName;
        redraw();
    }

    private int row(String name) {
        return matrix.rows().stream().map(Matrix.Row::group).toList().indexOf(name);
    }

    private int column(String name) {
        return matrix.columns().stream().map(Matrix.Column::name).toList().indexOf(name);
    }

    private int row() {
        return group.isEmpty() ? -1 : row(group);
    }

    private int column() {
        return node.isEmpty() ? -1 : column(node);
    }

    private void choose(int r, int c) {
        String newNode = c >= 0 && c < matrix.columns().size() ? matrix.columns().get(c).name() : "";
        String newGroup = r >= 0 && r < matrix.rows().size() ? matrix.rows().get(r).group() : "";
        if (newNode.isEmpty() && newGroup.isEmpty() || newNode.equals(node) && newGroup.equals(group)) {
            return;
        }
        mark(newNode, newGroup);
        getAccessible().setFocus(ACC.CHILDID_SELF);
        listener.chosen(node, group);
    }

    private void key(Event e) {
        int r = row();
        int c = column();
        int lastRow = matrix.rows().size() - 1;
        int lastColumn = matrix.columns().size() - 1;
        switch (e.keyCode) {
            case SWT.ARROW_UP -> choose(Math.max(c < 0 ? 0 : -1, r - 1), c);
            case SWT.ARROW_DOWN -> choose(Math.min(lastRow, r + 1), c);
            case SWT.ARROW_LEFT -> choose(r, Math.max(r < 0 ? 0 : -1, c - 1));
            case SWT.ARROW_RIGHT -> choose(r, Math.min(lastColumn, c + 1));
            case SWT.HOME -> choose(c < 0 ? 0 : -1, c);
            case SWT.END -> choose(lastRow, c);
            case SWT.CR, SWT.KEYPAD_CR -> listener.opened();
            default -> {
            }
        }
    }

    private void tooltip(Event e) {
        Point at = places().at(e.x, e.y);
        String text = at == null ? null : sentence(at.y, at.x);
        if (text == null ? getToolTipText() != null : !text.equals(getToolTipText())) {
            setToolTipText(text);
        }
    }

    private String sentence(int r, int c) {
        if (r < 0) {
            return matrix.columns().get(c).about();
        }
        Matrix.Row row = matrix.rows().get(r);
        if (c < 0) {
            return row.group();
        }
        return NLS.bind(Messages.cellTooltip,
                new Object[] {row.group(), matrix.columns().get(c).name(), row.cells().get(c).map(Matrix.Cell::line).orElse(Messages.notThere)});
    }

    private void accessible() {
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                boolean none = row() < 0 && column() < 0;
                e.result = none ? NLS.bind(Messages.matrixName, matrix.rows().size()) : sentence(row(), column());
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = ACC.ROLE_TABLE;
            }
        });
    }

    @Override
    public Point computeSize(int width, int height, boolean changed) {
        checkWidget();
        Point size = painter.layout(this, matrix, width == SWT.DEFAULT ? 0 : width).size();
        return new Point(width == SWT.DEFAULT ? size.x : width, height == SWT.DEFAULT ? size.y : height);
    }

    /** The width below which it has to be scrolled sideways. */
    int leastWidth() {
        return painter.layout(this, matrix, 0).size().x;
    }

    /** Takes the colours of the theme again. */
    public void recolor() {
        measured = null;
        setBackground(services.theme().color(Theme.Tone.CARD));
        redraw();
    }
}
