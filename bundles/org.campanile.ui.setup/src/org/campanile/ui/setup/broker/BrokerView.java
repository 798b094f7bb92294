package org.campanile.ui.setup.broker;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.campanile.core.diagnosis.QueueRules;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Refreshable;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.Subscription;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.ViewFrame;
import org.campanile.ui.setup.diagnosis.Toggles;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Virtual hosts and queues of the active lab's broker with a verdict on each. Read when it is opened, on F5 and, if wanted, every ten seconds while
 * it is visible; never more often than every five, since a broker counts that slowly.
 */
public final class BrokerView extends ViewPart implements Refreshable {

    /** Id of the view. */
    public static final String ID = BrokerIds.VIEW;

    private static final int AGAIN_MS = 10_000;
    private static final long LEAST_NANOS = 5_000_000_000L;
    private static final String ALL = Messages.allVirtualHosts;

    private final List<Subscription> closing = new ArrayList<>();
    private final Runnable tick = this::tick;
    private Services services;
    private FailureBanner banner;
    private ViewFrame frame;
    private Composite page;
    private Combo vhost;
    private Toggles toggles;
    private ToolItem stuck;
    private ToolItem auto;
    private Label summary;
    private TableKit<QueueRow> table;
    private Optional<Lab> lab = Optional.empty();
    private LabSession session;
    private QueueReading reading = new QueueReading();
    private List<QueueRow> rows = List.of();
    private boolean busy;
    private boolean owed;
    private boolean again;
    /** Whether the banner tells of a change that failed, which no reading by itself takes away. */
    private boolean refused;
    private long lastRead = System.nanoTime() - LEAST_NANOS;

    @Override
    public void createPartControl(Composite parent) {
        services = Services.of(getSite());
        frame = new ViewFrame(parent, services, 3, "mail", Messages.noBroker, Messages.brokerExplained);
        banner = frame.banner();
        page = frame.page();
        createHead();
        createTable();
        closing.add(services.theme().onChange(() -> {
            table.repaint();
            toggles.recolor();
        }));
        closing.add(services.activeLab().subscribe(this::on));
        frame.control().getDisplay().timerExec(AGAIN_MS, tick);
    }

    private void createHead() {
        vhost = Names.name(new Combo(page, SWT.READ_ONLY), BrokerIds.VIEW + ".vhost");
        vhost.setItems(ALL);
        vhost.select(0);
        vhost.addListener(SWT.Selection, e -> read());
        toggles = new Toggles(page, services, BrokerIds.VIEW);
        stuck = toggles.add("stuck", Messages.onlyStuck, Messages.onlyStuckHelp, false, this::fill);
        auto = toggles.add("auto", Messages.readAgain, Messages.readAgainHelp, false, () -> {
        });
        summary = Names.name(new Label(page, SWT.RIGHT), BrokerIds.VIEW + ".summary");
        summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
    }

