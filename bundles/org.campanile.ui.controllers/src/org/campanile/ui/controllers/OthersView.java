package org.campanile.ui.controllers;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.controllers.OtherControllers;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;

/**
 * The other controllers of the active lab: compute services, network agents, Heat engines and RabbitMQ nodes, in the words of the board. Read while the
 * view is seen, every half minute. UI thread only; reading runs in jobs.
 */
public final class OthersView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = "org.campanile.ui.controllers.others";
    /** Name of the table. */
    public static final String TABLE = ID + ".table";

    private static final int EVERY_MILLIS = 30_000;

    private final Runnable tick = this::tick;

    private Services services;
    private FailureBanner banner;
    private Label note;
    private TableKit<OtherControllers.Row> table;
    private Optional<Lab> lab = Optional.empty();
    private RunningJob reading;
    private Subscription following;
    private Subscription seeing;
    private Subscription theme;
    private boolean seen;

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        Composite all = new Composite(parent, SWT.NONE);
        all.setLayout(new GridLayout(1, false));
        banner = new FailureBanner(all, services);
        note = Names.name(new Label(all, SWT.WRAP), ID + ".note");
        note.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        table = new TableKit<>(all, TABLE, r -> r.kind() + r.id(), true, List.of(
                TableColumnSpec.<OtherControllers.Row>text("kind", Messages.kind, 18, r -> r.kind().word()).image(r -> services.icons().state(state(r))),
                TableColumnSpec.<OtherControllers.Row>text("node", Messages.node, 24, OtherControllers.Row::node).naming(),
                TableColumnSpec.<OtherControllers.Row>text("service", Messages.service, 26, OtherControllers.Row::service),
                TableColumnSpec.<OtherControllers.Row>text("admin", Messages.administrative, 17, OtherControllers.Row::admin),
                TableColumnSpec.<OtherControllers.Row>text("oper", Messages.operational, 14, OtherControllers.Row::oper),
                TableColumnSpec.<OtherControllers.Row>text("said", Messages.says, 22, OtherControllers.Row::said),
                TableColumnSpec.<OtherControllers.Row>text("condition", Messages.condition, 28, OtherControllers.Row::condition),
                TableColumnSpec.<OtherControllers.Row>text("heard", Messages.heard, 14, r -> r.heard().map(at -> Ages.ago(at, Instant.now())).orElse(Messages.notTold))
                        .tooltip(r -> r.heard().map(Ages::exact).orElse(null))));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        seeing = Visibility.follow(this, now -> {
            seen = now;
            if (now) {
                refresh();
            }
        });
        theme = services.theme().onChange(table::repaint);
        following = services.activeLab().subscribe(next -> {
            if (!next.equals(lab)) {
                lab = next;
                banner.clear();
                note.setText("");
                table.show(List.of());
                refresh();
            }
        });
        Display display = table.control().getDisplay();
        display.timerExec(EVERY_MILLIS, tick);
        // A timer that waits would hold the closed view.
        table.control().addDisposeListener(e -> display.timerExec(-1, tick));
    }

    private static State state(OtherControllers.Row row) {
        return !row.oper().equals("enabled") ? row.admin().equals("locked") ? State.OFF : State.FAILED
                : row.admin().equals("locked") ? State.OFF : row.condition().isEmpty() ? State.GOOD : State.ATTENTION;
    }

    private void tick() {
        refresh();
        table.control().getDisplay().timerExec(EVERY_MILLIS, tick);
    }

    @Override
    public void refresh() {
        if (!seen || lab.isEmpty() || reading != null) {
            return;
        }
        Lab now = lab.get();
        if (note.getText().isEmpty()) {
            note.setText(Messages.readingOthers);
        }
        reading = services.jobs().job(NLS.bind(Messages.readTheOthers, now.name()), task -> {
            try (LabSession session = services.session(now)) {
                return OtherControllers.read(session, task);
            }
        }).system().on(table.control()).done(r -> {
            if (lab.equals(Optional.of(now))) {
                show(r);
            }
        }).failed(f -> {
            if (lab.equals(Optional.of(now))) {
                note.setText(table.shown().isEmpty() ? "" : note.getText());
                banner.show(f, this::refresh);
            }
        }).finished(() -> {
            reading = null;
            if (!lab.equals(Optional.of(now))) {
                refresh();
            }
        }).start();
    }

    private void show(OtherControllers.Reading read) {
        table.show(read.rows());
        if (read.failures().isEmpty()) {
            banner.clear();
        } else {
            banner.show(read.failures().getFirst(), this::refresh);
        }
        long bad = read.rows().stream().filter(OtherControllers.Row::bad).count();
        int all = read.rows().size();
        String at = Ages.exact(read.at());
        note.setText(all == 0 ? NLS.bind(Messages.labHasNothingToAsk, at) : bad > 0 ? NLS.bind(Messages.wantLookingAt, new Object[] {bad, all, at})
                : all == 1 ? NLS.bind(Messages.onlyOneWorks, at) : NLS.bind(Messages.allWork, all, at));
        note.requestLayout();
    }

    @Override
    public void setFocus() {
        table.table().setFocus();
    }

    @Override
    public void dispose() {
        following.close();
        seeing.close();
        theme.close();
        if (reading != null) {
            reading.cancel();
        }
        super.dispose();
    }
}
