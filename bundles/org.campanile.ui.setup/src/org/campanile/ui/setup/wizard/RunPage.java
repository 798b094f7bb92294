package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.campanile.core.history.AuditLog;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.SecretKey;
import org.campanile.core.setup.LabSetup;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;

/** The run: the plan's tree, live, with the output beside it. It begins when the page is shown. UI thread only. */
final class RunPage extends WizardPage {

    private static final int TICK_MILLIS = 500;
    private static final int SCALE = 1000;

    private final SetupContext context;
    private FailureBanner banner;
    private Label now;
    private ProgressBar bar;
    private StepTree tree;
    private Text output;
    private RunningJob running;
    private RunFollower follower;
    private String shownLines = "";

    RunPage(SetupContext context) {
        super("run", "Setting up", null);
        this.context = context;
        setDescription("Each step is proven before the next one begins. What is done stays if you stop, and the next set-up goes on from there.");
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(1, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        area.setLayout(layout);
        banner = new FailureBanner(area, context.services());
        now = Names.name(new Label(area, SWT.NONE), SetupIds.WIZARD + "run.now");
        now.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        bar = Names.name(new ProgressBar(area, SWT.HORIZONTAL), SetupIds.WIZARD + "run.bar");
        bar.setMaximum(SCALE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        SashForm sash = new SashForm(area, SWT.HORIZONTAL);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true);
        place.widthHint = 600;
        place.heightHint = 240;
        sash.setLayoutData(place);
        tree = new StepTree(sash, "run.tree", "State", "Time", row -> { });
        output = Names.name(new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP | SWT.BORDER), SetupIds.WIZARD + "run.output");
        output.setFont(Fonts.mono());
        sash.setWeights(3, 2);
        setControl(area);
    }

    /** There is no way back once it has begun. */
    @Override
    public IWizardPage getPreviousPage() {
        return null;
    }

    /** Whether steps are being done now. */
    boolean isRunning() {
        return running != null;
    }

    /** Asks the run to stop; {@link SetupDialog} hears of the end. */
    void stop() {
        if (running != null) {
            now.setText("Stopping…");
            running.cancel();
        }
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible && running == null && context.result().isEmpty()) {
            begin();
        }
    }

    private void begin() {
        tree.show(context.plan());
        banner.clear();
        UiSubscription<RunSnapshot> updates = new UiSubscription<>(getControl(), this::show);
        follower = new RunFollower(Clock.systemUTC(), updates);
        context.remember();
        Services services = context.services();
        LabSetup setup = context.setup();
        SecretKey key = context.key();
        Optional<Secret> password = context.password();
        String lab = context.lab().name();
        RecordedRun record = new RecordedRun(follower, lab, AuditLog.of(services.home().audit()), Clock.systemUTC());
        running = services.jobs().job("Set up lab " + lab, task -> {
            Instant began = Instant.now();
            RunResult result = setup.run(task, record);
            // Kept once the broker has taken it, so that a refused or failed run does not replace a password that works.
            if (password.isPresent() && result.of("broker.user").filter(o -> o.state() == StepState.DONE || o.state() == StepState.EXISTED).isPresent()) {
                services.secrets().store(key, password.get());
            }
            record.ended(services.home().history(), "setup", began, result);
            return result;
        }).user().rule("setup/" + lab).family(RunPage.class).on(getControl()).done(this::ended).failed(this::failed).start();
        show(follower.snapshot());
        tick();
        getContainer().updateButtons();
    }

    private void tick() {
        if (running != null && !getControl().isDisposed()) {
            show(follower.snapshot());
            getControl().getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    private void ended(RunResult result) {
        running = null;
        RunSnapshot last = follower.snapshot();
        show(last);
        context.ended(result, last);
        setPageComplete(true);
        getContainer().updateButtons();
        getContainer().showPage(getNextPage());
    }

    private void failed(Failure failure) {
        running = null;
        now.setText("Not set up.");
        banner.show(failure, this::begin);
        getContainer().updateButtons();
    }

    private void show(RunSnapshot run) {
        Instant at = Instant.now();
        String busy = null;
        double part = 0;
        for (PlanReport.Row row : context.plan().rows()) {
            RunSnapshot.At step = run.of(row.step());
            tree.set(row.step(), step.state().label(), context.services().icons().state(state(step.state())), time(row, step, at));
            if (!step.state().isEnd() && step.state() != StepState.WAITING) {
                busy = busy == null || step.total() > 0 ? row.title() + amount(step) : busy;
                part += step.total() > 0 ? (double) step.done() / step.total() : 0;
            }
        }
        if (running != null) {
            now.setText(busy == null ? "Beginning…" : busy.replace("&", "&&"));
        }
        bar.setSelection((int) (SCALE * (run.ended() + part) / Math.max(1, context.plan().rows().size())));
        String lines = String.join("\n", run.lines());
        if (!lines.equals(shownLines)) {
            shownLines = lines;
            output.setText(lines);
            output.setTopIndex(output.getLineCount());
        }
    }

    private static String time(PlanReport.Row row, RunSnapshot.At step, Instant at) {
        if (step.began() == null) {
            return "";
        }
        String elapsed = Ages.duration(step.elapsed(at));
        return step.state().isEnd() ? elapsed : elapsed + " / " + Ages.duration(row.expected());
    }

    /** Bytes, speed and time left of an upload; a step of another kind only says what it does. */
    static String amount(RunSnapshot.At step) {
        if (step.total() < 1 << 16) {
            return step.doing().isEmpty() ? "" : ": " + step.doing();
        }
        Duration left = step.left();
        return ": " + Sizes.bytes(step.done()) + " of " + Sizes.bytes(step.total())
                + (step.perSecond() > 0 ? ", " + Sizes.speed(step.perSecond()) : "") + (left == null ? "" : ", " + Ages.duration(left) + " left");
    }

    /** The shape that goes with where a step is. */
    static State state(StepState step) {
        return switch (step) {
            case WAITING -> State.UNKNOWN;
            case PROBING, APPLYING, VERIFYING, UNDOING -> State.CHANGING;
            case DONE, EXISTED -> State.GOOD;
            case FAILED -> State.FAILED;
            case SKIPPED, CANCELLED, UNDONE -> State.OFF;
        };
    }
}
