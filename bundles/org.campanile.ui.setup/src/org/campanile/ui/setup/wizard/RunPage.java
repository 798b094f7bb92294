package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Lab;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.secret.Secret;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.setup.SetupRecord;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.ui.RunningJob;
import org.campanile.ui.Services;
import org.campanile.ui.UiSubscription;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;

/**
 * The run: it begins when the page is shown, goes on without the window if that is closed, and leads to the last page when it has ended; the
 * {@link RunPane} shows it. UI thread only.
 */
final class RunPage extends WizardPage {

    private static final int TICK_MILLIS = 500;

    private final SetupContext context;
    private RunPane pane;
    private RunningJob running;
    private RunFollower follower;
    private RunControl control;

    RunPage(SetupContext context) {
        super("run", Messages.settingUp, null);
        this.context = context;
        setDescription(Messages.stepsAreProvenInTurn);
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        pane = new RunPane(parent, context, () -> control);
        setControl(pane);
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
            pane.say(Messages.stopping);
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
        pane.begin();
        UiSubscription<RunSnapshot> updates = new UiSubscription<>(getControl(), this::show);
        follower = new RunFollower(Clock.systemUTC(), context::titleOf, updates);
        control = RunControl.holding();
        Services services = context.services();
        RecipeSetup setup = context.setup();
        Map<SecretValue, Secret> keep = context.toKeep();
        Lab lab = context.lab();
        ChosenRecipes.Choice choice = context.resumes() ? null : context.draft().choice();
        RecordedRun record = new RecordedRun(follower, lab, AuditLog.of(services.home().audit()), Clock.systemUTC());
        RunControl wishes = control;
        running = services.jobs().job(NLS.bind(Messages.setUpLab, lab.name()), task -> {
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
        pane.say(Messages.notSetUp);
        pane.banner().show(failure, this::begin);
        getContainer().updateButtons();
    }

    private void show(RunSnapshot run) {
        pane.show(run, running != null);
    }
}
