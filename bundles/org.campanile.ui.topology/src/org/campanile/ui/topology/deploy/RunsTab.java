package org.campanile.ui.topology.deploy;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.conductor.KeptState;
import org.campanile.core.deploy.watch.RunComparison;
import org.campanile.core.deploy.watch.RunHistory;
import org.campanile.core.deploy.watch.RunRecord;
import org.campanile.core.deploy.watch.WayBack;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureDialog;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.campanile.ui.State;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;

/** The runs of an environment on a lab: two can be compared, and one that ended well can be gone back to. UI thread only. */
final class RunsTab {

    /** Goes back: makes the earlier document the editor's and deploys it. */
    interface Back {
        void to(WayBack way, RunRecord run);
    }

    private final Composite area;
    private final Services services;
    private final TableKit<RunRecord> table;
    private final Button compare;
    private final Button back;
    private final Back then;
    private final Hint hint;
    private DeployTarget target;
    private Lab lab;

    RunsTab(Composite parent, String name, Services services, Back then) {
        this.services = services;
        this.then = then;
        area = new Composite(parent, SWT.NONE);
        area.setLayout(GridLayoutFactory.fillDefaults().numColumns(2).create());
        table = table(name);
        // Beside the table: in a low view every line of it counts.
        Composite buttons = new Composite(area, SWT.NONE);
        buttons.setLayout(GridLayoutFactory.fillDefaults().extendedMargins(0, 8, 4, 0).create());
        buttons.setLayoutData(new GridData(SWT.FILL, SWT.BEGINNING, false, false));
        compare = button(buttons, name + ".compare", Messages.compare, this::compare);
        compare.setToolTipText(Messages.selectTwoRunsToCompare);
        back = button(buttons, name + ".back", Messages.rollBackEllipsis, this::back);
        back.setToolTipText(Messages.selectRunToGoBackTo);
        hint = new Hint(table.table(), services.theme(), Messages.noRunIsKept);
        table.onSelect(rows -> enable());
        table.onOpen(r -> open(r));
        enable();
    }

    private TableKit<RunRecord> table(String name) {
        TableKit<RunRecord> made = new TableKit<>(area, name, RunRecord::id, true, List.of(
                TableColumnSpec.<RunRecord>text("began", Messages.began, 30, r -> Ages.exact(r.began())).image(r -> services.icons().state(state(r.outcome())))
                        .order((a, b) -> a.began().compareTo(b.began())),
                TableColumnSpec.<RunRecord>text("outcome", Messages.outcome, 12, r -> r.outcome().label()),
                TableColumnSpec.<RunRecord>text("by", Messages.by, 12, RunRecord::by),
                TableColumnSpec.<RunRecord>text("took", Messages.took, 12, r -> Times.words(r.took())).right().order((a, b) -> a.took().compareTo(b.took())),
                TableColumnSpec.<RunRecord>text("steps", Messages.steps, 8, r -> String.valueOf(steps(r))).right(),
                TableColumnSpec.<RunRecord>text("message", Messages.why, 60, r -> r.message().lines().findFirst().orElse("")).tooltip(RunRecord::message)));
        made.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        return made;
    }

    private static Button button(Composite parent, String id, String label, Runnable run) {
        Button button = Names.name(new Button(parent, SWT.PUSH), id);
        button.setText(label);
        button.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** Those inside units, as the tab of steps counts them. */
    private static long steps(RunRecord run) {
        return run.lines().stream().filter(l -> !l.step().isEmpty() && !l.unit().isEmpty()).count();
    }

    static State state(RunRecord.Outcome outcome) {
        return switch (outcome) {
            case DEPLOYED -> State.GOOD;
            case FAILED -> State.FAILED;
            case STOPPED -> State.ATTENTION;
        };
    }

    Composite control() {
        return area;
    }

    int count() {
        return table.shown().size();
    }

    void repaint() {
        table.repaint();
    }

    private void fill(List<RunRecord> runs) {
        hint.show(runs.isEmpty());
        table.show(runs);
        enable();
    }

    /** Reads the runs of what is followed now; {@code read} is called when they are there. */
    void show(DeployTarget now, Optional<Lab> where, Runnable read) {
        target = now;
        lab = where.orElse(null);
        if (lab == null || now.environment().isEmpty()) {
            fill(List.of());
            read.run();
            return;
        }
        Environment environment = now.environment().get();
        RunHistory history = RunHistory.of(services.home(), lab, now.types());
        services.jobs().job(NLS.bind(Messages.readRuns, environment.name()), task -> history.runs(environment.id())).system().on(area).done(runs -> {
            if (target == now) {
                fill(runs);
                read.run();
            }
        }).failed(why -> fill(List.of())).start();
    }

    private void enable() {
        List<RunRecord> rows = table.selection();
        compare.setEnabled(rows.size() == 2);
        back.setEnabled(target != null && !target.deployment().state().changing() && chosen().isPresent());
    }

    /** The selected run if it ended well; without a selection the last good one. */
    private Optional<RunRecord> chosen() {
        List<RunRecord> rows = table.selection();
        return rows.isEmpty() ? RunHistory.lastGood(newestFirst()) : rows.size() == 1 && rows.getFirst().outcome() == RunRecord.Outcome.DEPLOYED ? Optional.of(rows.getFirst())
                : Optional.empty();
    }

    private List<RunRecord> newestFirst() {
        return table.shown().stream().sorted((a, b) -> b.began().compareTo(a.began())).toList();
    }

    private void compare() {
        List<RunRecord> rows = table.selection();
        if (rows.size() == 2) {
            new CompareDialog(area.getShell(), services, RunComparison.of(rows.get(0), rows.get(1))).open();
        }
    }

    /** A run alone, as it went. */
    private void open(RunRecord run) {
        new CompareDialog(area.getShell(), services, RunComparison.of(run, newestFirst().stream().filter(r -> r.began().isBefore(run.began())).findFirst().orElse(run))).open();
    }

    private void back() {
        Optional<RunRecord> run = chosen();
        if (run.isEmpty() || target.environment().isEmpty()) {
            return;
        }
        DeployTarget asked = target;
        Environment current = asked.environment().get();
        services.jobs().job(NLS.bind(Messages.planWayBack, current.name()), task -> plan(asked, current, lab, run.get(), task)).on(area).done(planned -> {
            if (Shells.ask(new WayBackDialog(area.getShell(), planned, run.get())) == WayBackDialog.OK && target == asked) {
                then.to(planned.way(), run.get());
            }
        }).failed(why -> FailureDialog.open(area.getShell(), Messages.rollBack, why)).start();
    }

    /** A way back. @param warning why it may not begin at what is deployed; empty when there is no doubt */
    record Planned(WayBack way, Optional<String> warning) {
    }

    private Planned plan(DeployTarget of, Environment current, Lab lab, RunRecord run, Task task) throws FailureException {
        RunHistory history = RunHistory.of(services.home(), lab, of.types());
        Environment earlier = history.document(run);
        KeptState kept;
        try (LabSession session = services.quietSession(lab)) {
            kept = KeptState.read(session, services.home(), of.types(), current, task);
        }
        Optional<RunRecord> last = history.runs(current.id()).stream().findFirst();
        Environment deployed = last.isPresent() ? history.document(last.get()) : current;
        DeployedState state = kept.state().equals(DeployedState.NOTHING) ? DeployedState.ofDocument(deployed, of.types()) : kept.state();
        return new Planned(WayBack.of(of.types(), state, deployed, earlier), kept.warning());
    }
}
