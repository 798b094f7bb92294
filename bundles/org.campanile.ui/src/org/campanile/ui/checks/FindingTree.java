package org.campanile.ui.checks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.campanile.core.check.Finding;
import org.campanile.ui.Ages;
import org.campanile.ui.ColumnRoom;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IElementComparer;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;

/** The master list of the Checks view: groups and their findings. Selection and expansion survive an update. UI thread only. */
final class FindingTree {

    private static final int AGES_MILLIS = 10_000;
    /** The details show it all. */
    private static final int LONGEST = 200;
    /** Rows are made as they are wanted: those of an environment with a thousand services kept the window waiting for half a second. */
    private static final int ROWS_AT_ONCE = 200;

    private final Services services;
    private final TreeViewer viewer;
    private Grouping grouping = Grouping.PART;
    private List<Grouping.Group> groups = List.of();
    private Predicate<Finding> stale = f -> false;

    FindingTree(Composite parent, Services services, Consumer<List<Finding>> selected) {
        this.services = services;
        viewer = new TreeViewer(parent, SWT.MULTI | SWT.FULL_SELECTION | SWT.V_SCROLL | SWT.H_SCROLL);
        Tree tree = Names.name(viewer.getTree(), "org.campanile.ui.checks.tree");
        tree.setHeaderVisible(true);
        viewer.setDisplayIncrementally(ROWS_AT_ONCE);
        viewer.setContentProvider(new Content());
        viewer.setComparer(new Same());
        column(Messages.finding, 34, this::title, this::image, Finding::headline);
        column(Messages.seen, 44, o -> o instanceof Finding f ? oneLine(f.evidence()) : "", o -> null, f -> brief(f.evidence()));
        column(Messages.when, 12, o -> o instanceof Finding f ? Ages.ago(f.at(), Instant.now()) : "", o -> null, f -> Ages.exact(f.at()));
        ColumnViewerToolTipSupport.enableFor(viewer);
        ColumnRoom.share(tree);
        viewer.setInput(this);
        tree.getDisplay().timerExec(AGES_MILLIS, this::tellAges);
        viewer.addSelectionChangedListener(e -> selected.accept(selection()));
    }

    /** Ages run; a finding of an hour ago must not stand there as new. */
    private void tellAges() {
        Tree tree = viewer.getTree();
        if (!tree.isDisposed()) {
            if (tree.isVisible()) {
                viewer.refresh();
            }
            tree.getDisplay().timerExec(AGES_MILLIS, this::tellAges);
        }
    }

    private interface Cell<T> {
        T of(Object row);
    }

    private void column(String title, int chars, Cell<String> text, Cell<Image> image, Function<Finding, String> whole) {
        TreeViewerColumn column = new TreeViewerColumn(viewer, SWT.LEFT);
        column.getColumn().setText(title);
        column.getColumn().setMoveable(true);
        column.getColumn().setWidth((int) (chars * Fonts.averageCharWidth(viewer.getTree())) + 16);
        column.setLabelProvider(new ColumnLabelProvider() {
            @Override
            public String getText(Object element) {
                return text.of(element);
            }

            @Override
            public String getToolTipText(Object element) {
                return element instanceof Finding f ? whole.apply(f) : null;
            }

            @Override
            public Image getImage(Object element) {
                return image.of(element);
            }

            @Override
            public Color getForeground(Object element) {
                return element instanceof Finding f && stale.test(f) ? services.theme().color(Theme.Tone.MUTED) : null;
            }
        });
    }

    private String title(Object row) {
        return switch (row) {
            case Grouping.Group g -> g.label();
            case Finding f -> grouping.rowTitle(f);
            default -> "";
        };
    }

    private Image image(Object row) {
        return switch (row) {
            case Grouping.Group g -> Severities.image(services.icons(), g.worst(), g.findings().stream().allMatch(stale));
            case Finding f -> Severities.image(services.icons(), f.severity(), stale.test(f));
            default -> null;
        };
    }

    private static String oneLine(String text) {
        return brief(text.replaceAll("\\s+", " "));
    }

    private static String brief(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text;
    }

    /**
     * @param how by what {@code next} is grouped
     * @param old says of which findings it is not known yet whether they still hold; they are drawn paler
     */
    void show(Grouping how, List<Grouping.Group> next, Predicate<Finding> old) {
        List<Grouping.Group> before = groups;
        grouping = how;
        groups = next;
        stale = old;
        Tree tree = viewer.getTree();
        tree.setRedraw(false);
        try {
            viewer.refresh();
            next.stream().filter(g -> before.stream().noneMatch(b -> b.title().equals(g.title()))).forEach(g -> viewer.setExpandedState(g, true));
        } finally {
            tree.setRedraw(true);
        }
    }

    void expandAll() {
        viewer.expandAll();
    }

    /** Selected findings; a selected group stands for all in it. */
    List<Finding> selection() {
        List<Finding> all = new ArrayList<>();
        for (Object row : viewer.getStructuredSelection()) {
            switch (row) {
                case Grouping.Group g -> all.addAll(g.findings());
                case Finding f -> all.add(f);
                default -> {
                    // the row that offers more rows
                }
            }
        }
        return all.stream().distinct().toList();
    }

    TreeViewer viewer() {
        return viewer;
    }

    private final class Content implements ITreeContentProvider {
        @Override
        public Object[] getElements(Object input) {
            return groups.size() == 1 && groups.getFirst().title().isEmpty() ? groups.getFirst().findings().toArray() : groups.toArray();
        }

        @Override
        public Object[] getChildren(Object parent) {
            return parent instanceof Grouping.Group g ? g.findings().toArray() : new Object[0];
        }

        @Override
        public Object getParent(Object child) {
            return groups.stream().filter(g -> child instanceof Finding f && g.findings().contains(f)).findFirst().orElse(null);
        }

        @Override
        public boolean hasChildren(Object parent) {
            return parent instanceof Grouping.Group;
        }
    }

    /** A group is the same by its title, a finding by its rule and subject, whatever was seen this time. */
    private static final class Same implements IElementComparer {
        private static Object key(Object row) {
            return switch (row) {
                case Grouping.Group g -> g.title();
                case Finding f -> List.of(f.rule(), f.title(), f.group(), f.subject());
                default -> row;
            };
        }

        @Override
        public boolean equals(Object a, Object b) {
            return key(a).equals(key(b));
        }

        @Override
        public int hashCode(Object row) {
            return key(row).hashCode();
        }
    }
}
