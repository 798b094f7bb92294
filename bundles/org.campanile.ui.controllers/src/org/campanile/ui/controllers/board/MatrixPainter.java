package org.campanile.ui.controllers.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.Theme.Tone;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Control;

/** Draws a matrix. Sizes come from the font, so nothing is cut when it grows. UI thread only. */
final class MatrixPainter {

    /**
     * All that decides the picture.
     *
     * @param row chosen row, -1 for the heads
     * @param column chosen column, -1 for the names
     */
    record Look(Matrix matrix, MatrixLayout layout, boolean stale, int row, int column, boolean focused) {
    }

    private static final int PAD = 8;
    private static final int ICON = 16;
    private static final int NARROWEST = 160;
    private static final String SEPARATOR = " · ";
    private static final int FLAGS = SWT.DRAW_TRANSPARENT;

    private final Services services;
    private final Theme theme;
    private final Font bold;

    MatrixPainter(Services services, Font bold) {
        this.services = services;
        this.theme = services.theme();
        this.bold = bold;
    }

    MatrixLayout layout(Control control, Matrix matrix, int width) {
        GC gc = new GC(control);
        try {
            gc.setFont(control.getFont());
            int line = gc.getFontMetrics().getHeight();
            int labels = gc.textExtent(Messages.serviceGroup).x;
            int needed = 0;
            for (Matrix.Row row : matrix.rows()) {
                labels = Math.max(labels, gc.textExtent(row.group()).x);
            }
            gc.setFont(bold);
            for (Matrix.Column column : matrix.columns()) {
                needed = Math.max(needed, ICON + PAD + gc.textExtent(column.name()).x);
            }
            gc.setFont(control.getFont());
            for (Matrix.Column column : matrix.columns()) {
                needed = Math.max(needed, Stream.concat(column.states().stream(), Stream.of(column.role() + "  ")).mapToInt(t -> gc.textExtent(t).x).max().orElse(0));
            }
            int narrowest = Math.min(needed, NARROWEST) + 2 * PAD;
            int row = Math.max(line, ICON) + PAD;
            MatrixLayout flat = MatrixLayout.of(width, labels + 2 * PAD, narrowest, 0, row, matrix.columns().size(), matrix.rows().size());
            int lines = 0;
            for (Matrix.Column column : matrix.columns()) {
                lines = Math.max(lines, wrapped(gc, column.states(), flat.column() - 2 * PAD).size());
            }
            lines += beside(gc, matrix, flat.column()) ? 1 : 2;
            return MatrixLayout.of(width, labels + 2 * PAD, narrowest, matrix.columns().isEmpty() ? 0 : lines * line + (lines + 1) * PAD / 2 + 4, row,
                    matrix.columns().size(), matrix.rows().size());
        } finally {
            gc.dispose();
        }
    }

    /** Whether every node has room for its role beside its name; otherwise all roles are below the names. */
    private boolean beside(GC gc, Matrix matrix, int width) {
        Font normal = gc.getFont();
        try {
            for (Matrix.Column column : matrix.columns()) {
                gc.setFont(bold);
                int name = gc.textExtent(column.name()).x;
                gc.setFont(normal);
                if (ICON + name + gc.textExtent(column.role()).x + 9 * PAD / 2 > width) {
                    return false;
                }
            }
            return true;
        } finally {
            gc.setFont(normal);
        }
    }

    /** The states of a node in as many lines as they need, broken between states. */
    private static List<String> wrapped(GC gc, List<String> states, int width) {
        List<String> lines = new ArrayList<>();
        for (String state : states) {
            String longer = lines.isEmpty() ? state : lines.getLast() + SEPARATOR + state;
            if (!lines.isEmpty() && gc.textExtent(longer).x <= width) {
                lines.removeLast();
                lines.add(longer);
            } else {
                lines.add(state);
            }
        }
        return lines;
    }

    void paint(GC gc, Control control, Look look) {
        Point area = control.getSize();
        gc.setBackground(theme.color(Tone.CARD));
        gc.fillRectangle(0, 0, area.x, area.y);
        if (look.matrix().columns().isEmpty()) {
            return;
        }
        MatrixLayout layout = look.layout();
        int right = layout.size().x;
        gc.setBackground(theme.color(Tone.QUIET));
        gc.fillRectangle(0, 0, right, layout.head());
        chosen(gc, look);
        gc.setFont(control.getFont());
        corner(gc, layout);
        boolean beside = beside(gc, look.matrix(), layout.column());
        for (int c = 0; c < layout.columns(); c++) {
            head(gc, control.getFont(), look, c, beside);
        }
        gc.setFont(control.getFont());
        Rectangle clip = gc.getClipping();
        for (int r = 0; r < layout.rows(); r++) {
            Rectangle whole = new Rectangle(0, layout.cell(r, -1).y, right, layout.row());
            if (whole.intersects(clip)) {
                row(gc, look, r, right);
            }
        }
        frame(gc, look);
    }

    private void chosen(GC gc, Look look) {
        if (look.row() >= 0 || look.column() >= 0) {
            gc.setBackground(theme.color(Tone.ACCENT_GROUND));
            gc.fillRectangle(look.layout().cell(look.row(), look.column()));
        }
    }

