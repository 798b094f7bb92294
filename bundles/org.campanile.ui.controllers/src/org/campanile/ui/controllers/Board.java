package org.campanile.ui.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.task.Failure;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.TableKit;
import org.campanile.ui.controllers.board.BoardText;
import org.campanile.ui.controllers.board.SystemCard;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.IWorkbenchPartSite;

/** Filter and cards, one below the other. Cards of systems that stay are kept. UI thread only. */
final class Board extends Composite {

    /** What the user asks of the board. */
    interface Listener {
        /** Something else is selected or shown. */
        void changed();

        /** Swact this system. */
        void swact(ControllerSystem system);

        /** Pre-check this system. */
        void preCheck(ControllerSystem system);

        /** Show the details. */
        void opened();
    }

    private static final int TICK_MILLIS = 1000;
    /** So many systems still get a card each. */
    private static final int CARDS = 6;

    private final Services services;
    private final IWorkbenchPartSite site;
    private final BoardSelectionProvider selection;
    private final Listener listener;
    private final Text filter;
    private final Label count;
    private final SashForm sash;
    private final ManySystems dense;
    private final ScrolledComposite scroll;
    private final Composite column;
    private final List<SystemCard> cards = new ArrayList<>();
    private List<ControllerSystem> all = List.of();
    private ControllerSystem current;
    private boolean seen;

