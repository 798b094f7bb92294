package org.campanile.ui.wizard;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Jobs;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.TableColumnSpec;
import org.campanile.ui.TableKit;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.checks.Severities;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/**
 * "Test connection" in a page: runs checks against the lab as typed, away from the UI thread, and shows each part as it answers. The same
 * button stops it; so does closing the wizard. UI thread only.
 */
final class ConnectionTest extends Composite {

    /** Makes the checks to run. */
    interface Checks {
        List<Check> of(LabSession session);
    }

    /** A longer subject has no room in its column. */
    private static final int SUBJECT = 24;
    private static final int DETAIL_LINES = 3;
    private static final String TEST = Messages.testConnection;
    /** Not "Cancel", which the wizard has. */
    private static final String STOP = Messages.stopTest;

    private final Services services;
    private final String title;
    private final Supplier<Lab> lab;
    private final DraftSecrets secrets;
    private final Checks checks;
    private final Button button;
    private final Label summary;
    private final FailureBanner banner;
    private final TableKit<Finding> table;
    private final Text details;
    private final UiSubscription<CheckReport> updates;
    private RunningJob running;

    /** @param lab the lab as typed, {@code null} while it has errors */
    ConnectionTest(Composite parent, LabPage page, Supplier<Lab> lab, Checks checks) {
        super(parent, SWT.NONE);
        this.services = page.services();
        this.title = page.getTitle();
        this.lab = lab;
        this.secrets = page.edit().secrets();
        this.checks = checks;
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        setLayout(layout);
        setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        Composite head = new Composite(this, SWT.NONE);
        GridLayout line = new GridLayout(2, false);
        line.marginWidth = 0;
        line.marginHeight = 0;
        head.setLayout(line);
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        String id = page.getName();
        button = Names.name(new Button(head, SWT.PUSH), "org.campanile.ui.wizard." + id + ".test");
        button.setText(TEST);
        button.addListener(SWT.Selection, e -> toggle());
        summary = Names.name(new Label(head, SWT.NONE), "org.campanile.ui.wizard." + id + ".summary");
        summary.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        banner = new FailureBanner(this, services);
        table = new TableKit<>(this, "org.campanile.ui.wizard." + id + ".results", ConnectionTest::key, false, List.of(
                TableColumnSpec.<Finding>text("part", Messages.part, 26, ConnectionTest::part).image(f -> Severities.image(services.icons(), f.severity(), false)),
                TableColumnSpec.<Finding>text("seen", Messages.seen, 60, ConnectionTest::seen)));
        table.plain();
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.heightHint = 110;
        table.control().setLayoutData(place);
        details = Names.name(new Text(this, SWT.READ_ONLY | SWT.MULTI | SWT.WRAP | SWT.V_SCROLL), "org.campanile.ui.wizard." + id + ".details");
        GridData room = new GridData(SWT.FILL, SWT.BOTTOM, true, false);
        room.heightHint = DETAIL_LINES * details.getLineHeight();
        room.widthHint = 240;
        details.setLayoutData(room);
        table.onSelect(rows -> tell(rows.isEmpty() ? "" : whole(rows.getFirst())));
        visible(table.control(), false);
        visible(details, false);
        updates = new UiSubscription<>(this, this::show);
        addDisposeListener(e -> cancel());
    }

    private void tell(String text) {
        details.setText(text);
        visible(details, !text.isEmpty());
    }

    /** Before a test, and beside what nothing is told of, there is no empty box. */
    private void visible(Control part, boolean on) {
        ((GridData) part.getLayoutData()).exclude = !on;
        part.setVisible(on);
        layout();
    }

    /** An address is below, and of what failed among the words beside it. */
    private static String part(Finding f) {
        return f.subject().length() > SUBJECT || f.subject().contains("://") ? f.title() : f.headline();
    }

    private static Object key(Finding f) {
        return List.of(f.rule(), f.subject());
    }

    private static String seen(Finding f) {
        String text = f.severity().isProblem() && !f.cause().isEmpty() ? f.cause() + " " + f.evidence() : f.evidence();
        return text.replaceAll("\\s+", " ");
    }

    /** What is wrong, where, and what to do: what a row has no room for. */
    private static String whole(Finding f) {
        return Stream.of(seen(f), f.fix(), f.headline()).filter(s -> !s.isEmpty()).collect(Collectors.joining("\n"));
    }

    @Override
    public void setEnabled(boolean on) {
        super.setEnabled(on);
        button.setEnabled(on);
    }

    private void toggle() {
        if (running != null) {
            cancel();
            return;
        }
        banner.clear();
        Lab now = lab.get();
        if (now == null) {
            banner.show(new Failure(Failure.Kind.BAD_INPUT, Messages.testingConnection, "", "", Messages.fieldsNotRight, Messages.correctMarkedFields),
                    null);
            return;
        }
        table.show(List.of());
        visible(table.control(), true);
        summary.setText(Messages.connecting);
        button.setText(STOP);
        button.requestLayout();
        Jobs.Order<CheckReport> order = services.jobs().job(NLS.bind(Messages.testConnectionOf, title), task -> test(now, task))
                .family(ConnectionTest.class).on(this);
        running = order.done(this::whole).failed(this::failed).finished(this::ended).start();
    }

    private CheckReport test(Lab now, Task task) throws FailureException {
        try (LabSession session = new LabSession(now, secrets, services.questions(), services.certificates(), services.connector(),
                services.hosts().with(secrets, services.questions()))) {
            return new CheckEngine(services.questions()).run(title, checks.of(session), task, updates);
        }
    }

    private void failed(Failure failure) {
        summary.setText("");
        banner.show(failure, this::toggle);
    }

    private void whole(CheckReport report) {
        show(report);
        if (!report.complete()) {
            summary.setText(Messages.stopped);
        }
    }

    private void show(CheckReport report) {
        table.show(report.findings());
        summary.setText(report.complete() ? report.summary() : NLS.bind(Messages.soFar, report.summary()));
        if (report.complete() && table.selected().isEmpty()) {
            report.findings().stream().filter(f -> f.severity().isProblem()).findFirst().ifPresent(f -> table.select(key(f)));
        }
    }

    private void ended() {
        running = null;
        button.setText(TEST);
        button.requestLayout();
    }

    private void cancel() {
        if (running != null) {
            running.cancel();
        }
    }
}
