package org.campanile.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.ISelectionChangedListener;
import org.eclipse.jface.viewers.ISelectionProvider;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.SelectionChangedEvent;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;

/**
 * A table of immutable rows: filtered (Ctrl+F), sorted by a click, copied (Ctrl+C) and exported as CSV. It is virtual, so only what is
 * seen is drawn; {@link #show} updates in place: selection, scroll position and unchanged rows stay, and rows do not change places while
 * the pointer is in the table. Equal keys are the same row. UI thread only.
 *
 * @param <R> row, a value with a good {@code equals}
 */
public final class TableKit<R> implements ISelectionProvider {

    private final TableModel<R> model;
    private final Composite area;
    private final Text filter;
    private final Label count;
    private final Table table;
    private final List<ISelectionChangedListener> listeners = new ArrayList<>();
    private Consumer<R> open = row -> {
    };
    private boolean pointerInside;
    private boolean owesSort;
    private boolean held;
    private List<R> owed;

    /**
     * @param id name of the table; the filter is {@code id + ".filter"}
     * @param key what makes a row the same row
     * @param multi whether several rows can be selected
     */
    public TableKit(Composite parent, String id, Function<R, Object> key, boolean multi, List<TableColumnSpec<R>> columns) {
        model = new TableModel<>(columns, key);
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 4;
        area.setLayout(layout);
        filter = Names.name(new Text(area, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), id + ".filter");
        filter.setMessage(Messages.filter);
        filter.setData(Names.FILTER, Boolean.TRUE);
        filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        count = Names.name(new Label(area, SWT.NONE), id + ".count");
        count.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        table = Names.name(new Table(area, SWT.VIRTUAL | SWT.FULL_SELECTION | (multi ? SWT.MULTI : SWT.SINGLE)), id);
        table.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        table.setHeaderVisible(true);
        for (int i = 0; i < columns.size(); i++) {
            addColumn(columns.get(i), i);
        }
        ColumnRoom.share(table, IntStream.range(0, columns.size()).filter(i -> columns.get(i).names()).findFirst().orElse(0));
        listen();
        menu();
    }

    private void addColumn(TableColumnSpec<R> spec, int index) {
        TableColumn column = Names.name(new TableColumn(table, spec.alignedRight() ? SWT.RIGHT : SWT.LEFT), spec.id());
        column.setText(spec.title());
        column.setWidth(Math.max(24, (int) Math.ceil(spec.chars() * Fonts.averageCharWidth(table)) + 16));
        column.setMoveable(true);
        column.addListener(SWT.Selection, e -> {
            model.sortBy(index);
            table.setSortColumn(column);
            table.setSortDirection(model.descending() ? SWT.DOWN : SWT.UP);
            reorder();
        });
    }

