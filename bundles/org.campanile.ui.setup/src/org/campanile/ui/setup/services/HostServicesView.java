package org.campanile.ui.setup.services;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.host.Host;
import org.campanile.core.host.ServiceControl;
import org.campanile.core.host.ServiceStatus;
import org.campanile.core.host.ServiceTurn;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Commands;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.setup.diagnosis.Toggles;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.part.ViewPart;

/**
 * The services that a lab for Murano stands on, of all hosts of the active lab: how they stand, and start, stop and restart of the selected ones. Read when
 * it is opened and on F5; a change asks first and is written into the audit log.
 */
public final class HostServicesView extends ViewPart implements Refreshable {

    private final List<Subscription> closing = new ArrayList<>();
    private final List<Button> turns = new ArrayList<>();
    private Services services;
    private ViewFrame frame;
    private FailureBanner banner;
    private Toggles toggles;
    private Label summary;
    private TableKit<ServiceRow> table;
    private Optional<Lab> lab = Optional.empty();
    private List<ServiceRow> rows = List.of();
    private boolean absent;
    private boolean owed;

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 1, "server-cog", Messages.noHosts, Messages.hostServicesExplained);
        frame.empty().action(HostServiceIds.VIEW + ".edit", Messages.editLab, () -> Commands.editLab(getSite()));
        banner = frame.banner();
        createHead(frame.page());
        table = new TableKit<>(frame.page(), HostServiceIds.VIEW + ".table", ServiceRow::key, true, List.of(
                TableColumnSpec.<ServiceRow>text("service", Messages.service, 22, r -> r.unread() ? Messages.allServices : r.service()).image(r -> services.icons().state(r.state())),
                TableColumnSpec.text("host", Messages.host, 18, ServiceRow::host),
                TableColumnSpec.<ServiceRow>text("state", Messages.state, 14, ServiceRow::label).order(Comparator.comparing(ServiceRow::state)),
                TableColumnSpec.text("enabled", Messages.startsWithTheMachine, 28, ServiceRow::enabled),
                TableColumnSpec.<ServiceRow>text("process", Messages.process, 10, ServiceRow::process).right(),
                TableColumnSpec.text("since", Messages.since, 30, ServiceRow::since),
                TableColumnSpec.<ServiceRow>text("detail", Messages.detail, 60, ServiceRow::detail).tooltip(ServiceRow::detail)));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.item(Messages.startAction, "start", () -> turn(ServiceTurn.START));
        table.item(Messages.stopAction, "stop", () -> turn(ServiceTurn.STOP));
        table.item(Messages.restartAction, "restart", () -> turn(ServiceTurn.RESTART));
        table.onSelect(selected -> enable());
        getSite().setSelectionProvider(table);
        enable();
        closing.add(services.theme().onChange(() -> {
            table.repaint();
            toggles.recolor();
        }));
        closing.add(services.activeLab().subscribe(this::on));
    }

    private void createHead(Composite page) {
        Composite head = new Composite(page, SWT.NONE);
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        head.setLayout(layout);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        button(head, Messages.startAction, "start", ServiceTurn.START);
        button(head, Messages.stopAction, "stop", ServiceTurn.STOP);
        button(head, Messages.restartAction, "restart", ServiceTurn.RESTART);
        toggles = new Toggles(head, services, HostServiceIds.VIEW);
        toggles.add("absent", Messages.alsoNotInstalled, Messages.alsoNotInstalledHelp, false, () -> {
            absent = !absent;
            fill();
        });
        summary = Names.name(new Label(head, SWT.RIGHT), HostServiceIds.VIEW + ".summary");
        summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private void button(Composite head, String label, String id, ServiceTurn turn) {
        Button button = Names.name(new Button(head, SWT.PUSH), HostServiceIds.VIEW + "." + id);
        button.setText(label);
        button.addListener(SWT.Selection, e -> turn(turn));
        turns.add(button);
    }

    private void on(Optional<Lab> now) {
        lab = now.filter(l -> !l.hosts().isEmpty());
        rows = List.of();
        banner.clear();
        summary.setText("");
        frame.filled(lab.isPresent());
        fill();
        owed = lab.isPresent();
        if (owed && getSite().getPage().isPartVisible(this)) {
            read();
        }
    }

    private void read() {
        if (lab.isEmpty()) {
            return;
        }
        owed = false;
        Lab of = lab.get();
        summary.setText(Messages.readingServices);
        services.jobs().job(NLS.bind(Messages.readServicesOf, of.name()), task -> {
            try (LabSession session = services.session(of)) {
                return ServiceRow.read(session, task);
            }
        }).rule("services/" + of.name()).family(HostServicesView.class).on(frame.page()).done(read -> show(of, read)).failed(f -> {
            if (lab.filter(of::equals).isPresent()) {
                summary.setText("");
                banner.show(f, this::refresh);
            }
        }).start();
    }

    private void show(Lab of, List<ServiceRow> read) {
        if (lab.filter(of::equals).isPresent()) {
            rows = read;
            long good = rows.stream().filter(r -> r.state() == State.GOOD).count();
            long there = rows.stream().filter(r -> r.there() && !r.unread()).count();
            summary.setText(NLS.bind(Messages.runningOf, good, there));
            fill();
        }
    }

    private void fill() {
        table.show(absent ? rows : rows.stream().filter(ServiceRow::there).toList());
        enable();
    }

    private void enable() {
        boolean may = lab.filter(l -> l.guard() != Guard.READ_ONLY).isPresent();
        boolean any = may && table.selection().stream().anyMatch(r -> !r.unread());
        turns.forEach(b -> b.setEnabled(any));
    }

    private void turn(ServiceTurn turn) {
        List<ServiceRow> chosen = table.selection().stream().filter(r -> !r.unread()).toList();
        if (chosen.isEmpty() || lab.isEmpty()) {
            return;
        }
        Lab of = lab.get();
        services.jobs().job(name(turn, chosen), task -> turn(of, turn, chosen, task)).user().rule("services/" + of.name()).family(HostServicesView.class)
                .on(frame.page()).done(n -> banner.clear()).failed(f -> {
                    if (f.kind() != Failure.Kind.CANCELLED) {
                        banner.show(f, null);
                    }
                }).finished(this::read).start(); // some may have changed even where another one refused
    }

    private static String name(ServiceTurn turn, List<ServiceRow> chosen) {
        String which = chosen.size() == 1 ? chosen.getFirst().service() : NLS.bind(Messages.countServices, chosen.size());
        return switch (turn) {
            case START -> NLS.bind(Messages.startServices, which);
            case STOP -> NLS.bind(Messages.stopServices, which);
            case RESTART -> NLS.bind(Messages.restartServices, which);
        };
    }

    private int turn(Lab of, ServiceTurn turn, List<ServiceRow> chosen, Task task) throws FailureException {
        int done = 0;
        try (LabSession session = services.session(of)) {
            for (ServiceRow row : chosen) {
                task.progress(row.service(), done, chosen.size());
                ServiceControl control = Host.of(session.host(row.host(), task), task).services();
                ServiceStatus before = control.status(row.service(), task);
                String sentence = turn.sentence(before, row.host());
                new GuardCheck(services.questions()).allow(of, sentence);
                if (of.guard() == Guard.NORMAL && !services.questions().confirm(sentence, null)) {
                    throw FailureException.cancelled(name(turn, chosen));
                }
                record(of, sentence, control.command(row.service(), turn.verb()), control, row, turn, task);
                done++;
            }
        }
        return done;
    }

    private void record(Lab of, String sentence, String command, ServiceControl control, ServiceRow row, ServiceTurn turn, Task task) throws FailureException {
        try {
            services.audit().append(of.name(), sentence, List.of(command), turn.run(control, row.service(), task));
        } catch (FailureException e) {
            services.audit().append(of.name(), sentence, List.of(command), "failed: " + e.failure().headline());
            throw e;
        }
    }

    @Override
    public void refresh() {
        banner.clear();
        read();
    }

    @Override
    public void setFocus() {
        if (owed) {
            read();
        }
        frame.focus(table.table());
    }

    @Override
    public void dispose() {
        closing.reversed().forEach(Subscription::close);
        super.dispose();
    }
}
