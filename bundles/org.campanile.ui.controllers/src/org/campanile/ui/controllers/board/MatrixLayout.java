package org.campanile.ui.controllers.board;

import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * Where the cells of a matrix are, in points. Column -1 is the names of the groups, row -1 the heads of the nodes. Pure.
 *
 * @param labels width of the column of names
 * @param column width of a node's column
 * @param head height of the heads
 * @param row height of a row
 * @param columns number of nodes
 * @param rows number of groups
 */
record MatrixLayout(int labels, int column, int head, int row, int columns, int rows) {

    private static final int WIDEST = 420;
    private static final int LEAST_LABELS = 88;

    /** The layout for a width: names get what they need as long as the nodes have room beside them, nodes share the rest. */
    static MatrixLayout of(int width, int labels, int narrowest, int head, int row, int columns, int rows) {
        int names = Math.max(Math.min(labels, LEAST_LABELS), Math.min(labels, width - columns * narrowest));
        int each = columns == 0 ? 0 : Math.min(WIDEST, Math.max(narrowest, (width - names) / columns));
        return new MatrixLayout(names, each, head, row, columns, rows);
    }

    Rectangle cell(int r, int c) {
        int x = c < 0 ? 0 : labels + c * column;
        int y = r < 0 ? 0 : head + r * row;
        return new Rectangle(x, y, c < 0 ? labels : column, r < 0 ? head : row);
    }

    Point size() {
        return new Point(labels + columns * column, head + rows * row + 1);
    }

    /** Row and column at a place as {@code (column, row)}, {@code null} beside the matrix and in its empty corner. */
    Point at(int x, int y) {
        Point size = size();
        if (x < 0 || y < 0 || x >= size.x || y >= size.y - 1) {
            return null;
        }
        int c = x < labels ? -1 : (x - labels) / Math.max(1, column);
        int r = y < head ? -1 : (y - head) / Math.max(1, row);
        return c < 0 && r < 0 ? null : new Point(c, r);
    }
}
