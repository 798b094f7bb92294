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
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
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
    private static final int SETTLE_MILLIS = 100;
    private static final int LEAST = 240;
    private static final int GAP = 8;
    /** So many systems still get a card each. */
    private static final int CARDS = 6;

    private final Services services;
    private final IWorkbenchPartSite site;
    private final BoardSelectionProvider selection;
    private final Listener listener;
    private final Text filter;
    private final Label count;
    private final SashForm sash;
    /** Made when there are many for the first time; most labs have one system, and two tables take time to open. */
    private ManySystems many;
    private final ScrolledComposite scroll;
    private final Composite column;
    private final Label nothing;
    private final List<SystemCard> cards = new ArrayList<>();
    private List<ControllerSystem> all = List.of();
    private ControllerSystem current;
    private boolean seen;
    private int laidOutFor;

    Board(Composite parent, Services services, IWorkbenchPartSite site, BoardSelectionProvider selection, Listener listener) {
        super(parent, SWT.NONE);
        this.services = services;
        this.site = site;
        this.selection = selection;
        this.listener = listener;
        setLayout(grid(2, 4));
        filter = Names.name(new Text(this, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL), ControllersView.FILTER);
        filter.setMessage(Messages.filterHint);
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
        scroll = new ScrolledComposite(sash, SWT.V_SCROLL | SWT.H_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        scroll.setShowFocusedControl(true);
        column = new Composite(scroll, SWT.NONE);
        column.setLayout(grid(1, GAP));
        nothing = Names.name(new Label(column, SWT.WRAP), ControllersView.ID + ".nothing");
        nothing.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        shown(nothing, false);
        scroll.setContent(column);
        scroll.addListener(SWT.Resize, e -> resize());
        getDisplay().timerExec(TICK_MILLIS, this::tick);
    }

    private ManySystems many() {
        if (many == null) {
            many = new ManySystems(sash, services, this::chosen, listener::opened);
            many.moveAbove(scroll);
            for (TableKit<?> kit : many.kits()) {
                MenuManager menu = new MenuManager();
                kit.table().setMenu(menu.createContextMenu(kit.table()));
                site.registerContextMenu(ControllersView.ID, menu, selection);
            }
            sash.setWeights(3, 2);
        }
        return many;
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
            settle();
            if (seen) {
                cards.forEach(SystemCard::tick);
                if (dense()) {
                    many().tick();
                }
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
        if (dense()) {
            many().show(systems);
            many().watch(seen);
        } else if (many != null) {
            many.show(List.of());
            many.watch(false);
        }
        sash.setMaximizedControl(dense() ? many : scroll);
        for (Control c : List.of(filter, count)) {
            shown(c, !dense());
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
        return dense() ? many().copied() : BoardText.tabbed(systems().stream().map(s -> s.poller().current()).toList());
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
            if (dense()) {
                many().watch(on);
            }
        }
    }

    void failed(ControllerSystem system, Failure failure) {
        cards.stream().filter(c -> c.system() == system).forEach(c -> c.failed(failure));
    }

    void recolor() {
        cards.forEach(SystemCard::recolor);
        if (many != null) {
            many.recolor();
        }
    }

    boolean focus() {
        if (dense()) {
            return many().kit().table().setFocus();
        }
        return cards.stream().filter(c -> current == null || c.system() == current).findFirst().map(c -> c.matrix().setFocus()).orElse(false);
    }

    private static void shown(Control control, boolean on) {
        ((GridData) control.getLayoutData()).exclude = !on;
        control.setVisible(on);
    }

    private void filter() {
        for (SystemCard card : cards) {
            shown(card, card.filter(filter.getText()));
        }
        boolean none = !cards.isEmpty() && cards.stream().noneMatch(c -> c.getVisible());
        nothing.setText(none ? NLS.bind(Messages.nothingMatches, filter.getText()).replace("&", "&&") : "");
        shown(nothing, none);
        count();
        resize();
    }

    private void count() {
        long shown = cards.stream().filter(c -> !((GridData) c.getLayoutData()).exclude).count();
        long ill = cards.stream().filter(SystemCard::wantsLookingAt).count();
        String text = shown != cards.size() ? NLS.bind(Messages.someOfSystems, shown, cards.size())
                : shown == 1 ? Messages.oneSystem : ill == 0 ? NLS.bind(Messages.systems, shown)
                : ill == 1 ? NLS.bind(Messages.systemsAndOneToLookAt, shown) : NLS.bind(Messages.systemsAndSomeToLookAt, shown, ill);
        if (!text.equals(count.getText())) {
            count.setText(text);
            layout();
        }
    }

    private void resize() {
        if (scroll == null || cards.isEmpty()) {
            return;
        }
        int least = LEAST;
        for (SystemCard card : cards) {
            least = Math.max(least, card.leastWidth() + 2 * GAP);
        }
        column.layout(true, true);
        int width = scroll.getClientArea().width;
        scroll.setMinSize(least, column.computeSize(Math.max(least, width), SWT.DEFAULT).y);
        laidOutFor = width;
        getDisplay().timerExec(SETTLE_MILLIS, this::settle);
    }

    /** GTK takes the room of a scroll bar that comes or goes only a moment afterwards, and tells nobody. */
    private void settle() {
        if (!isDisposed() && scroll.getClientArea().width != laidOutFor) {
            resize();
        }
    }
}