    Board(Composite parent, Services services, IWorkbenchPartSite site, BoardSelectionProvider selection, Listener listener) {
        super(parent, SWT.NONE);
        this.services = services;
        this.site = site;
        this.selection = selection;
        this.listener = listener;
        setLayout(grid(2, 4));
        filter = Names.name(new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), ControllersView.FILTER);
        filter.setMessage("Filter by system, node, group or state");
        filter.setData(Names.FILTER, Boolean.TRUE);
        filter.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        filter.addListener(SWT.Modify, e -> filter());
        filter.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                filter.setText("");
                focus();
            } else if (e.keyCode == SWT.ARROW_DOWN) {
                focus();
            }
        });
        count = Names.name(new Label(this, SWT.NONE), ControllersView.ID + ".count");
        count.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
        sash = new SashForm(this, SWT.VERTICAL);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        dense = new ManySystems(sash, services, this::chosen, listener::opened);
        scroll = new ScrolledComposite(sash, SWT.V_SCROLL | SWT.H_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
        column = new Composite(scroll, SWT.NONE);
        column.setLayout(grid(1, 8));
        scroll.setContent(column);
        scroll.addListener(SWT.Resize, e -> resize());
        for (TableKit<?> kit : dense.kits()) {
            MenuManager menu = new MenuManager();
            kit.table().setMenu(menu.createContextMenu(kit.table()));
            site.registerContextMenu(ControllersView.ID, menu, selection);
        }
        sash.setWeights(3, 2);
        sash.setMaximizedControl(scroll);
        getDisplay().timerExec(TICK_MILLIS, this::tick);
    }

    private static GridLayout grid(int columns, int gap) {
        GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = gap;
        layout.marginHeight = gap;
        layout.verticalSpacing = 8;
        return layout;
    }

    /** The age goes on without a reading. */
    private void tick() {
        if (!isDisposed()) {
            if (seen) {
                cards.forEach(SystemCard::tick);
                dense.tick();
            }
            getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    /** Whether there are so many that they are lines of a table, with a card for the selected one. */
    boolean dense() {
        return all.size() > CARDS;
    }

    void show(List<ControllerSystem> systems) {
        if (systems.equals(all)) {
            return;
        }
        all = List.copyOf(systems);
        current = null;
        filter.setText("");
        selection.setSelection(StructuredSelection.EMPTY);
        cards(dense() ? List.of() : systems);
        dense.show(dense() ? systems : List.of());
        dense.watch(dense() && seen);
        sash.setMaximizedControl(dense() ? dense : scroll);
        for (org.eclipse.swt.widgets.Control c : List.of(filter, count)) {
            ((GridData) c.getLayoutData()).exclude = dense();
            c.setVisible(!dense());
        }
        layout();
        listener.changed();
    }

    private void cards(List<ControllerSystem> systems) {
        // out of the list first: the focus goes from one that ends to the next, which must not be taken for a choice
        List<SystemCard> ended = List.copyOf(cards);
        cards.clear();
        ended.forEach(SystemCard::dispose);
        systems.forEach(this::add);
        filter();
    }

    /** A line was selected: its card comes below the table. */
    private void chosen(ControllerSystem system, String node) {
        if (system != current) {
            current = system;
            cards(List.of(system));
            sash.setMaximizedControl(null);
        } else if (selection.getSelection() instanceof StructuredSelection s && s.getFirstElement() instanceof BoardSelection b && b.node().equals(node)) {
            return;
        }
        selection.setSelection(new StructuredSelection(new BoardSelection(system, node, "")));
        listener.changed();
    }

    /** What the table or the cards say, as lines with tabs. */
    String copied() {
        return dense() ? dense.copied() : BoardText.tabbed(systems().stream().map(s -> s.poller().current()).toList());
    }

    private void add(ControllerSystem system) {
        SystemCard card = new SystemCard(column, services, system, new SystemCard.Listener() {
            @Override
            public void chosen(String node, String group) {
                if (!shown(system)) {
                    return;
                }
                current = system;
                selection.setSelection(new StructuredSelection(new BoardSelection(system, node, group)));
                cards.stream().filter(c -> c.system() != system).forEach(c -> c.matrix().mark("", ""));
                listener.changed();
            }

            @Override
            public void opened() {
                listener.opened();
            }

            @Override
            public void changed(SystemCard changed, boolean resized) {
                if (resized) {
                    resize();
                }
                count();
                listener.changed();
            }

            @Override
            public void entered(SystemCard entered) {
                if (!shown(system)) {
                    return;
                }
                current = system;
                listener.changed();
            }

            @Override
            public void swact(SystemCard asked) {
                listener.swact(system);
            }

            @Override
            public void preCheck(SystemCard asked) {
                listener.preCheck(system);
            }
        });
        card.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        MenuManager menu = new MenuManager();
        card.matrix().setMenu(menu.createContextMenu(card.matrix()));
        site.registerContextMenu(ControllersView.ID, menu, selection);
        cards.add(card);
        card.watch(seen);
    }

    private boolean shown(ControllerSystem system) {
        return cards.stream().anyMatch(c -> c.system() == system);
    }

    List<ControllerSystem> systems() {
        return all;
    }

    Optional<ControllerSystem> current() {
        return Optional.ofNullable(current).or(() -> systems().stream().findFirst());
    }

    void watch(boolean on) {
        if (on != seen) {
            seen = on;
            cards.forEach(c -> c.watch(on));
            dense.watch(dense() && on);
        }
    }

    void failed(ControllerSystem system, Failure failure) {
        cards.stream().filter(c -> c.system() == system).forEach(c -> c.failed(failure));
    }

    void recolor() {
        cards.forEach(SystemCard::recolor);
        dense.recolor();
    }

    boolean focus() {
        if (dense()) {
            return dense.kit().table().setFocus();
        }
        return cards.stream().filter(c -> current == null || c.system() == current).findFirst().map(c -> c.matrix().setFocus()).orElse(false);
    }

    private void filter() {
        for (SystemCard card : cards) {
            boolean on = card.filter(filter.getText());
            ((GridData) card.getLayoutData()).exclude = !on;
            card.setVisible(on);
        }
        count();
        resize();
    }

    private void count() {
        long shown = cards.stream().filter(c -> !((GridData) c.getLayoutData()).exclude).count();
        String text = (shown == cards.size() ? "" : shown + " of ") + cards.size() + (cards.size() == 1 ? " system" : " systems");
        if (!text.equals(count.getText())) {
            count.setText(text);
            layout();
        }
    }

    private void resize() {
        if (scroll == null || cards.isEmpty()) {
            return;
        }
        Rectangle area = scroll.getClientArea();
        column.layout(true, true);
        scroll.setMinSize(240, column.computeSize(Math.max(240, area.width), SWT.DEFAULT).y);
    }
}