    private void createTable() {
        table = new TableKit<>(page, BrokerIds.VIEW + ".table", QueueRow::key, true, List.of(
                TableColumnSpec.<QueueRow>text("name", Messages.queue, 44, r -> r.queue().name()).image(r -> services.icons().state(shape(r.verdict().flow())))
                        .tooltip(r -> r.queue().name()),
                TableColumnSpec.text("vhost", Messages.virtualHost, 16, r -> r.queue().vhost()),
                TableColumnSpec.<QueueRow>text("verdict", Messages.verdict, 10, r -> r.verdict().flow().label()).order(Comparator.comparing(r -> r.verdict().flow())),
                number("ready", Messages.ready, 8, r -> r.queue().messagesReady()), number("unacknowledged", Messages.inWork, 8, r -> r.queue().messagesUnacknowledged()),
                TableColumnSpec.<QueueRow>text("change", Messages.change, 9, QueueRow::changeText).right().order(Comparator.comparingDouble(QueueRow::change)),
                number("consumers", Messages.consumers, 10, r -> r.queue().consumers()),
                TableColumnSpec.text("who", Messages.whoShouldConsume, 26, r -> r.verdict().consumer()),
                TableColumnSpec.<QueueRow>text("words", Messages.remark, 70, r -> r.verdict().words()).tooltip(r -> r.verdict().words())));
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1));
        table.item(Messages.lookAction, "peek", () -> table.selected().ifPresent(this::peek));
        table.item(Messages.purgeAction, "purge", () -> change(true));
        table.item(Messages.deleteAction, "delete", () -> change(false));
        table.onOpen(this::peek);
        // The worst first: a second click turns the order of a column round.
        table.sortBy("verdict");
        table.sortBy("verdict");
        getSite().setSelectionProvider(table);
    }

    private static TableColumnSpec<QueueRow> number(String id, String title, int chars, java.util.function.ToLongFunction<QueueRow> value) {
        return TableColumnSpec.<QueueRow>text(id, title, chars, r -> QueueRow.count(value.applyAsLong(r))).right().order(Comparator.comparingLong(value));
    }

    private static State shape(QueueRules.Flow flow) {
        return switch (flow) {
            case FLOWING -> State.GOOD;
            case IDLE -> State.OFF;
            case SLOW -> State.ATTENTION;
            case STUCK -> State.FAILED;
        };
    }

    private void on(Optional<Lab> now) {
        closeSession();
        lab = now.filter(l -> l.broker().isPresent());
        reading = new QueueReading();
        rows = List.of();
        refused = false;
        banner.clear();
        vhost.setItems(ALL);
        vhost.select(0);
        frame.filled(lab.isPresent());
        fill();
        lab.ifPresent(l -> {
            session = services.session(l);
            summary.setText("");
            if (visible()) {
                read();
            } else {
                owed = true;
            }
        });
    }

    private void closeSession() {
        LabSession old = session;
        session = null;
        if (old != null) {
            // Closing waits for connections, so not on the UI thread.
            Thread.ofVirtual().name("end-of-broker").start(old::close);
        }
    }

    private boolean visible() {
        return getSite().getPage().isPartVisible(this);
    }

    private void tick() {
        if (frame.control().isDisposed()) {
            return;
        }
        if (visible() && !busy && (auto.getSelection() || owed)) {
            read();
        }
        frame.control().getDisplay().timerExec(owed ? AGAIN_MS / 20 : AGAIN_MS, tick);
    }

    private void read() {
        if (busy) {
            // What is asked for meanwhile, such as another lab or virtual host, comes next.
            again = true;
            return;
        }
        if (session == null || System.nanoTime() - lastRead < LEAST_NANOS && !rows.isEmpty() && vhost.getSelectionIndex() == 0) {
            return;
        }
        busy = true;
        owed = false;
        lastRead = System.nanoTime();
        LabSession of = session;
        QueueReading with = reading;
        String only = vhost.getSelectionIndex() <= 0 ? null : vhost.getText();
        UiSubscription<QueueReading.Snapshot> partly = new UiSubscription<>(page, s -> show(of, s));
        String name = NLS.bind(Messages.readQueues, lab.orElseThrow().name());
        services.jobs().job(name, task -> with.read(of, only, partly, task)).system().family(BrokerView.class).on(page).done(s -> {
            if (!refused) {
                banner.clear();
            }
            show(of, s);
        }).failed(f -> {
            if (of == session) {
                banner.show(f, this::read);
            }
        }).finished(() -> {
            partly.close();
            busy = false;
            if (again) {
                again = false;
                read();
            }
        }).start();
    }

    private void show(LabSession of, QueueReading.Snapshot now) {
        if (of != session) {
            return;
        }
        List<String> items = new ArrayList<>(List.of(ALL));
        items.addAll(now.vhosts());
        if (!items.equals(List.of(vhost.getItems()))) {
            String chosen = vhost.getText();
            vhost.setItems(items.toArray(String[]::new));
            vhost.select(Math.max(0, items.indexOf(chosen)));
            vhost.requestLayout();
        }
        rows = now.rows();
        long bad = rows.stream().filter(r -> r.verdict().flow() == QueueRules.Flow.STUCK).count();
        summary.setText(summary(now, bad).replace("&", "&&"));
        fill();
    }

    private static String summary(QueueReading.Snapshot now, long bad) {
        String queues = now.total() == 1 ? Messages.oneQueue : NLS.bind(Messages.countQueues, now.total());
        String verdict = bad == 0 ? Messages.noneStuck : NLS.bind(Messages.countStuck, bad);
        return String.join(", ", now.complete() ? List.of(now.product(), queues, verdict) : List.of(now.product(), queues, Messages.reading, verdict));
    }

    private void fill() {
        table.show(stuck.getSelection() ? rows.stream().filter(r -> r.verdict().flow() == QueueRules.Flow.STUCK).toList() : rows);
    }

    private void peek(QueueRow row) {
        lab.ifPresent(l -> new PeekDialog(getSite().getShell(), services, l, row).open());
    }

    /** Purges or deletes the selected queues, after the guard and the user have agreed. */
    private void change(boolean purge) {
        List<QueueRow> chosen = table.selection();
        if (chosen.isEmpty() || lab.isEmpty()) {
            return;
        }
        Lab of = lab.get();
        refused = false;
        banner.clear();
        services.jobs().job(name(chosen, purge), task -> change(of, chosen, purge, task)).user().rule("broker/" + of.name()).family(BrokerView.class)
                .on(page).failed(f -> {
                    if (f.kind() != Failure.Kind.CANCELLED) {
                        refused = true;
                        banner.show(f, null);
                    }
                }).finished(() -> {
                    // Some may be gone even where another one refused.
                    lastRead = System.nanoTime() - LEAST_NANOS;
                    read();
                }).start();
    }

    private static String name(List<QueueRow> chosen, boolean purge) {
        if (chosen.size() == 1) {
            String queue = chosen.getFirst().queue().name();
            return purge ? NLS.bind(Messages.purgeOne, queue) : NLS.bind(Messages.deleteOne, queue);
        }
        return purge ? NLS.bind(Messages.purgeMany, chosen.size()) : NLS.bind(Messages.deleteMany, chosen.size());
    }

    private static String question(List<QueueRow> chosen, boolean purge) {
        if (chosen.size() == 1) {
            String queue = chosen.getFirst().queue().name();
            return purge ? NLS.bind(Messages.confirmPurgeOne, queue) : NLS.bind(Messages.confirmDeleteOne, queue);
        }
        return purge ? NLS.bind(Messages.confirmPurge, chosen.size()) : NLS.bind(Messages.confirmDelete, chosen.size());
    }

    private int change(Lab of, List<QueueRow> chosen, boolean purge, Task task) throws FailureException {
        String sentence = question(chosen, purge);
        new GuardCheck(services.questions()).allow(of, sentence);
        if (of.guard() == org.campanile.core.lab.Guard.NORMAL && !services.questions().confirm(sentence, null)) {
            throw FailureException.cancelled(Messages.changingQueues);
        }
        int done = 0;
        try (LabSession own = services.session(of)) {
            for (QueueRow row : chosen) {
                task.progress(row.queue().name(), done, chosen.size());
                task.checkCancelled(Messages.changingQueues);
                if (purge) {
                    own.management(task).purgeQueue(row.queue().vhost(), row.queue().name(), task);
                } else {
                    own.management(task).deleteQueue(row.queue().vhost(), row.queue().name(), task);
                }
                Object[] which = { row.queue().name(), row.queue().vhost() };
                services.audit().append(of.name(), purge ? NLS.bind(Messages.purgeRecord, which) : NLS.bind(Messages.deleteRecord, which), List.of(), "done");
                done++;
            }
        }
        return done;
    }

    @Override
    public void refresh() {
        refused = false;
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
        // the widgets have gone before
        PlatformUI.getWorkbench().getDisplay().timerExec(-1, tick);
        closing.reversed().forEach(Subscription::close);
        closeSession();
        super.dispose();
    }
}
