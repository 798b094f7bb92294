package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.remote.Pace;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.State;
import org.campanile.ui.UiSubscription;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Text;

/**
 * The run: the plan's tree, live, with the output beside it, that of the selected step when one is selected. It begins when the page is shown, can be
 * paused, and waits when steps have failed. UI thread only.
 */
final class RunPage extends WizardPage {

    private static final int TICK_MILLIS = 500;
    private static final int SCALE = 1000;

    private final SetupContext context;
    private FailureBanner banner;
    private Label now;
    private ProgressBar bar;
    private StepTree tree;
    private FollowedText output;
    private Button pause;
    private Button retry;
    private Button leaveOut;
    private Button end;
    private RunningJob running;
    private RunFollower follower;
    private RunControl control;

    RunPage(SetupContext context) {
        super("run", "Setting up", null);
        this.context = context;
        setDescription("Each step is proven before the next one begins. What is done stays if you stop, and the next set-up goes on from there.");
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        area.setLayout(layout);
        banner = new FailureBanner(area, context.services());
        ((GridData) banner.getLayoutData()).horizontalSpan = 5;
        now = Names.name(new Label(area, SWT.NONE), SetupIds.WIZARD + "run.now");
        now.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        pause = button(area, "run.pause", "Pause", this::pauseOrGoOn);
        retry = button(area, "run.retry", "Try again", () -> selectedFailed().ifPresent(r -> control.retry(r.step())));
        leaveOut = button(area, "run.leaveOut", "Leave out…", this::askToLeaveOut);
        end = button(area, "run.end", "End the run", () -> control.finish());
        bar = Names.name(new ProgressBar(area, SWT.HORIZONTAL), SetupIds.WIZARD + "run.bar");
        bar.setMaximum(SCALE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 5, 1));
        SashForm sash = new SashForm(area, SWT.HORIZONTAL);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 5, 1);
        place.widthHint = 600;
        place.heightHint = 240;
        sash.setLayoutData(place);
        tree = new StepTree(sash, "run.tree", "State", "Time", row -> selected());
        Text text = Names.name(new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP | SWT.BORDER), SetupIds.WIZARD + "run.output");
        text.setFont(Fonts.mono());
        output = new FollowedText(text);
        sash.setWeights(3, 2);
        setControl(area);
    }

    private static Button button(Composite area, String id, String text, Runnable run) {
        Button button = Ground.desktop(Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + id));
        button.setText(text);
        button.setEnabled(false);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
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

    /** Does something when the run that goes on without the window has ended, on its thread. */
    void afterwards(Runnable then) {
        RunningJob job = running;
        job.addJobChangeListener(new JobChangeAdapter() {
            @Override
            public void done(IJobChangeEvent event) {
                then.run();
            }
        });
        if (job.getState() == Job.NONE) {
            then.run();
        }
    }

    /** Nobody watches any more, so the run does not wait for anybody. */
    void leave() {
        if (control != null) {
            control.finish();
        }
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible && running == null && context.record().isEmpty()) {
            begin();
        }
    }

    /** How a run ended and how long its steps took. */
    private record Ended(RunResult result, Map<String, Duration> times) {
    }

    private void begin() {
        tree.show(context.plan(), context::partOf);
        banner.clear();
        UiSubscription<RunSnapshot> updates = new UiSubscription<>(getControl(), this::show);
        follower = new RunFollower(Clock.systemUTC(), updates);
        control = RunControl.holding();
        Services services = context.services();
        RecipeSetup setup = context.setup();
        Map<SecretValue, Secret> keep = context.toKeep();
        Lab lab = context.lab();
        ChosenRecipes.Choice choice = context.resumes() ? null : context.draft().choice();
        RecordedRun record = new RecordedRun(follower, lab, AuditLog.of(services.home().audit()), Clock.systemUTC());
        RunControl wishes = control;
        running = services.jobs().job("Set up lab " + lab.name(), task -> {
            Instant began = Instant.now();
            if (choice != null) {
                context.start().chosen().save(lab, choice);
            }
            RunResult result = setup.run(task, record, wishes).result();
            for (Map.Entry<SecretValue, Secret> one : keep.entrySet()) {
                // Kept once all has taken it, so that a refused or failed run does not replace a password that works; where none is kept
                // and something was done with it, it is what going on with the run needs.
                if (result.ok() || result.count(StepState.DONE) > 0 && services.secrets().find(one.getKey().key()).isEmpty()) {
                    store(services, one);
                }
            }
            record.ended(services.home().history(), "setup", began, result);
            return new Ended(result, record.times());
        }).user().rule("setup/" + lab.name()).family(RunPage.class).on(getControl()).done(this::ended).failed(this::failed).start();
        show(follower.snapshot());
        tick();
        getContainer().updateButtons();
    }

    private static void store(Services services, Map.Entry<SecretValue, Secret> one) throws FailureException {
        services.secrets().store(one.getKey().key(), one.getValue());
    }

    private void tick() {
        if (running != null && !getControl().isDisposed()) {
            show(follower.snapshot());
            getControl().getDisplay().timerExec(TICK_MILLIS, this::tick);
        }
    }

    private void pauseOrGoOn() {
        if (control.isPaused()) {
            control.goOn();
        } else {
            control.pause();
        }
        show(follower.snapshot());
    }

    private Optional<PlanReport.Row> selectedFailed() {
        return tree.selected().filter(r -> follower.snapshot().of(r.step()).state() == StepState.FAILED);
    }

    private void askToLeaveOut() {
        Optional<PlanReport.Row> row = tree.selected();
        if (row.isEmpty()) {
            return;
        }
        InputDialog why = new InputDialog(getShell(), "Leave a step out", "Why is \"" + row.get().title()
                + "\" left out? The reason stands in the report. Steps that need it are tried all the same.", "", text -> text.isBlank() ? "" : null) {
            @Override
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                Ground.desktop(Names.name(getOkButton(), SetupIds.WIZARD + "run.why.leaveOut")).setText("Leave out");
                Names.name(getText(), SetupIds.WIZARD + "run.why");
            }
        };
        if (why.open() == Window.OK) {
            control.leaveOut(row.get().step(), why.getValue());
        }
    }

    private void selected() {
        if (follower != null) {
            show(follower.snapshot());
        }
    }

    private void ended(Ended how) {
        running = null;
        RunSnapshot last = follower.snapshot();
        show(last);
        SetupRecord planned = SetupRecord.planned(context.lab().name(), context.request().recipe(), context.steps(), context.plan(), Instant.now());
        context.ended(planned.ran(how.result(), how.times(), Instant.now()), last);
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
        boolean on = running != null;
        if (on) {
            now.setText(switch (run.hold()) {
                case PAUSED -> "Paused" + (busy == null ? "." : "; still at: " + busy.replace("&", "&&"));
                case FAILED -> "Waiting for you: try what has failed again, leave it out, or end the run.";
                case NO -> busy == null ? "Beginning…" : busy.replace("&", "&&");
            });
        }
        if (on && run.hold() == RunListener.Hold.FAILED && tree.selected().isEmpty()) {
            context.plan().rows().stream().filter(r -> run.of(r.step()).state() == StepState.FAILED).findFirst().ifPresent(r -> tree.select(r.step()));
        }
        buttons(run, on);
        bar.setSelection((int) (SCALE * (run.ended() + part) / Math.max(1, context.plan().rows().size())));
        List<String> own = tree.selected().map(r -> run.output().getOrDefault(r.step(), List.of())).orElse(run.lines());
        String lines = String.join("\n", own);
        String step = tree.selected().map(PlanReport.Row::step).orElse("");
        output.show(step, lines);
    }

    private void buttons(RunSnapshot run, boolean on) {
        String label = control != null && control.isPaused() ? "Go on" : "Pause";
        if (!label.equals(pause.getText())) {
            pause.setText(label);
            pause.getParent().layout(true);
        }
        StepState state = tree.selected().map(r -> run.of(r.step()).state()).orElse(null);
        enable(pause, on);
        enable(retry, on && state == StepState.FAILED);
        enable(leaveOut, on && (state == StepState.FAILED || state == StepState.WAITING));
        enable(end, on && run.hold() == RunListener.Hold.FAILED);
    }

    private static void enable(Button button, boolean on) {
        if (button.getEnabled() != on) {
            button.setEnabled(on);
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
        return ": " + Pace.bytes(step.done()) + " of " + Pace.bytes(step.total())
                + (step.perSecond() > 0 ? ", " + Pace.bytes((long) step.perSecond()) + "/s" : "") + (left == null ? "" : ", " + Ages.duration(left) + " left");
    }

    /** The shape that goes with where a step is. */
    static State state(StepState step) {
        return switch (step) {
            case WAITING -> State.UNKNOWN;
            case PROBING, APPLYING, VERIFYING, UNDOING -> State.CHANGING;
            case DONE, EXISTED -> State.GOOD;
            case FAILED -> State.FAILED;
            case LEFT_OUT -> State.ATTENTION;
            case SKIPPED, CANCELLED, UNDONE, STAYS -> State.OFF;
        };
    }
}
