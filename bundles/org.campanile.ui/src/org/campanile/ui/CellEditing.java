package org.campanile.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CCombo;
import org.eclipse.swt.custom.TableEditor;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;

/**
 * Edits cells of a {@link TableKit} in place. A double click edits the cell under the pointer, Enter the one of the selected row that was edited or
 * clicked last; Tab takes what was typed and goes on to the next cell that can be edited, Shift+Tab to the one before, Enter takes it and ends, Escape
 * gives it up. What cannot be taken stays as it was typed, with the reason beside it. The rows are held while a cell is open. UI thread only.
 *
 * @param <R> row
 */
public final class CellEditing<R> {

    /** A cell while it is edited. */
    public interface Cell {
        /** What stands in it at the beginning. */
        String text();

        /** What is offered; empty for a cell that is only typed into. */
        Optional<List<String>> choices();

        /** The user typed; what is to be said about it goes to {@code tell}, now or later: words, empty for nothing, and how bad it is. */
        void typed(String text, BiConsumer<String, State> tell);

        /** Takes the text as the new value; otherwise answers why it cannot be taken. */
        Optional<String> take(String text);
    }

    /** Which cells can be edited. @param <R> row */
    @FunctionalInterface
    public interface Cells<R> {
        /** The cell of a column, by the column's name; empty when it cannot be edited. */
        Optional<Cell> of(R row, String column);
    }

    /** Width of a cell while it is edited, in points, where its column is narrower. */
    private static final int LEAST = 80;
    private static final int MOST = 260;

    private record Open(Object key, String column, Cell cell, String before, Control control, TableEditor place) {
    }

    private final TableKit<R> kit;
    private final Table table;
    private final Cells<R> cells;
    private final CellNote note;
    private Open open;
    private String current = "";
    private boolean byMouse;

    /** @param otherwise called with the row when a cell that cannot be edited is double-clicked */
    public CellEditing(TableKit<R> kit, Services services, Cells<R> cells, Consumer<R> otherwise) {
        this.kit = kit;
        this.table = kit.table();
        this.cells = cells;
        this.note = new CellNote(table, services);
        table.addListener(SWT.MouseDown, e -> {
            byMouse = true;
            current = columnAt(e);
        });
        table.addListener(SWT.KeyDown, e -> byMouse = false);
        kit.onOpen(row -> {
            boolean begun = byMouse ? begin(kit.key(row), current) : edit();
            byMouse = false;
            if (!begun) {
                otherwise.accept(row);
            }
        });
    }

    private String columnAt(Event e) {
        var item = table.getItem(new Point(e.x, e.y));
        for (int c = 0; item != null && c < table.getColumnCount(); c++) {
            if (item.getBounds(c).contains(e.x, e.y)) {
                return id(c);
            }
        }
        return "";
    }

    private String id(int column) {
        return String.valueOf(table.getColumn(column).getData(Names.KEY));
    }

    /** Edits the cell of the selected row that was edited or clicked last, or its first one; whether there is such a cell. */
    public boolean edit() {
        return kit.selected().map(kit::key).filter(key -> begin(key, current)
                || steps(key).stream().findFirst().filter(first -> begin(first.key(), first.column())).isPresent()).isPresent();
    }

    /** The row of the open cell by its key. */
    public Optional<Object> row() {
        return Optional.ofNullable(open).map(Open::key);
    }

    /** Puts the keyboard into the open cell; whether there is one. */
    public boolean setFocus() {
        return open != null && open.control().setFocus();
    }

    private boolean begin(Object key, String column) {
        if (open != null && open.key().equals(key) && open.column().equals(column)) {
            return setFocus();
        }
        if (!finish()) {
            return setFocus();
        }
        int row = index(key);
        int at = List.of(table.getColumns()).stream().map(c -> String.valueOf(c.getData(Names.KEY))).toList().indexOf(column);
        Optional<Cell> cell = row < 0 || at < 0 ? Optional.empty() : cells.of(kit.shown().get(row), column);
        cell.ifPresent(c -> show(key, column, c, row, at));
        return cell.isPresent();
    }

    private int index(Object key) {
        return kit.shown().stream().map(kit::key).toList().indexOf(key);
    }

