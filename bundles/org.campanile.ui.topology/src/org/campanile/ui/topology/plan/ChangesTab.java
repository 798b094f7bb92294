package org.campanile.ui.topology.plan;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.campanile.core.environment.EnvironmentDiff.Kind;
import org.campanile.ui.Clip;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** What a deployment would add, change in place, replace and remove, as rows and as text; and the switch that marks it on the canvas. UI thread only. */
final class ChangesTab {

    private final Services services;
    private final Runnable again;
    private final Composite area;
    private final FailureBanner banner;
    private final TabHead head;
    private final Button onCanvas;
    private final Button copy;
    private final TableKit<Changes.Row> table;
    private PlanState shown;

    /**
     * @param again asks again what is deployed
     * @param mark told whether changes are to be marked on the canvas
     * @param select told the ids of the services of the chosen changes
     */
    ChangesTab(Composite parent, String name, Services services, Runnable again, Consumer<Boolean> mark, Consumer<Set<String>> select) {
        this.services = services;
        this.again = again;
        area = TabHead.area(parent);
        banner = new FailureBanner(area, services);
        head = new TabHead(area, name);
        onCanvas = Names.name(new Button(head, SWT.CHECK), name + ".mark");
        onCanvas.setText(Messages.showOnTheCanvas);
        onCanvas.addListener(SWT.Selection, e -> mark.accept(onCanvas.getSelection()));
        copy = Names.name(new Button(head, SWT.PUSH), name + ".copy");
        copy.setText(Messages.copyAsText);
        copy.addListener(SWT.Selection, e -> Clip.copy(area.getDisplay(), text()));
        table = new TableKit<>(area, name, r -> List.of(r.name(), r.inside()), true, List.of(
                TableColumnSpec.<Changes.Row>text("change", Messages.change, 20, r -> r.kind().label())
                        .image(r -> services.icons().image(ChangeLook.of(r.kind()).icon(), ChangeLook.of(r.kind()).tone(), 16)),
                TableColumnSpec.<Changes.Row>text("name", Messages.serverOrBalancer, 22, Changes.Row::name).naming(),
                TableColumnSpec.<Changes.Row>text("service", Messages.service, 20, Changes.Row::service),
                TableColumnSpec.<Changes.Row>text("what", Messages.what, 80, Changes.Row::detail).tooltip(Changes.Row::text)));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.onSelect(rows -> {
            Set<String> ids = rows.stream().filter(r -> !r.gone()).map(Changes.Row::serviceId).collect(Collectors.toSet());
            if (!ids.isEmpty()) {
                select.accept(ids);
            }
        });
    }

    Composite control() {
        return area;
    }

    int count() {
        return shown == null ? 0 : shown.changes().rows().size();
    }

    /** @param marked whether changes are marked on the canvas */
    void show(PlanState state, boolean marked) {
        onCanvas.setSelection(marked);
        if (state == shown) {
            return;
        }
        shown = state;
        head.say(words(state));
        look();
        onCanvas.setEnabled(state.deployed().known());
        copy.setEnabled(!state.changes().rows().isEmpty());
        table.control().setVisible(!state.changes().rows().isEmpty());
        table.show(state.changes().rows());
        state.deployed().failure().ifPresentOrElse(why -> banner.show(why, again), banner::clear);
        area.layout(true, true);
    }

    private static String words(PlanState state) {
        return switch (state.deployed().source()) {
            case NO_LAB -> Messages.selectALab;
            case UNKNOWN -> NLS.bind(Messages.deployedNotKnown, state.deployed().lab());
            case MURANO -> NLS.bind(Messages.muranoKeepsToItself, state.deployed().lab());
            case NOTHING -> state.changes().rows().isEmpty() ? Messages.nothingDeployedNothingToDeploy : NLS.bind(Messages.allOfItIsNew, state.changes().sentence());
            case KEPT, STACK -> state.changes().sentence();
        };
    }

    private String text() {
        return NLS.bind(Messages.changesAsText, new Object[] { shown.environment().name(), shown.deployed().lab(), shown.changes().text() });
    }

    private void look() {
        if (shown != null) {
            boolean loses = shown.changes().count(Kind.REPLACE) > 0;
            boolean removes = shown.changes().count(Kind.REMOVE) > 0;
            head.mark(services.icons().state(!shown.deployed().known() ? State.UNKNOWN : loses ? State.FAILED : removes ? State.ATTENTION : State.GOOD));
        }
    }

    void repaint() {
        table.repaint();
        look();
    }
}
