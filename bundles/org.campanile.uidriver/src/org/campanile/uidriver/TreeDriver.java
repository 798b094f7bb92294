package org.campanile.uidriver;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;

/** Trees. */
public final class TreeDriver extends WidgetDriver<Tree> {

    TreeDriver(Tree widget) {
        super(widget);
    }

    /** Texts of the items at the top. */
    public List<String> getAllItems() {
        return read(t -> texts(t.getItems()));
    }

    /** Texts of all items that are expanded or at the top, indented by two blanks a level. */
    public List<String> visibleItems() {
        return read(t -> {
            List<String> lines = new ArrayList<>();
            collect(t.getItems(), "", lines);
            return lines;
        });
    }

    private static void collect(TreeItem[] items, String indent, List<String> lines) {
        for (TreeItem item : items) {
            lines.add(indent + item.getText());
            if (item.getExpanded()) {
                collect(item.getItems(), indent + "  ", lines);
            }
        }
    }

    static List<String> texts(TreeItem[] items) {
        List<String> texts = new ArrayList<>();
        for (TreeItem item : items) {
            texts.add(item.getText());
        }
        return List.copyOf(texts);
    }

    /** Waits for the item at this path, expanding on the way; a step matches an item whose text is it or begins with it. */
    public TreeItemDriver expandNode(String... path) {
        TreeItemDriver at = getTreeItem(path[0]);
        for (int i = 1; i < path.length; i++) {
            at.expand();
            TreeItemDriver parent = at;
            String step = path[i];
            at = Wait.forThe("tree node " + String.join(" > ", path), () -> parent.getNode(step));
        }
        return at;
    }

    /** Waits for an item at the top. */
    public TreeItemDriver getTreeItem(String text) {
        return Wait.forThe("tree item " + text, () -> Ui.read(() -> TreeItemDriver.among(widget, widget.getItems(), text)));
    }

    /** How many items are at the top. */
    public int rowCount() {
        return read(Tree::getItemCount);
    }

    /** What is selected. */
    public List<String> selection() {
        return read(t -> texts(t.getSelection()));
    }

    /** Selects nothing. */
    public void unselect() {
        Ui.run(widget::deselectAll);
        notifyLater(SWT.Selection, new Event());
    }
}