    private void show(Object key, String column, Cell cell, int row, int at) {
        kit.select(key);
        table.showColumn(table.getColumn(at));
        kit.hold(true);
        // Without items a combo would clear what stands in it at the first arrow key.
        Control control = cell.choices().filter(items -> !items.isEmpty()).map(this::combo).orElseGet(() -> new Text(table, SWT.SINGLE | SWT.BORDER));
        Names.name(control, table.getData(Names.KEY) + ".cell");
        write(control, cell.text());
        TableEditor place = new TableEditor(table);
        place.grabHorizontal = true;
        place.horizontalAlignment = SWT.LEFT;
        place.minimumWidth = Math.clamp(control.computeSize(SWT.DEFAULT, SWT.DEFAULT).x, LEAST, MOST);
        place.minimumHeight = Math.max(table.getItemHeight(), control.computeSize(SWT.DEFAULT, SWT.DEFAULT).y);
        place.setEditor(control, table.getItem(row), at);
        current = column;
        Open mine = new Open(key, column, cell, cell.text(), control, place);
        open = mine;
        control.addListener(SWT.Modify, e -> judge(mine));
        control.addListener(SWT.DefaultSelection, e -> finish());
        control.addListener(SWT.Traverse, e -> traverse(e, mine));
        control.addListener(SWT.FocusOut, e -> leave(mine));
        control.addListener(SWT.Dispose, e -> drop(mine));
        control.addListener(SWT.Move, e -> note.follow(control));
        note.describe(control);
        control.setFocus();
        judge(mine);
    }

    private Control combo(List<String> items) {
        CCombo combo = new CCombo(table, SWT.BORDER);
        combo.setItems(items.toArray(String[]::new));
        combo.setVisibleItemCount(12);
        return combo;
    }

    private static void write(Control control, String text) {
        if (control instanceof CCombo combo) {
            combo.setText(text);
            combo.setSelection(new Point(0, text.length()));
        } else if (control instanceof Text field) {
            field.setText(text);
            field.selectAll();
        }
    }

    private static String read(Control control) {
        return control instanceof CCombo combo ? combo.getText() : ((Text) control).getText();
    }

    private void judge(Open mine) {
        mine.cell().typed(read(mine.control()), (words, how) -> {
            if (open == mine) {
                note.show(mine.control(), words, how);
            }
        });
    }

    private void traverse(Event e, Open mine) {
        boolean list = mine.control() instanceof CCombo combo && combo.getListVisible();
        switch (e.detail) {
            case SWT.TRAVERSE_ESCAPE -> {
                e.doit = false;
                if (!list && open == mine) {
                    close();
                }
            }
            case SWT.TRAVERSE_RETURN -> e.doit = false;
            case SWT.TRAVERSE_TAB_NEXT, SWT.TRAVERSE_TAB_PREVIOUS -> {
                e.doit = false;
                e.detail = e.detail == SWT.TRAVERSE_TAB_NEXT ? step(mine, 1) : step(mine, -1);
            }
            default -> {
                // arrows and the like are the field's own
            }
        }
    }

    private record Step(Object key, String column) {
    }

    private int step(Open from, int by) {
        if (open == from && finish()) {
            List<Step> all = steps(null);
            int at = all.indexOf(new Step(from.key(), from.column()));
            int next = at + by;
            // The row is not shown any more when its new value does not match the filter.
            if (at >= 0 && next >= 0 && next < all.size()) {
                begin(all.get(next).key(), all.get(next).column());
            }
        }
        return SWT.TRAVERSE_NONE;
    }

    /** Cells that can be edited, in the order seen: of one row, or of all when {@code only} is {@code null}. */
    private List<Step> steps(Object only) {
        List<Step> steps = new ArrayList<>();
        for (R row : kit.shown()) {
            for (int c : only == null || kit.key(row).equals(only) ? table.getColumnOrder() : new int[0]) {
                if (cells.of(row, id(c)).isPresent()) {
                    steps.add(new Step(kit.key(row), id(c)));
                }
            }
        }
        return steps;
    }

    private void leave(Open mine) {
        if (open == mine) {
            finish();
        }
    }

    /** Takes what was typed; false when it cannot be taken, then the cell stays open and says why. */
    public boolean finish() {
        Open mine = open;
        if (mine == null) {
            return true;
        }
        String typed = read(mine.control());
        Optional<String> why = typed.equals(mine.before()) ? Optional.empty() : mine.cell().take(typed);
        if (open == mine) {
            why.ifPresentOrElse(words -> note.show(mine.control(), words, State.FAILED), this::close);
        }
        return why.isEmpty();
    }

    /** Closes the open cell without taking anything. */
    public void close() {
        Open mine = open;
        if (mine == null) {
            return;
        }
        boolean keyboard = mine.control().isFocusControl();
        open = null;
        note.hide();
        if (keyboard) {
            table.setFocus();
        }
        mine.control().setVisible(false);
        // Its own listeners are still at work.
        table.getDisplay().asyncExec(() -> {
            mine.place().dispose();
            mine.control().dispose();
        });
        kit.hold(false);
    }

    private void drop(Open mine) {
        if (open == mine) {
            open = null;
        }
    }
}