    private void frame(GC gc, Look look) {
        if (look.focused() && (look.row() >= 0 || look.column() >= 0)) {
            Rectangle r = look.layout().cell(look.row(), look.column());
            gc.setForeground(theme.color(Tone.ACCENT));
            gc.setLineWidth(2);
            gc.drawRoundRectangle(r.x + 1, r.y + 1, r.width - 3, r.height - 2, 4, 4);
            gc.setLineWidth(1);
        }
    }

    private void corner(GC gc, MatrixLayout layout) {
        gc.setForeground(theme.color(Tone.MUTED));
        int line = gc.getFontMetrics().getHeight();
        gc.drawText(Messages.serviceGroup, PAD, layout.head() - line - PAD / 2, FLAGS);
    }

    private void head(GC gc, Font normal, Look look, int c, boolean beside) {
        Matrix.Column column = look.matrix().columns().get(c);
        Rectangle at = look.layout().cell(-1, c);
        int x = at.x + PAD;
        gc.setFont(bold);
        int line = gc.getFontMetrics().getHeight();
        gc.drawImage(column.mark() == Mark.ACTIVE && !column.active() ? Mark.STANDBY.image(services.icons(), look.stale())
                : column.mark().image(services.icons(), look.stale()), x, at.y + PAD / 2 + (line - ICON) / 2);
        gc.setForeground(theme.color(look.stale() ? Tone.MUTED : Tone.TEXT));
        String name = fit(gc, column.name(), at.width - 3 * PAD - ICON);
        int nameX = x + ICON + PAD / 2;
        gc.drawText(name, nameX, at.y + PAD / 2, FLAGS);
        int after = nameX + gc.textExtent(name).x + PAD;
        gc.setFont(normal);
        int y = at.y + PAD / 2;
        if (beside) {
            chip(gc, look, column, after, y, line);
        } else {
            y += line + PAD / 2;
            chip(gc, look, column, x, y, line);
        }
        gc.setForeground(theme.color(Tone.MUTED));
        for (String states : wrapped(gc, column.states(), at.width - 2 * PAD)) {
            y += line + PAD / 2;
            gc.drawText(fit(gc, states, at.width - 2 * PAD), x, y, FLAGS);
        }
    }

    private void chip(GC gc, Look look, Matrix.Column column, int x, int y, int line) {
        if (column.role().isEmpty()) {
            return;
        }
        int width = gc.textExtent(column.role()).x + PAD;
        gc.setAntialias(SWT.ON);
        if (column.active()) {
            gc.setBackground(theme.color(look.stale() ? Tone.STROKE : Tone.GOOD));
            gc.fillRoundRectangle(x, y, width, line, line, line);
            gc.setForeground(theme.color(Tone.CARD));
        } else {
            gc.setForeground(theme.color(Tone.STROKE));
            gc.drawRoundRectangle(x, y, width, line - 1, line, line);
            gc.setForeground(theme.color(Tone.MUTED));
        }
        gc.drawText(column.role(), x + PAD / 2, y, FLAGS);
        gc.setAntialias(SWT.DEFAULT);
    }

    private void row(GC gc, Look look, int r, int right) {
        MatrixLayout layout = look.layout();
        Matrix.Row row = look.matrix().rows().get(r);
        Rectangle name = layout.cell(r, -1);
        int line = gc.getFontMetrics().getHeight();
        int y = name.y + (name.height - line) / 2;
        gc.setForeground(theme.color(Tone.LINE));
        gc.drawLine(0, name.y, right - 1, name.y);
        gc.setForeground(theme.color(look.stale() ? Tone.MUTED : Tone.TEXT));
        gc.drawText(fit(gc, row.group(), name.width - 2 * PAD), PAD, y, FLAGS);
        for (int c = 0; c < layout.columns(); c++) {
            Rectangle at = layout.cell(r, c);
            Optional<Matrix.Cell> cell = row.cells().get(c);
            if (cell.isEmpty()) {
                gc.setForeground(theme.color(Tone.MUTED));
                gc.drawText("–", at.x + PAD + ICON + PAD / 2, y, FLAGS);
            } else {
                cell(gc, look, cell.get(), at, y);
            }
        }
    }

    private void cell(GC gc, Look look, Matrix.Cell cell, Rectangle at, int y) {
        gc.drawImage(cell.mark().image(services.icons(), look.stale()), at.x + PAD, at.y + (at.height - ICON) / 2);
        int x = at.x + PAD + ICON + PAD / 2;
        gc.setForeground(theme.color(look.stale() ? Tone.MUTED : Tone.TEXT));
        String text = fit(gc, cell.text(), at.x + at.width - PAD - x);
        gc.drawText(text, x, y, FLAGS);
        int after = x + gc.textExtent(text).x + PAD;
        int left = at.x + at.width - PAD - after;
        if (!cell.note().isEmpty() && left > 2 * PAD) {
            gc.setForeground(theme.color(look.stale() ? Tone.MUTED : cell.mark().state().tone()));
            gc.drawText(fit(gc, cell.note(), left), after, y, FLAGS);
        }
    }

    /** The text, with an ellipsis when it is wider than there is room. */
    private static String fit(GC gc, String text, int width) {
        if (gc.textExtent(text).x <= width) {
            return text;
        }
        int low = 0;
        int high = text.length();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (gc.textExtent(text.substring(0, middle) + "…").x <= width) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? "" : text.substring(0, low) + "…";
    }
}
