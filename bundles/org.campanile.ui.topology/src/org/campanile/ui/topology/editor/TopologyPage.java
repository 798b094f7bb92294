package org.campanile.ui.topology.editor;

import java.util.Optional;
import java.util.Set;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.environment.Problem;
import org.campanile.core.environment.ServiceType;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Theme;
import org.campanile.ui.topology.Topology;
import org.campanile.ui.topology.canvas.CanvasActions;
import org.campanile.ui.topology.canvas.Palette;
import org.campanile.ui.topology.canvas.TopologyCanvas;
import org.campanile.ui.topology.deploy.DeploymentModel;
import org.campanile.ui.topology.deploy.DeploymentState;
import org.campanile.ui.topology.document.Edits;
import org.campanile.ui.topology.document.EnvironmentDocument;
import org.campanile.ui.topology.form.FormActions;
import org.campanile.ui.topology.form.ProblemList;
import org.campanile.ui.topology.form.PropertiesForm;
import org.campanile.ui.topology.plan.ChangesLegend;
import org.campanile.ui.topology.plan.PlanModel;
import org.campanile.ui.topology.scene.Connections;
import org.campanile.ui.topology.scene.Marks;
import org.campanile.ui.topology.scene.Scene;
import org.campanile.ui.topology.scene.SceneBuilder;
import org.campanile.ui.topology.scene.Spot;
import org.eclipse.jface.action.ToolBarManager;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The page Topology: palette, canvas, properties and problems of one document. UI thread only. */
final class TopologyPage extends Composite implements CanvasActions {

    /** At most so much of the width is the palette's and the form's, so that the canvas stays the largest. */
    private static final int PALETTE_PERCENT = 22;
    private static final int FORM_PERCENT = 36;
    /** In a large window the form takes its part of the room. */
    private static final int FORM_LEAST_PERCENT = 29;
    /** What the list of problems gets of the height beside the form, when there are any. */
    private static final int PROBLEMS_PERCENT = 30;
    /** How long the canvas stays empty while the first layout is computed. */
    private static final int PATIENCE_MILLIS = 400;

    private final Services services;
    private final EnvironmentDocument document;
    private final DeploymentModel deployment;
    private final Edits edits;
    private final SceneBuilder scenes;
    private final TopologyCanvas canvas;
    private final ZoomBar zoom;
    private final PlanModel plan;
    private final Palette palette;
    private final PropertiesForm form;
    private final ProblemList problems;
    private final PaneShares shares;
    private Optional<DeploymentSnapshot> drawn = Optional.empty();
    private Label title;
    private Label stateIcon;
    private Label state;

