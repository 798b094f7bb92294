package org.campanile.ui.setup.wizard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.campanile.core.step.PlanReport;
import org.campanile.ui.ColumnRoom;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/** The steps of a plan under their parts, the same tree before and during the run; items are changed in place. UI thread only. */
final class StepTree {

    private final Tree tree;
    private final Map<String, TreeItem> items = new LinkedHashMap<>();
    private List<PlanReport.Row> rows = List.of();

    /** @param state heading of the second column, @param time of the third */
    StepTree(Composite parent, String id, String state, String time, Consumer<PlanReport.Row> selected) {
        tree = Names.name(new Tree(parent, SWT.BORDER | SWT.SINGLE | SWT.FULL_SELECTION), SetupIds.WIZARD + id);
        tree.setHeaderVisible(true);
        double unit = Fonts.averageCharWidth(tree);
        column(Messages.step, SWT.LEFT, 40 * unit);
        column(state, SWT.LEFT, 14 * unit);
        column(time, SWT.RIGHT, 16 * unit);
        ColumnRoom.share(tree);
        tree.addListener(SWT.Selection, e -> selected().ifPresent(selected));
    }

    private void column(String title, int align, double width) {
        TreeColumn column = new TreeColumn(tree, align);
        column.setText(title);
        column.setWidth((int) width);
    }

    Tree control() {
        return tree;
    }

    /** Shows the steps of a plan, each with a word and an image, under the title of its part. */
    void show(PlanReport plan, Function<String, String> partOf) {
        if (plan.rows().stream().map(PlanReport.Row::step).toList().equals(rows.stream().map(PlanReport.Row::step).toList())) {
            rows = plan.rows();
            rows.forEach(r -> items.get(r.step()).setText(0, r.title()));
            return;
        }
        rows = plan.rows();
        tree.removeAll();
        items.clear();
        Map<String, TreeItem> groups = new LinkedHashMap<>();
        for (PlanReport.Row row : plan.rows()) {
            TreeItem parent = groups.computeIfAbsent(partOf.apply(row.step()), this::group);
            TreeItem item = new TreeItem(parent, SWT.NONE);
            item.setText(0, row.title());
            item.setData(row.step());
            items.put(row.step(), item);
            parent.setExpanded(true);
        }
    }

    private TreeItem group(String group) {
        TreeItem item = new TreeItem(tree, SWT.NONE);
        item.setText(0, group);
        return item;
    }

    /** Gives a step its word, image and time; only what differs is drawn. */
    void set(String step, String word, Image image, String time) {
        TreeItem item = items.get(step);
        if (item == null) {
            return;
        }
        if (item.getImage(1) != image) {
            item.setImage(1, image);
        }
        if (!word.equals(item.getText(1))) {
            item.setText(1, word);
        }
        if (!time.equals(item.getText(2))) {
            item.setText(2, time);
        }
    }

    /** The selected step. */
    Optional<PlanReport.Row> selected() {
        TreeItem[] selection = tree.getSelection();
        return selection.length == 0 ? Optional.empty() : rows.stream().filter(r -> r.step().equals(selection[0].getData())).findFirst();
    }

    /** Selects a step and shows it. */
    void select(String step) {
        if (items.containsKey(step)) {
            tree.setSelection(items.get(step));
            reveal(step);
        }
    }

    /** Selects nothing. */
    void deselect() {
        tree.deselectAll();
    }

    /** Scrolls to a step, with the title of its part above the first one, if it is not seen. */
    void reveal(String step) {
        TreeItem item = items.get(step);
        if (item != null) {
            TreeItem part = item.getParentItem();
            tree.showItem(item);
            if (part.indexOf(item) == 0) {
                tree.showItem(part);
            }
        }
    }
}
