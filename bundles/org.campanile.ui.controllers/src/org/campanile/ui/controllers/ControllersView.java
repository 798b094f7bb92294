package org.campanile.ui.controllers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.history.History;
import org.campanile.core.lab.Lab;
import org.campanile.core.servicemanager.Node;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Refreshable;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.LabSystems;
import org.campanile.ui.controllers.swact.SwactFlow;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.part.ViewPart;

/**
 * The board: the systems of the active lab, each on a card, read while the view is seen. Connections of a lab are kept while it is the active one,
 * and longer while a swact is followed.
 */
public final class ControllersView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.board";
    /** Name of the filter. */
    public static final String FILTER = ID + ".filter";
    /** Name of the choice between systems and nodes, where there are many. */
    public static final String SHOW = ID + ".show";


    /** A wait shorter than this is not worth a word. */
    private static final int HINT_MILLIS = 300;

    private final Map<String, LabSystems> known = new HashMap<>();
    private final List<Subscription> closing = new ArrayList<>();
    private final BoardSelectionProvider selection = new BoardSelectionProvider();
    private Services services;
    private FailureBanner banner;
    private Composite stack;
    private Composite blank;
    private Board board;
    private Optional<Lab> lab = Optional.empty();
    private LabSystems systems;
    private RunningJob opening;
    private boolean seen;
    private boolean owed;

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
        blank = new Composite(stack, SWT.NONE);
        getSite().setSelectionProvider(selection);
        board = new Board(stack, services, getSite(), selection, new Board.Listener() {
            @Override
            public void changed() {
                BoardState.set(getSite(), target().map(SwactFlow::possible).orElse(false), !board.systems().isEmpty());
            }

            @Override
            public void swact(ControllerSystem system) {
                act(system, NodeAction.SWACT);
            }

            @Override
            public void preCheck(ControllerSystem system) {
                ControllersView.this.preCheck(system);
            }

            @Override
            public void opened() {
                showDetails();
            }
        });
        closing.add(Visibility.follow(this, now -> {
            seen = now;
            board.watch(now);
            if (now && owed) {
                open();
            }
        }));
        closing.add(services.theme().onChange(board::recolor));
        closing.add(services.activeLab().subscribe(this::turnTo));
    }

    private SwactFlow flow() {
        return new SwactFlow(services, getSite().getPage(), (system, failure) -> board.failed(system, failure));
    }

    /** Pre-checks a swact of the system at hand and shows the findings in Checks. */
    void preCheck() {
        target().ifPresent(this::preCheck);
    }

    private void preCheck(ControllerSystem system) {
        if (SwactFlow.possible(system)) {
            flow().preCheck(system, NodeAction.SWACT, system.poller().current().active().orElseThrow());
        }
    }

    /** Asks for an action on the system at hand: on the selected node, or where none is selected on the one it makes sense for. */
    void act(NodeAction action) {
        target().ifPresent(system -> act(system, action));
    }

    private void act(ControllerSystem system, NodeAction action) {
        host(system, action).ifPresent(host -> flow().act(system, action, host));
    }

    private Optional<String> host(ControllerSystem system, NodeAction action) {
        SystemSnapshot now = system.poller().current();
        if (action.swacts()) {
            return now.active();
        }
        String chosen = selection.getSelection() instanceof StructuredSelection s && s.getFirstElement() instanceof BoardSelection b && b.system() == system
                ? b.node() : "";
        if (!chosen.isEmpty()) {
            return Optional.of(chosen);
        }
        List<String> fitting = now.nodes().stream().map(Node::name).filter(n -> PreChecks.offline(action, n, now).hindrance().isEmpty())
                .filter(n -> action != NodeAction.LOCK || !now.active().equals(Optional.of(n))).toList();
        return fitting.stream().findFirst().or(() -> now.nodes().stream().map(Node::name).findFirst());
    }

    /** The system at hand: the selected one, or the only or first one. */
    Optional<ControllerSystem> target() {
        return board.current();
    }

    /** What the cards show now. */
    List<SystemSnapshot> snapshots() {
        return board.systems().stream().map(s -> s.poller().current()).toList();
    }

    /** What the board says, for the clipboard. */
    String copied() {
        return board.copied();
    }

    private void turnTo(Optional<Lab> next) {
        if (stack.isDisposed() || next.equals(lab) && next.isPresent()) {
            return;
        }
        lab = next;
        // Opening may ask for a password, which nobody expects while working on something else.
        owed = !seen;
        if (owed) {
            banner.clear();
            leave();
            top(blank);
        } else {
            open();
        }
    }

    private void open() {
        open(lab.filter(l -> !l.systems().isEmpty()).isPresent());
    }

    /** @param asking whether a password may be asked for; a lab that names no controllers is only looked at, since most have none */
    private void open(boolean asking) {
        owed = false;
        if (opening != null) {
            opening.cancel();
            opening = null;
        }
        banner.clear();
        leave();
        if (lab.isEmpty()) {
            empty("castle", Messages.noLabYet, Messages.noLabYetText)
                    .action(ID + ".demo", Messages.startDemoLab, services.demo()::start)
                    .action(ID + ".new", Messages.newLab, () -> Commands.run(getSite(), "org.campanile.ui.lab.new"));
            return;
        }
        Lab now = lab.get();
        LabSystems still = known.get(now.name());
        if (still != null && still.lab().equals(now) && still.keep()) {
            show(still);
            return;
        }
        top(blank);
        opening = services.jobs().job(NLS.bind(Messages.openTheControllers, now.name()), task -> {
            LabSystems found = LabSystems.open(asking ? services.session(now) : services.quietSession(now), history(), task);
            if (task.isCancelled()) {
                found.release();
                throw FailureException.cancelled(Messages.openingControllers);
            }
            return found;
        }).system().family(ControllersView.class).done(found -> opened(now, found)).failed(f -> {
            if (!stack.isDisposed() && f.kind() != Failure.Kind.CANCELLED && lab.equals(Optional.of(now)) && systems == null) {
                if (!asking && (f.kind() == Failure.Kind.DENIED || f.kind() == Failure.Kind.UNTRUSTED)) {
                    empty("server", NLS.bind(Messages.namesNoControllers, now.name()), Messages.catalogueNeedsLogIn)
                            .action(ID + ".look", Messages.lookInCatalogue, () -> open(true)).action(ID + ".edit", Messages.editLab, this::editLab);
                } else {
                    empty("server", NLS.bind(Messages.noControllersFound, now.name()), Messages.whatWentWrongIsAbove);
                    banner.show(f, () -> open(true));
                }
            }
        }).start();
        RunningJob mine = opening;
        stack.getDisplay().timerExec(HINT_MILLIS, () -> {
            if (!stack.isDisposed() && opening == mine && ((StackLayout) stack.getLayout()).topControl == blank) {
                empty("loader", NLS.bind(Messages.opening, now.name()), Messages.lookingForControllers);
            }
        });
    }

    private History history() {
        try {
            return services.history();
        } catch (FailureException e) {
            ILog.of(ControllersView.class).warn("The history does not open; changes are not kept", e);
            return null;
        }
    }

    private void opened(Lab asked, LabSystems found) {
        if (stack.isDisposed() || !lab.equals(Optional.of(asked)) || systems != null) {
            found.release();
            return;
        }
        show(found);
    }

    private void show(LabSystems found) {
        systems = found;
        known.put(found.lab().name(), found);
        if (found.systems().isEmpty()) {
            empty("server", NLS.bind(Messages.hasNoControllers, found.lab().name()), Messages.namesNoSystem)
                    .action(ID + ".edit", Messages.editLab, this::editLab);
            return;
        }
        board.show(found.systems());
        top(board);
        board.watch(getSite().getPage().isPartVisible(this));
    }

    private void leave() {
        board.show(List.of());
        if (systems != null) {
            systems.release();
            systems = null;
        }
    }

    private EmptyState empty(String icon, String title, String text) {
        EmptyState state = new EmptyState(stack, services, icon, title, text);
        top(state);
        return state;
    }

    private void top(Composite next) {
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl instanceof EmptyState before && before != next) {
            before.dispose();
        }
        layout.topControl = next;
        stack.layout();
    }

    private void editLab() {
        Commands.editLab(getSite());
    }

    private void showDetails() {
        try {
            getSite().getPage().showView(DetailsView.ID);
        } catch (PartInitException e) {
            ILog.of(ControllersView.class).warn("The details do not open", e);
        }
    }

    @Override
    public void refresh() {
        if (systems == null) {
            open();
        } else {
            board.systems().forEach(ControllerSystem::refresh);
        }
    }

    @Override
    public void setFocus() {
        if (!board.focus()) {
            stack.setFocus();
        }
    }

    @Override
    public void dispose() {
        closing.reversed().forEach(Subscription::close);
        if (opening != null) {
            opening.cancel();
        }
        if (systems != null) {
            systems.release();
            systems = null;
        }
        super.dispose();
    }
}
