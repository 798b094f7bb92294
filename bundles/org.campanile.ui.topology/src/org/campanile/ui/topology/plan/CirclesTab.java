package org.campanile.ui.topology.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;

/** Services that need each other in a circle, and how each circle is cut at the level of steps or which needs to cut. UI thread only. */
final class CirclesTab {

    private static final int SHARE_PERCENT = 45;

    private final Composite area;
    private final Text words;
    private final TableKit<Circles.Row> table;
    private PlanState shown;

    /** @param select told the ids of the services of the chosen needs */
    CirclesTab(Composite parent, String name, Services services, Consumer<Set<String>> select) {
        area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 4;
        layout.marginHeight = 4;
        area.setLayout(layout);
        words = Names.name(new Text(area, SWT.MULTI | SWT.WRAP | SWT.READ_ONLY | SWT.V_SCROLL), name + ".words");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.horizontalIndent = 8;
        wide.widthHint = 300;
        words.setLayoutData(wide);
        area.addListener(SWT.Resize, e -> share());
        table = new TableKit<>(area, name, r -> r.circle() + " " + r.from() + " " + r.to(), true, List.of(
                TableColumnSpec.<Circles.Row>text("need", Messages.need, 34, Circles.Row::need).image(r -> services.icons().state(r.cut() ? State.FAILED : State.GOOD)),
                TableColumnSpec.<Circles.Row>text("outcome", Messages.whatBecomesOfIt, 26, Circles.Row::outcome),
                TableColumnSpec.<Circles.Row>text("steps", Messages.stepsItComesDownTo, 70, r -> String.join("; ", r.steps())).tooltip(r -> String.join("\n", r.steps())),
                TableColumnSpec.<Circles.Row>text("circle", Messages.circle, 7, r -> String.valueOf(r.circle())).right()));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.onSelect(rows -> {
            Set<String> ids = new LinkedHashSet<>();
            rows.forEach(r -> ids.addAll(List.of(r.from(), r.to())));
            if (!ids.isEmpty()) {
                select.accept(ids);
            }
        });
    }

    Composite control() {
        return area;
    }

    void show(PlanState state) {
        if (state == shown) {
            return;
        }
        shown = state;
        String text = Circles.words(state);
        if (!text.equals(words.getText())) {
            words.setText(text);
            share();
        }
        List<Circles.Row> rows = Circles.rows(state);
        table.control().setVisible(!rows.isEmpty());
        table.show(rows);
        area.layout(true, true);
    }

    /** The words get what they need, but not the table's half. */
    private void share() {
        Rectangle room = area.getClientArea();
        ((GridData) words.getLayoutData()).heightHint = Math.min(room.height * SHARE_PERCENT / 100, words.computeSize(Math.max(1, room.width - 40), SWT.DEFAULT).y);
        area.layout();
    }

    void repaint() {
        table.repaint();
    }
}
