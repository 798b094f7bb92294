package org.campanile.uidriver;

import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** An item of a tree. */
public final class TreeItemDriver extends WidgetDriver<TreeItem> {

    private final Tree tree;

    private TreeItemDriver(Tree tree, TreeItem item) {
        super(item);
        this.tree = tree;
    }

    /** Runs on the UI thread. */
    static TreeItemDriver among(Tree tree, TreeItem[] items, String text) {
        for (TreeItem item : items) {
            if (item.getText().equals(text)) {
                return new TreeItemDriver(tree, item);
            }
        }
        for (TreeItem item : items) {
            if (item.getText().startsWith(text)) {
                return new TreeItemDriver(tree, item);
            }
        }
        throw new DriverException("no item '" + text + "' among " + TreeDriver.texts(items));
    }

    /** The text of the first column. */
    public String getText() {
        return read(TreeItem::getText);
    }

    /** The text of a column, from 0. */
    public String cell(int column) {
        return read(i -> i.getText(column));
    }

    /** Texts of the children. */
    public List<String> getNodes() {
        return read(i -> TreeDriver.texts(i.getItems()));
    }

    /** A child, which must be there already. */
    public TreeItemDriver getNode(String text) {
        return Ui.read(() -> among(tree, widget.getItems(), text));
    }

    /** Opens it. */
    public TreeItemDriver expand() {
        Ui.run(() -> {
            if (!widget.getExpanded()) {
                Event event = new Event();
                event.item = widget;
                tree.notifyListeners(SWT.Expand, event);
                widget.setExpanded(true);
            }
        });
        return this;
    }

    /** Selects it alone. */
    public TreeItemDriver select() {
        Ui.run(() -> {
            tree.setFocus();
            tree.setSelection(widget);
            Event event = new Event();
            event.item = widget;
            tree.notifyListeners(SWT.Selection, event);
        });
        return this;
    }

    /** Opens what stands behind it. */
    public void doubleClick() {
        select();
        Ui.post(() -> {
            Event event = new Event();
            event.item = widget;
            tree.notifyListeners(SWT.DefaultSelection, event);
            tree.notifyListeners(SWT.MouseDoubleClick, new Event());
        });
    }

    /** Ticks or unticks its box. */
    public void check(boolean on) {
        Ui.run(() -> widget.setChecked(on));
        Ui.post(() -> {
            Event event = new Event();
            event.item = widget;
            event.detail = SWT.CHECK;
            tree.notifyListeners(SWT.Selection, event);
        });
    }

    /** Whether its box is ticked. */
    public boolean isChecked() {
        return read(TreeItem::getChecked);
    }

    @Override
    public MenuDriver contextMenu(String... path) {
        select();
        return new TreeDriver(tree).contextMenu(path);
    }
}
