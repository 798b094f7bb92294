package org.campanile.ui.labs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.ColumnRoom;
import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.UiSubscription;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.ColumnViewerToolTipSupport;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TreeViewer;
import org.eclipse.jface.viewers.TreeViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** The Labs explorer: every lab with its colour and guard, and what it is made of. The selected lab is the one the window works on. */
public final class LabsView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.labs";

    private Services services;
    private FailureBanner banner;
    private Composite stack;
    private EmptyState empty;
    private TreeViewer tree;
    private UiSubscription<LabTree> updates;
    private LabTree shown = new LabTree(List.of(), Map.of());
    private boolean following;
    private final List<Subscription> closing = new ArrayList<>();

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        Composite all = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        all.setLayout(layout);
        banner = new FailureBanner(all, services);
        stack = new Composite(all, SWT.NONE);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        stack.setLayout(new StackLayout());
        empty = new EmptyState(stack, services, "castle", Messages.noLabsYet, Messages.whatALabIs)
                .action("org.campanile.ui.labs.demo", Messages.startDemoLab, services.demo()::start)
                .action("org.campanile.ui.labs.new", Messages.newLab, () -> Commands.run(getSite(), "org.campanile.ui.lab.new"));
        createTree();
        updates = new UiSubscription<>(tree.getTree(), this::show);
        updates.closing(services.labs().subscribe(snapshot -> refresh()));
        closing.add(services.theme().onChange(tree::refresh));
        closing.add(services.activeLab().subscribe(lab -> followActive()));
        refresh();
    }

    private void createTree() {
        tree = new TreeViewer(stack, SWT.SINGLE | SWT.V_SCROLL | SWT.H_SCROLL);
        Names.name(tree.getTree(), "org.campanile.ui.labs.tree");
        tree.setContentProvider(new LabTreeContent());
        // a column of its own is as wide as the tree, so that a long row is cut and does not make the tree scroll sideways
        TreeViewerColumn rows = new TreeViewerColumn(tree, SWT.LEFT);
        rows.setLabelProvider(new LabLabels(services));
        ColumnRoom.share(tree.getTree());
        rows.getColumn().addListener(SWT.Resize, e -> tree.refresh());
        tree.setComparer(new LabItemComparer());
        ColumnViewerToolTipSupport.enableFor(tree);
        tree.setAutoExpandLevel(2);
        tree.addSelectionChangedListener(e -> {
            if (!following && e.getStructuredSelection().getFirstElement() instanceof LabItem item && item.lab() != null) {
                services.activeLab().set(item.lab());
            }
        });
        tree.addDoubleClickListener(e -> {
            if (((IStructuredSelection) e.getSelection()).getFirstElement() instanceof LabItem item) {
                open(item);
            }
        });
        MenuManager menu = new MenuManager();
        tree.getTree().setMenu(menu.createContextMenu(tree.getTree()));
        getSite().registerContextMenu(ID, menu, tree);
        getViewSite().getActionBars().updateActionBars();
        getSite().setSelectionProvider(tree);
    }

    private void open(LabItem item) {
        switch (item.kind()) {
            case ENVIRONMENT -> Commands.run(getSite(), "org.campanile.ui.environment.open");
            case BROKEN -> LabHandler.tellBroken(getSite().getShell(), services, item);
            default -> Commands.run(getSite(), "org.campanile.ui.lab.open");
        }
    }

    private void show(LabTree next) {
        boolean some = !next.roots().isEmpty();
        StackLayout layout = (StackLayout) stack.getLayout();
        layout.topControl = some ? tree.getTree() : empty;
        stack.layout();
        Set<Object> known = shown.roots().stream().map(LabItem::key).collect(Collectors.toSet());
        shown = next;
        if (tree.getInput() == null) {
            tree.setInput(next);
        } else {
            tree.getTree().setRedraw(false);
            ((LabTreeContent) tree.getContentProvider()).replace(next);
            tree.refresh();
            // What the user has folded stays folded; only a lab that is new here comes unfolded.
            next.roots().stream().filter(r -> !known.contains(r.key())).forEach(r -> tree.setExpandedState(r, true));
            tree.getTree().setRedraw(true);
        }
        if (some && tree.getStructuredSelection().isEmpty() && services.activeLab().get().isEmpty()) {
            tree.setSelection(new StructuredSelection(next.roots().getFirst()));
        }
        followActive();
    }

    /** Selects a row and tells nobody: the lab in it may be older than the active one. */
    private void select(LabItem row) {
        following = true;
        try {
            tree.setSelection(new StructuredSelection(row), true);
        } finally {
            following = false;
        }
    }

    /** The lab may have become the active one elsewhere: a wizard has made it, or it was renamed. A row of the active lab stays selected. */
    private void followActive() {
        services.activeLab().get().filter(lab -> {
            Object selected = tree.getStructuredSelection().getFirstElement();
            return selected == null || selected instanceof LabItem item && item.lab() != null && !item.lab().name().equals(lab.name());
        }).map(lab -> new LabItem(lab, LabItem.Kind.LAB, lab.name(), "", null))
                .filter(row -> shown.roots().stream().anyMatch(r -> r.key().equals(row.key())))
                .ifPresent(this::select);
    }

    @Override
    public void refresh() {
        services.jobs().job(Messages.readLabs, this::read).system().family(LabsView.class).rule("labs").on(stack).done(t -> {
            banner.clear();
            updates.accept(t);
        }).failed(f -> banner.show(f, this::refresh)).start();
    }

    private LabTree read(Task task) throws FailureException {
        services.labs().reload();
        Path folder = services.home().environments();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> environments = files.filter(LabsView::isEnvironment).sorted().toList();
            return LabTree.of(services.labs().snapshot(), environments);
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local(Messages.listingEnvironments, folder, e), e);
        }
    }

    private static boolean isEnvironment(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") && !name.endsWith(".layout.yaml");
    }

    @Override
    public void setFocus() {
        stack.setFocus();
    }

    @Override
    public void dispose() {
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
