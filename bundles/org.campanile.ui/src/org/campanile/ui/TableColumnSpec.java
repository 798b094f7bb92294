package org.campanile.ui;

import java.util.Comparator;
import java.util.function.Function;

import org.eclipse.swt.graphics.Image;

/**
 * One column of a {@link TableKit}. Immutable; start with {@link #text}.
 *
 * @param <R> row
 * @param id names the column for tests and saved settings
 * @param title its header
 * @param chars width in characters of the table's font
 * @param alignedRight whether it is aligned right, for numbers
 * @param text the cell's text, which is also what is filtered, copied and exported
 * @param image the cell's image, or {@code null}
 * @param tooltip the cell's tooltip, or {@code null}
 * @param order how rows are sorted by this column
 * @param names whether it names the row, and so is readable the longest where there is little room; where none does, the first
 */
public record TableColumnSpec<R>(String id, String title, int chars, boolean alignedRight, Function<R, String> text, Function<R, Image> image,
        Function<R, String> tooltip, Comparator<R> order, boolean names) {

    /** A column of text, sorted as text with numbers in it by value. */
    public static <R> TableColumnSpec<R> text(String id, String title, int chars, Function<R, String> text) {
        return new TableColumnSpec<>(id, title, chars, false, text, row -> null, row -> null,
                (a, b) -> NaturalOrder.compare(text.apply(a), text.apply(b)), false);
    }

    /** With an image before the text. */
    public TableColumnSpec<R> image(Function<R, Image> which) {
        return new TableColumnSpec<>(id, title, chars, alignedRight, text, which, tooltip, order, names);
    }

    /** With a tooltip. */
    public TableColumnSpec<R> tooltip(Function<R, String> what) {
        return new TableColumnSpec<>(id, title, chars, alignedRight, text, image, what, order, names);
    }

    /** Aligned right, for numbers. */
    public TableColumnSpec<R> right() {
        return new TableColumnSpec<>(id, title, chars, true, text, image, tooltip, order, names);
    }

    /** Sorted by something else than its text. */
    public TableColumnSpec<R> order(Comparator<R> how) {
        return new TableColumnSpec<>(id, title, chars, alignedRight, text, image, tooltip, how, names);
    }

    /** Naming the row, where the first column does not. */
    public TableColumnSpec<R> naming() {
        return new TableColumnSpec<>(id, title, chars, alignedRight, text, image, tooltip, order, true);
    }
}
