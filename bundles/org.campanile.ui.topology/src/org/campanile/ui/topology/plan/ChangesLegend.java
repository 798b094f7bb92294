package org.campanile.ui.topology.plan;

import java.util.List;
import java.util.Optional;

import org.campanile.core.environment.EnvironmentDiff.Kind;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Subscription;
import org.campanile.ui.topology.Topology;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.RowLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * The strip above the canvas while changes are marked on it: what each mark means and how many there are, and the names of the servers that are removed, since
 * one may go whose service stays. It takes no room otherwise. UI thread only.
 */
public final class ChangesLegend extends Composite {

    private static final int NAMED = 8;

    private final Services services;
    private final PlanModel model;
    private Optional<PlanState> shown = Optional.empty();

    /** @param parent lays out with a grid */
    public ChangesLegend(Composite parent, Services services, PlanModel model) {
        super(parent, SWT.NONE);
        this.services = services;
        this.model = model;
        RowLayout row = new RowLayout();
        row.center = true;
        row.marginLeft = 12;
        row.marginRight = 8;
        row.spacing = 6;
        setLayout(row);
        Names.name(this, Topology.PLAN + ".legend");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.exclude = true;
        setLayoutData(place);
        setVisible(false);
        Subscription toggled = model.onShowing(this::show);
        Subscription theme = services.theme().onChange(() -> {
            shown = Optional.empty();
            show();
        });
        addListener(SWT.Dispose, e -> {
            toggled.close();
            theme.close();
        });
    }

    private void show() {
        boolean on = model.showsChanges();
        if (on && (getChildren().length == 0 || !model.state().equals(shown))) {
            shown = model.state();
            fill();
        }
        GridData place = (GridData) getLayoutData();
        boolean other = place.exclude == on;
        place.exclude = !on;
        setVisible(on);
        if (on || other) {
            getParent().layout(true, true);
        }
    }

    private void fill() {
        for (Control child : getChildren()) {
            child.dispose();
        }
        if (shown.isEmpty()) {
            word(Messages.findingOutWhatIsDeployed, "");
            return;
        }
        PlanState state = shown.get();
        String lab = state.deployed().lab();
        if (!state.deployed().known()) {
            word(lab.isEmpty() ? Messages.changesNotKnown : NLS.bind(Messages.changesOnNotKnown, lab), "");
        } else if (state.changes().rows().isEmpty()) {
            word(NLS.bind(Messages.nothingWouldChangeOn, lab), "");
        } else {
            word(NLS.bind(Messages.changesOn, lab), state.deployed().words());
            for (Kind kind : Kind.values()) {
                kind(state, kind);
            }
        }
        Button hide = Names.name(new Button(this, SWT.PUSH | SWT.FLAT), Topology.PLAN + ".legend.hide");
        hide.setText(Messages.hide);
        hide.setToolTipText(Messages.takesMarksAway);
        hide.addListener(SWT.Selection, e -> model.showChanges(false));
    }

    private void kind(PlanState state, Kind kind) {
        long count = state.changes().count(kind);
        if (count == 0) {
            return;
        }
        ChangeLook look = ChangeLook.of(kind);
        List<String> names = state.changes().rows().stream().filter(r -> r.kind() == kind).map(Changes.Row::name).toList();
        // One row's end is not between a mark and its words.
        Composite both = new Composite(this, SWT.NONE);
        both.setLayout(GridLayoutFactory.fillDefaults().numColumns(2).spacing(4, 0).create());
        Label icon = new Label(both, SWT.NONE);
        icon.setImage(services.icons().image(look.icon(), look.tone(), 16));
        // The others are on the canvas.
        word(both, kind == Kind.REMOVE ? removed(names) : ChangeLook.counted(kind, count), String.join(", ", names));
    }

    private static String removed(List<String> names) {
        String told = String.join(", ", names.stream().limit(NAMED).toList());
        int more = names.size() - NAMED;
        return more > 0 ? NLS.bind(Messages.removedNamedAndMore, new Object[] { names.size(), told, more }) : NLS.bind(Messages.removedNamed, names.size(), told);
    }

    private void word(String text, String tip) {
        word(this, text, tip);
    }

    private static void word(Composite in, String text, String tip) {
        Label label = new Label(in, SWT.NONE);
        label.setText(text.replace("&", "&&"));
        label.setToolTipText(tip.isEmpty() ? null : tip.replace("&", "&&"));
    }
}
