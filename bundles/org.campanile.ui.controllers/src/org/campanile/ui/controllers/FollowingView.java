package org.campanile.ui.controllers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.SystemPoller.Attention;
import org.campanile.ui.EmptyState;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.controllers.live.BoardSelection;
import org.campanile.ui.controllers.live.SystemView;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.ISelectionListener;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.part.ViewPart;

/**
 * A view about what is chosen on the board: follows the choice, reads the system while the view is seen, and is empty while nothing is chosen. UI
 * thread only.
 */
abstract class FollowingView extends ViewPart {

    /** Room between two halves. */
    static final int SASH = 8;

    private final List<Subscription> closing = new ArrayList<>();
    private Services services;
    private Composite stack;
    private EmptyState empty;
    private Composite page;
    private UiSubscription<SystemView> updates;
    private BoardSelection chosen;
    private Subscription watching = () -> {
    };
    private boolean seen;

    /** Icon, title and text of the empty view. */
    abstract List<String> emptyWords();

    /** Makes the page, which has a grid of one column. */
    abstract void create(Composite parent);

    /** Shows what is known of the chosen system. */
    abstract void show(BoardSelection selection, SystemView view);

    /** How closely the system is read for this view. */
    Attention attention() {
        return Attention.USUAL;
    }

    /** Takes the colours of the theme again. */
    void recolor() {
        page.redraw();
    }

    /** Another system is chosen, or none. */
    void turned() {
        // nothing to forget
    }

    final Services services() {
        return services;
    }

    final Optional<BoardSelection> chosen() {
        return Optional.ofNullable(chosen);
    }

    @Override
    public final void createPartControl(Composite parent) {
        services = Services.of(getSite());
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        List<String> words = emptyWords();
        empty = new EmptyState(stack, services, words.get(0), words.get(1), words.get(2));
        page = new Composite(stack, SWT.NONE);
        page.setLayout(new GridLayout(1, false));
        create(page);
        updates = new UiSubscription<>(page, view -> {
            if (chosen != null) {
                show(chosen, view);
            }
        });
        ISelectionListener listener = this::chosen;
        getSite().getPage().addSelectionListener(ControllersView.ID, listener);
        closing.add(() -> getSite().getPage().removeSelectionListener(ControllersView.ID, listener));
        closing.add(Visibility.follow(this, now -> {
            seen = now;
            watch();
        }));
        closing.add(services.theme().onChange(this::recolor));
        top(empty);
        chosen(null, getSite().getPage().getSelection(ControllersView.ID));
    }

    private void top(Composite next) {
        ((StackLayout) stack.getLayout()).topControl = next;
        stack.layout();
    }

    private void chosen(@SuppressWarnings("unused") IWorkbenchPart part, ISelection selection) {
        BoardSelection next = selection instanceof IStructuredSelection s && s.getFirstElement() instanceof BoardSelection b ? b : null;
        boolean other = next == null || chosen == null || next.system() != chosen.system();
        chosen = next;
        top(next == null ? empty : page);
        if (other) {
            turned();
            watch();
        }
        if (next != null) {
            show(next, next.system().view());
        }
    }

    private void watch() {
        watching.close();
        watching = chosen == null || !seen ? () -> {
        } : chosen.system().watch(updates, attention());
    }

    @Override
    public void setFocus() {
        stack.setFocus();
    }

    @Override
    public void dispose() {
        watching.close();
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
