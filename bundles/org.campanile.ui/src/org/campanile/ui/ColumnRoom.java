package org.campanile.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Item;
import org.eclipse.swt.widgets.ScrollBar;
import org.eclipse.swt.widgets.Scrollable;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;

/**
 * Shares the width of a table or tree among its columns, so that nothing has to be scrolled sideways and no strip stays empty: the widest column
 * gets what is left over; when there is too little, wide columns give way first, none below its least. The column that names the row keeps more than the others,
 * so that it can still be read; then the table is scrolled. Each column has the width it was given first as its wish. As soon as somebody drags a column's edge the widths are theirs. UI thread only.
 */
public final class ColumnRoom {

    /** Narrower than this nothing can be told apart; then the table scrolls after all. */
    private static final int LEAST_CHARS = 7;
    /** With fewer letters a name says too little, such as that of one of several queues. */
    private static final int NAME_CHARS = 20;

    private static final int SLIP = 2;

    private record Column(IntSupplier width, IntConsumer resize) {
    }

    private final List<Column> columns = new ArrayList<>();
    private final List<Integer> wishes = new ArrayList<>();
    private final IntSupplier room;
    private final int least;
    private final int leastName;
    private final int naming;
    private boolean sharing;
    private boolean theirs;
    private List<Integer> given = List.of();
    private int shared;

    private ColumnRoom(Control control, int naming, IntSupplier room) {
        this.room = room;
        this.naming = naming;
        least = (int) (LEAST_CHARS * Fonts.averageCharWidth(control)) + 16;
        leastName = (int) (NAME_CHARS * Fonts.averageCharWidth(control)) + 16;
        control.addListener(SWT.Resize, e -> share());
    }

    /** For a table whose columns are there already, with the widths they wish for, and whose first names the row. */
    public static void share(Table table) {
        share(table, 0);
    }

    /** For a table whose columns are there already, with the widths they wish for. @param naming index of the one that names the row */
    public static void share(Table table, int naming) {
        ColumnRoom shared = new ColumnRoom(table, naming, () -> room(table));
        for (TableColumn column : table.getColumns()) {
            shared.add(column, new Column(column::getWidth, column::setWidth));
        }
    }

    /** For a tree whose columns are there already, with the widths they wish for, and whose first names the row. */
    public static void share(Tree tree) {
        ColumnRoom shared = new ColumnRoom(tree, 0, () -> room(tree));
        for (TreeColumn column : tree.getColumns()) {
            shared.add(column, new Column(column::getWidth, column::setWidth));
        }
    }

    /** The room beside the vertical bar, there or not: a table does not tell that its bar has come. */
    private static int room(Scrollable control) {
        ScrollBar bar = control.getVerticalBar();
        return control.getSize().x - 2 * control.getBorderWidth() - (bar == null ? 0 : bar.getSize().x);
    }

    private void add(Item item, Column column) {
        int index = columns.size();
        columns.add(column);
        wishes.add(column.width().getAsInt());
        item.addListener(SWT.Resize, e -> theirs |= isTheirs(index));
    }

    /** GTK tells of our own changes later, once more, and lets the last column fill a gap; neither is a drag. */
    private boolean isTheirs(int index) {
        return !sharing && index < given.size() - 1 && room.getAsInt() == shared && Math.abs(columns.get(index).width().getAsInt() - given.get(index)) > SLIP;
    }

    private void share() {
        int width = room.getAsInt();
        if (theirs || columns.isEmpty() || width <= 0) {
            return;
        }
        given = widths(wishes, width, leasts());
        shared = width;
        sharing = true;
        try {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).width().getAsInt() != given.get(i)) {
                    columns.get(i).resize().accept(given.get(i));
                }
            }
        } finally {
            sharing = false;
        }
    }

    /** A column alone has nobody to leave the room to. */
    private List<Integer> leasts() {
        return IntStream.range(0, columns.size()).mapToObj(i -> i == naming && columns.size() > 1 ? leastName : least).toList();
    }

    /** The widths for wishes in a room, in pixels; none is made narrower than its least for the others' sake. Pure. */
    public static List<Integer> widths(List<Integer> wishes, int room, List<Integer> leasts) {
        List<Integer> widths = new ArrayList<>(wishes);
        int left = room - wishes.stream().mapToInt(Integer::intValue).sum();
        if (left >= 0) {
            int widest = widest(widths);
            widths.set(widest, widths.get(widest) + left);
            return List.copyOf(widths);
        }
        // the widest gives way down to the next widest, then both do, and so on
        while (left < 0) {
            List<Integer> giving = IntStream.range(0, widths.size()).filter(i -> widths.get(i) > leasts.get(i)).boxed().toList();
            if (giving.isEmpty()) {
                break;
            }
            int top = giving.stream().mapToInt(widths::get).max().orElseThrow();
            List<Integer> those = giving.stream().filter(i -> widths.get(i) == top).toList();
            int next = Math.max(giving.stream().mapToInt(widths::get).filter(w -> w < top).max().orElse(0), those.stream().mapToInt(leasts::get).max().orElseThrow());
            int give = Math.min(top - next, (int) Math.ceil(-left / (double) those.size()));
            for (int i : those) {
                int part = Math.min(give, -left);
                widths.set(i, top - part);
                left += part;
            }
        }
        return List.copyOf(widths);
    }

    private static int widest(List<Integer> widths) {
        int at = 0;
        for (int i = 1; i < widths.size(); i++) {
            if (widths.get(i) > widths.get(at)) {
                at = i;
            }
        }
        return at;
    }
}