    TopologyPage(Composite parent, Services services, EnvironmentDocument document, DeploymentModel deployment, FormActions actions, ToolBarManager tools) {
        super(parent, SWT.NONE);
        this.services = services;
        this.document = document;
        this.deployment = deployment;
        this.edits = new Edits(document);
        this.scenes = new SceneBuilder(document.types());
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        setLayout(layout);
        head(tools);
        SashForm sash = new SashForm(this, SWT.HORIZONTAL | SWT.SMOOTH);
        sash.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        palette = new Palette(sash, services, document.types(), type -> add(type, Optional.empty()));
        Composite middle = new Composite(sash, SWT.NONE);
        middle.setLayout(noMargins());
        canvas = new TopologyCanvas(middle, services, this);
        canvas.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        plan = new PlanModel(services, document, deployment, this);
        new ChangesLegend(middle, services, plan).moveAbove(canvas);
        zoom = new ZoomBar(middle, services, canvas);
        zoom.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        canvas.addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.ESC) {
                document.marks(Marks.NONE);
            }
        });
        canvas.onZoom(() -> zoom.show(canvas.viewport().scale()));
        SashForm right = new SashForm(sash, SWT.VERTICAL | SWT.SMOOTH);
        form = new PropertiesForm(right, services, document, actions);
        problems = new ProblemList(right, services, document, this::open);
        PaneShares.of(sash, PaneShares.sides(total -> palette.wantedWidth(), PALETTE_PERCENT,
                total -> Math.max(form.wantedWidth(), total * FORM_LEAST_PERCENT / 100), FORM_PERCENT));
        shares = PaneShares.of(right, total -> {
            int list = Math.min(total / 2, document.problems().isEmpty() ? problems.leastHeight() : total * PROBLEMS_PERCENT / 100);
            return new int[] {total - list, list};
        });
        var listening = document.subscribe(this::changed);
        var following = deployment.subscribe(this::deployed);
        addDisposeListener(e -> {
            listening.close();
            following.close();
        });
        first();
    }

    /** Waits a moment for the layout that is on its way, so that nothing jumps. */
    private void first() {
        count();
        Set<String> placed = document.draft().layout().positions().keySet();
        if (document.environment().services().stream().allMatch(s -> placed.contains(s.id()))) {
            draw();
        } else {
            getDisplay().timerExec(PATIENCE_MILLIS, () -> {
                if (!isDisposed() && canvas.scene() == Scene.EMPTY) {
                    draw();
                }
            });
        }
    }

    private static GridLayout noMargins() {
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        return layout;
    }

    private void head(ToolBarManager tools) {
        Composite head = new Composite(this, SWT.NONE);
        GridLayout layout = new GridLayout(4, false);
        layout.marginWidth = 12;
        layout.marginHeight = 4;
        layout.horizontalSpacing = 8;
        head.setLayout(layout);
        head.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        title = Names.name(new Label(head, SWT.NONE), Topology.EDITOR + ".title");
        title.setFont(Fonts.title(title));
        stateIcon = new Label(head, SWT.NONE);
        state = Names.name(new Label(head, SWT.NONE), Topology.EDITOR + ".state");
        services.theme().follow(state, () -> {
            state.setForeground(services.theme().color(Theme.Tone.MUTED));
            stateIcon.setImage(services.icons().state(deployment.state().state()));
        });
        state.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        tools.createControl(head).setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false));
    }

    private void changed(EnvironmentDocument.Change change) {
        switch (change) {
            case DRAFT -> {
                draw();
                form.refresh();
            }
            case AUTOMATIC, FRAMES, MARKS -> draw();
            case SELECTION -> {
                canvas.select(document.selection());
                form.refresh();
            }
            case PROBLEMS -> {
                draw();
                form.problems();
                problems.refresh();
                shares.share();
            }
            case SAVED -> {
                // nothing of it is drawn
            }
        }
    }

    private void draw() {
        drawn = deployment.state().snapshot();
        Scene scene = scenes.build(document.environment(), document.frames(), document.draft().layout(), document.automatic(), document.problems(), drawn);
        canvas.show(document.marks().over(scene, document::lastPlace));
        count();
    }

    private void count() {
        int count = document.environment().services().size();
        int units = document.environment().unitCount();
        zoom.count(NLS.bind(Messages.servicesAndUnits, count == 1 ? Messages.oneService : NLS.bind(Messages.manyServices, count),
                units == 1 ? Messages.oneUnit : NLS.bind(Messages.manyUnits, units)));
        String name = document.environment().name().replace("&", "&&");
        if (!name.equals(title.getText())) {
            title.setText(name);
            title.requestLayout();
        }
    }

    private void deployed(DeploymentState now) {
        stateIcon.setImage(services.icons().state(now.state()));
        state.setText(now.words().replace("&", "&&"));
        state.requestLayout();
        if (canvas != null && !now.snapshot().equals(drawn)) {
            draw();
        }
    }

    /** Offers in the form what the lab has now. */
    void choicesChanged() {
        form.choices();
    }

    /** What would be done if it were deployed now. */
    PlanModel plan() {
        return plan;
    }

    TopologyCanvas canvas() {
        return canvas;
    }

    Palette palette() {
        return palette;
    }

    PropertiesForm form() {
        return form;
    }

    Edits edits() {
        return edits;
    }

    @Override
    public void select(Set<String> ids) {
        document.select(ids);
    }

    @Override
    public void move(Set<String> ids, double dx, double dy) {
        edits.move(canvas.scene(), ids, dx, dy);
    }

    @Override
    public void open(String id) {
        document.select(Set.of(id));
        form.focus("", "");
    }

    private void open(Problem problem) {
        document.select(problem.serviceId().isEmpty() ? Set.of() : Set.of(problem.serviceId()));
        form.focus(problem.unitId(), problem.field());
    }

    @Override
    public void add(ServiceType type, Optional<Spot> place) {
        edits.add(type, place);
        form.focus("", "");
    }

    @Override
    public Set<String> targets(String id) {
        return Connections.targets(document.environment(), document.types(), id);
    }

    @Override
    public void connect(String from, String to) {
        edits.connect(from, to);
    }

    @Override
    public boolean setFocus() {
        return canvas.setFocus();
    }
}
