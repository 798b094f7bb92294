package org.campanile.ui.topology.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import org.campanile.core.deploy.DeploymentSnapshot;
import org.campanile.core.deploy.StepProgress;
import org.campanile.ui.Services;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Composite;

/** What is done inside the units: the steps over time, and below them as a table that can be filtered, sorted and copied. UI thread only. */
final class StepsTab {

    private static final int[] SHARES = { 45, 55 };
    private static final int LEAST_LINES = 16;

    private final SashForm sash;
    private final StepsTimeline timeline;
    private final TableKit<StepProgress> table;

    StepsTab(Composite parent, String name, Services services) {
        sash = new SashForm(parent, SWT.VERTICAL);
        timeline = new StepsTimeline(sash, name + ".timeline", services.theme());
        table = new TableKit<>(sash, name, s -> s.step().id(), true, List.of(
                TableColumnSpec.<StepProgress>text("unit", Messages.unit, 14, s -> s.step().hostName()).image(s -> services.icons().state(StepStates.state(s.state()))),
                TableColumnSpec.<StepProgress>text("step", Messages.step, 26, s -> s.step().template()).tooltip(s -> String.join(", ", s.step().functions())),
                TableColumnSpec.<StepProgress>text("state", Messages.state, 14, s -> StepStates.word(s.state())),
                TableColumnSpec.<StepProgress>text("elapsed", Messages.took, 12, s -> s.began().isEmpty() ? "" : Times.words(s.elapsed(Instant.now()))).right()
                        .order(Comparator.comparing(s -> s.elapsed(Instant.now()))),
                TableColumnSpec.<StepProgress>text("expected", Messages.expected, 12, s -> Times.words(Duration.ofSeconds(s.step().expectedSeconds()))).right()
                        .order(Comparator.comparingInt(s -> s.step().expectedSeconds())),
                TableColumnSpec.<StepProgress>text("detail", Messages.detail, 60, StepProgress::message).tooltip(s -> s.details().isEmpty() ? s.message() : s.details())));
        sash.setWeights(SHARES);
        sash.addListener(SWT.Resize, e -> turn());
    }

    /** In a low view both stand beside each other, since one above the other neither would show a row. */
    private void turn() {
        boolean low = sash.getSize().y < LEAST_LINES * sash.getDisplay().getSystemFont().getFontData()[0].getHeight() * 2;
        int wanted = low ? SWT.HORIZONTAL : SWT.VERTICAL;
        if (sash.getOrientation() != wanted) {
            sash.setOrientation(wanted);
        }
    }

    Composite control() {
        return sash;
    }

    void show(DeploymentSnapshot snapshot) {
        List<StepProgress> steps = snapshot.steps().stream().filter(s -> !s.step().unit().isEmpty()).toList();
        table.show(steps);
        timeline.show(snapshot, Instant.now());
    }

    /** A second has passed: steps under way have taken longer. */
    void tick(DeploymentSnapshot snapshot) {
        if (sash.isVisible() && !snapshot.phase().isEnd()) {
            timeline.show(snapshot, Instant.now());
            table.repaint();
        }
    }

    void repaint() {
        table.repaint();
        timeline.control().redraw();
    }

    /** The title of the tab: how many steps have ended, of how many. */
    static String title(DeploymentSnapshot snapshot) {
        List<StepProgress> steps = snapshot.steps().stream().filter(s -> !s.step().unit().isEmpty()).toList();
        return steps.isEmpty() ? Messages.steps : NLS.bind(Messages.stepsEnded, steps.stream().filter(s -> s.state().ended()).count(), steps.size());
    }
}
