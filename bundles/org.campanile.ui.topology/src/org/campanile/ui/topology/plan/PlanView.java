package org.campanile.ui.topology.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.campanile.ui.Commands;
import org.campanile.ui.EmptyState;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.Theme.Tone;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.frame.ActiveEditor;
import org.campanile.ui.topology.frame.Tabs;
import org.eclipse.core.runtime.Adapters;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.part.ViewPart;

/**
 * What would be done if the environment of the active editor were deployed now: steps, circles of needs, and changes. It follows the editor, the document,
 * what is selected and the active lab, and computes nothing while it is hidden. UI thread only.
 */
public final class PlanView extends ViewPart implements Refreshable {

    private final List<Subscription> closing = new ArrayList<>();
    private Services services;
    private Composite stack;
    private EmptyState empty;
    private Composite body;
    private Label from;
    private CTabFolder tabs;
    private StepsTab steps;
    private PlanTimeline timeline;
    private CirclesTab circles;
    private ChangesTab changes;
    private PlanModel model;
    private Subscription follows = () -> {
    };

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        empty = new EmptyState(stack, services, "list-ordered", Messages.noEnvironmentOpen, Messages.whatIsShownHere)
                .action(Topology.PLAN + ".new", Messages.newEnvironment, () -> Commands.run(getSite(), Topology.NEW));
        closing.add(services.theme().onChange(this::repaint));
        closing.add(ActiveEditor.follow(getSite().getPage(), this::follow));
    }

    private void fill() {
        body = new Composite(stack, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        body.setLayout(layout);
        from = Names.name(new Label(body, SWT.NONE), Topology.PLAN + ".from");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.horizontalIndent = 12;
        wide.verticalIndent = 4;
        from.setLayoutData(wide);
        services.theme().follow(from, () -> from.setForeground(services.theme().color(Tone.MUTED)));
        tabs = new CTabFolder(body, SWT.BOTTOM | SWT.FLAT);
        tabs.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        steps = new StepsTab(tabs, Topology.PLAN + ".steps", services, this::select);
        Tabs.add(tabs, Messages.steps, steps.control());
        timeline = new PlanTimeline(tabs, Topology.PLAN + ".timeline", services.theme(), this::select);
        Tabs.add(tabs, Messages.timeline, timeline.control());
        circles = new CirclesTab(tabs, Topology.PLAN + ".circles", services, this::select);
        Tabs.add(tabs, Messages.circles, circles.control());
        changes = new ChangesTab(tabs, Topology.PLAN + ".changes", services, this::refresh, on -> model.showChanges(on), this::select);
        Tabs.add(tabs, Messages.changes, changes.control());
        tabs.setSelection(0);
    }

    /** Follows the active editor while this view is seen. */
    private void follow(IEditorPart editor) {
        if (stack.isDisposed()) {
            return;
        }
        boolean seen = getSite().getPage().isPartVisible(this);
        PlanModel now = seen ? Adapters.adapt(editor, PlanModel.class) : null;
        if (now == model) {
            return;
        }
        follows.close();
        follows = () -> {
        };
        model = now;
        if (now != null) {
            if (body == null) {
                fill();
            }
            Subscription plan = now.subscribe(this::show);
            Subscription document = now.document().subscribe(change -> {
                if (change == EnvironmentDocument.Change.SELECTION) {
                    selected(now);
                }
            });
            follows = () -> {
                plan.close();
                document.close();
            };
        }
        if (seen) {
            ((StackLayout) stack.getLayout()).topControl = now == null ? empty : body;
            stack.layout();
        }
    }

    private void show() {
        if (stack.isDisposed() || model == null) {
            return;
        }
        Optional<PlanState> state = model.state();
        tabs.setVisible(state.isPresent());
        if (state.isEmpty()) {
            from.setText(Messages.planning);
            return;
        }
        PlanState now = state.get();
        from.setText((now.environment().name() + ": " + now.deployed().words()).replace("&", "&&"));
        steps.show(now);
        timeline.show(now);
        selected(model);
        circles.show(now);
        changes.show(now, model.showsChanges());
        int round = now.circles().size();
        tabs.getItem(0).setText(steps.count() == 0 ? Messages.steps : NLS.bind(Messages.stepsCount, steps.count()));
        tabs.getItem(2).setText(round == 0 ? Messages.circles : NLS.bind(Messages.circlesCount, round));
        tabs.getItem(3).setText(changes.count() == 0 ? Messages.changes : NLS.bind(Messages.changesCount, changes.count()));
        body.layout();
    }

    private void selected(PlanModel now) {
        steps.select(now.document().selection());
        timeline.select(now.document().selection());
    }

    /** Selects services on the canvas that are still in the document. */
    private void select(Set<String> ids) {
        if (model != null && ids.stream().allMatch(id -> model.document().environment().service(id).isPresent())) {
            model.document().select(ids);
        }
    }

    private void repaint() {
        if (body != null && !body.isDisposed()) {
            steps.repaint();
            timeline.control().redraw();
            circles.repaint();
            changes.repaint();
        }
    }

    @Override
    public void refresh() {
        if (model != null) {
            model.refresh();
        }
    }

    @Override
    public void setFocus() {
        if (body != null && ((StackLayout) stack.getLayout()).topControl == body) {
            tabs.getSelection().getControl().setFocus();
        } else {
            empty.setFocus();
        }
    }

    @Override
    public void dispose() {
        follows.close();
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