    private void listen() {
        table.addListener(SWT.SetData, e -> fill((TableItem) e.item, e.index));
        table.addListener(SWT.Selection, e -> tell());
        table.addListener(SWT.DefaultSelection, e -> selected().ifPresent(open));
        table.addListener(SWT.MouseEnter, e -> pointerInside = true);
        table.addListener(SWT.MouseExit, e -> {
            pointerInside = false;
            if (owesSort) {
                reorder();
            }
        });
        table.addListener(SWT.MouseMove, this::tooltip);
        table.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == 'c' && (e.stateMask & SWT.MODIFIER_MASK) == SWT.MOD1) {
                Clip.copy(table.getDisplay(), model.tabbed(selection()));
            }
        });
        filter.addListener(SWT.Modify, e -> {
            model.filter(filter.getText());
            reorder();
        });
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
                table.setFocus();
            } else if (e.keyCode == SWT.ARROW_DOWN) {
                table.setFocus();
            }
        });
    }

    private void menu() {
        Menu menu = new Menu(table);
        table.setMenu(menu);
        // the toolkit ends only the menu that the table has by then, which may be another
        table.addListener(SWT.Dispose, e -> menu.dispose());
        item(Messages.copy, "copy", () -> Clip.copy(table.getDisplay(), model.tabbed(selection())));
        item(Messages.exportAsCsv, "exportCsv", () -> TextExport.ask(table.getShell(), Messages.exportAsCsvTitle, "table.csv", model.csv()));
        item(Messages.copyAllShown, "copyAll", () -> Clip.copy(table.getDisplay(), model.tabbed(model.shown())));
    }

    /** Hides filter and count, for a table that is always short. */
    public void plain() {
        for (var control : new Control[] {filter, count}) {
            ((GridData) control.getLayoutData()).exclude = true;
            control.setVisible(false);
        }
    }

    /** Adds an entry to the table's menu; its letter is the first of its own that no other entry has. */
    public MenuItem item(String label, String id, Runnable run) {
        MenuItem item = Names.name(new MenuItem(table.getMenu(), SWT.PUSH), table.getData(Names.KEY) + "." + id);
        item.setText(lettered(label));
        item.addListener(SWT.Selection, e -> run.run());
        return item;
    }

    private String lettered(String label) {
        String taken = Arrays.stream(table.getMenu().getItems()).map(MenuItem::getText).filter(t -> t.indexOf('&') >= 0)
                .map(t -> t.substring(t.indexOf('&') + 1, t.indexOf('&') + 2)).collect(Collectors.joining()).toLowerCase(Locale.ROOT);
        return IntStream.range(0, label.length()).filter(i -> Character.isLetter(label.charAt(i)) && taken.indexOf(Character.toLowerCase(label.charAt(i))) < 0)
                .mapToObj(i -> label.substring(0, i) + "&" + label.substring(i)).findFirst().orElse(label);
    }

    private void fill(TableItem item, int index) {
        if (index < 0 || index >= model.shown().size()) {
            return;
        }
        R row = model.shown().get(index);
        item.setData(row);
        for (int c = 0; c < model.columns().size(); c++) {
            TableColumnSpec<R> spec = model.columns().get(c);
            item.setText(c, spec.text().apply(row));
            Image image = spec.image().apply(row);
            // GTK keeps room for an image in every column that was ever told of one, even of none.
            if (image != item.getImage(c)) {
                item.setImage(c, image);
            }
        }
    }

    private void tooltip(Event e) {
        TableItem item = table.getItem(new Point(e.x, e.y));
        String text = null;
        for (int c = 0; item != null && c < model.columns().size(); c++) {
            int index = table.indexOf(item);
            if (item.getBounds(c).contains(e.x, e.y) && index < model.shown().size()) {
                text = model.columns().get(c).tooltip().apply(model.shown().get(index));
                if (text == null && cut(item.getText(c), table.getColumn(c).getWidth())) {
                    text = item.getText(c);
                }
            }
        }
        if (text == null ? table.getToolTipText() != null : !text.equals(table.getToolTipText())) {
            table.setToolTipText(text);
        }
    }

    private boolean cut(String text, int width) {
        return text.length() * Fonts.averageCharWidth(table) > width - 8;
    }

    /** Shows these rows instead of the earlier ones; while it is held, once it is let go. */
    public void show(List<R> rows) {
        if (held) {
            owed = List.copyOf(rows);
            return;
        }
        boolean still = pointerInside && model.sortColumn() >= 0;
        owesSort = still;
        apply(() -> model.update(rows, still));
    }

    /** Keeps the rows as they are, as long as something stands upon one of them, or lets them go on. */
    public void hold(boolean on) {
        held = on;
        if (!held && owed != null) {
            List<R> rows = owed;
            owed = null;
            show(rows);
        }
    }

    private void reorder() {
        owesSort = false;
        apply(model::again);
    }

    private void apply(Runnable change) {
        List<R> before = model.shown();
        Set<Object> selected = new HashSet<>();
        selection().forEach(row -> selected.add(model.key(row)));
        List<R> selectedBefore = selection();
        int top = table.getTopIndex();
        change.run();
        List<R> now = model.shown();
        if (now.size() != before.size()) {
            table.setItemCount(now.size());
        }
        for (int i = 0; i < Math.min(before.size(), now.size()); i++) {
            if (!before.get(i).equals(now.get(i))) {
                table.clear(i);
            }
        }
        table.setSelection(selected.stream().mapToInt(model::indexOf).filter(i -> i >= 0).toArray());
        if (table.getTopIndex() != top) {
            table.setTopIndex(top);
        }
        count.setText(now.size() == model.total() ? String.valueOf(now.size()) : NLS.bind(Messages.shownOfAll, now.size(), model.total()));
        count.requestLayout();
        if (!selection().equals(selectedBefore)) {
            tell();
        }
    }

    /** Draws all rows again, for ages that run and for a change of theme. */
    public void repaint() {
        table.clearAll();
    }

    /** Sorts by a column as a click on its header would. */
    public void sortBy(String columnId) {
        for (TableColumn column : table.getColumns()) {
            if (columnId.equals(column.getData(Names.KEY))) {
                column.notifyListeners(SWT.Selection, new Event());
            }
        }
    }

    /** Shows the rows in the order they are given, as before the first click on a header. */
    public void unsorted() {
        model.sortBy(-1);
        table.setSortColumn(null);
        reorder();
    }

    /** Called with the row on Enter or a double click. */
    public void onOpen(Consumer<R> then) {
        open = then;
    }

    /** Called with the selected rows whenever they change. */
    public void onSelect(Consumer<List<R>> then) {
        addSelectionChangedListener(e -> then.accept(selection()));
    }

    /** The first selected row. */
    public Optional<R> selected() {
        return selection().stream().findFirst();
    }

    /** The selected rows in the order shown. */
    public List<R> selection() {
        List<R> rows = new ArrayList<>();
        int[] indices = table.getSelectionIndices();
        Arrays.sort(indices);
        for (int i : indices) {
            if (i < model.shown().size()) {
                rows.add(model.shown().get(i));
            }
        }
        return rows;
    }

    /** Selects the row with this key and scrolls to it, if it is shown. */
    public void select(Object rowKey) {
        int index = model.indexOf(rowKey);
        if (index >= 0) {
            table.setSelection(index);
            tell();
        }
    }

    /** What makes a row the same row. */
    public Object key(R row) {
        return model.key(row);
    }

    /** The rows shown, filtered and sorted. */
    public List<R> shown() {
        return model.shown();
    }

    /** The whole: filter, count and table. Give it layout data. */
    public Composite control() {
        return area;
    }

    /** The table itself. */
    public Table table() {
        return table;
    }

    private void tell() {
        SelectionChangedEvent event = new SelectionChangedEvent(this, getSelection());
        List.copyOf(listeners).forEach(l -> l.selectionChanged(event));
    }

    @Override
    public ISelection getSelection() {
        return new StructuredSelection(selection());
    }

    @Override
    public void setSelection(ISelection selection) {
        if (selection instanceof IStructuredSelection rows && !rows.isEmpty()) {
            @SuppressWarnings("unchecked")
            R row = (R) rows.getFirstElement();
            select(model.key(row));
        }
    }

    @Override
    public void addSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeSelectionChangedListener(ISelectionChangedListener listener) {
        listeners.remove(listener);
    }
}
