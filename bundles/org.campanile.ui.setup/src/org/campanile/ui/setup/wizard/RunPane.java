package org.campanile.ui.setup.wizard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.campanile.core.remote.Pace;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.StepState;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Mnemonics;
import org.campanile.ui.Names;
import org.campanile.ui.Shells;
import org.campanile.ui.State;
import org.campanile.ui.setup.Ground;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.dialogs.InputDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
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
 * A run on the screen: the plan's tree, live, with the output beside it, that of the selected step when one is selected, and the buttons by which a run is
 * paused and failed steps are tried again or left out. UI thread only.
 */
final class RunPane extends Composite {

    private static final int SCALE = 1000;

    private final SetupContext context;
    private final Supplier<RunControl> control;
    private final FailureBanner banner;
    private final Label now;
    private final ProgressBar bar;
    private final Label count;
    private final Button follow;
    private final StepTree tree;
    private final FollowedText output;
    private final Button pause;
    private final Button retry;
    private final Button leaveOut;
    private final Button end;
    private RunSnapshot shown;
    private boolean running;
    /** The step that the tree was scrolled to last. */
    private String followed = "";

    /** @param control of the run that goes on, {@code null} before the first */
    RunPane(Composite parent, SetupContext context, Supplier<RunControl> control) {
        super(parent, SWT.NONE);
        this.context = context;
        this.control = control;
        GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        setLayout(layout);
        banner = new FailureBanner(this, context.services());
        ((GridData) banner.getLayoutData()).horizontalSpan = 5;
        now = Names.name(new Label(this, SWT.NONE), SetupIds.WIZARD + "run.now");
        now.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        pause = button("run.pause", Messages.pause, this::pauseOrGoOn);
        retry = button("run.retry", Messages.tryAgain, () -> selectedFailed().ifPresent(r -> control.get().retry(r.step())));
        leaveOut = button("run.leaveOut", Messages.leaveOutForReason, this::askToLeaveOut);
        end = button("run.end", Messages.endTheRun, () -> control.get().finish());
        bar = Names.name(new ProgressBar(this, SWT.HORIZONTAL), SetupIds.WIZARD + "run.bar");
        bar.setMaximum(SCALE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 3, 1));
        count = Names.name(new Label(this, SWT.RIGHT), SetupIds.WIZARD + "run.count");
        count.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false, 2, 1));
        SashForm sash = new SashForm(this, SWT.HORIZONTAL);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 5, 1);
        place.widthHint = 600;
        place.heightHint = 240;
        sash.setLayoutData(place);
        tree = new StepTree(sash, "run.tree", Messages.state, Messages.time, row -> chosen());
        Text text = Names.name(new Text(sash, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.WRAP | SWT.BORDER), SetupIds.WIZARD + "run.output");
        text.setFont(Fonts.mono());
        output = new FollowedText(text);
        sash.setWeights(3, 2);
        follow = Names.name(new Button(this, SWT.CHECK), SetupIds.WIZARD + "run.follow");
        follow.setText(Messages.followRun);
        follow.setToolTipText(Messages.followRunHelp);
        follow.setSelection(true);
        follow.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false, 5, 1));
        follow.addListener(SWT.Selection, e -> {
            followed = "";
            if (follow.getSelection()) {
                tree.deselect();
            }
            again();
        });
    }

    /** Who has chosen a step wants to see that one. */
    private void chosen() {
        follow.setSelection(false);
        again();
    }

    private Button button(String id, String text, Runnable run) {
        Button button = Ground.desktop(Names.name(new Button(this, SWT.PUSH), SetupIds.WIZARD + id));
        button.setText(text);
        button.setEnabled(false);
        button.addListener(SWT.Selection, e -> run.run());
        return button;
    }

    /** Where it is told why a run failed as a whole. */
    FailureBanner banner() {
        return banner;
    }

    /** Shows the steps of the plan, before the first has begun. */
    void begin() {
        tree.show(context.plan(), context::partOf);
        banner.clear();
        followed = "";
    }

    /** Says what is being done now. */
    void say(String words) {
        now.setText(words);
    }

    private void pauseOrGoOn() {
        if (control.get().isPaused()) {
            control.get().goOn();
        } else {
            control.get().pause();
        }
        again();
    }

    private Optional<PlanReport.Row> selectedFailed() {
        return tree.selected().filter(r -> shown.of(r.step()).state() == StepState.FAILED);
    }

    private void askToLeaveOut() {
        Optional<PlanReport.Row> row = tree.selected();
        if (row.isEmpty()) {
            return;
        }
        InputDialog why = new InputDialog(getShell(), Messages.leaveStepOut, NLS.bind(Messages.whyLeftOut, row.get().title()), "",
                text -> text.isBlank() ? "" : null) {
            @Override
            protected void createButtonsForButtonBar(Composite parent) {
                super.createButtonsForButtonBar(parent);
                Ground.desktop(Names.name(getOkButton(), SetupIds.WIZARD + "run.why.leaveOut")).setText(Messages.leaveOut);
                Names.name(getText(), SetupIds.WIZARD + "run.why");
            }
        };
        if (Shells.ask(why) == Window.OK) {
            control.get().leaveOut(row.get().step(), why.getValue());
        }
    }

    private void again() {
        if (shown != null) {
            show(shown, running);
        }
    }

    /** Shows how far it is. @param on whether steps are being done now */
    void show(RunSnapshot run, boolean on) {
        boolean wasHeld = shown != null && shown.hold() == RunListener.Hold.FAILED;
        boolean heldNow = run.hold() == RunListener.Hold.FAILED && !wasHeld;
        shown = run;
        running = on;
        Instant at = Instant.now();
        String busy = null;
        double part = 0;
        for (PlanReport.Row row : context.plan().rows()) {
            RunSnapshot.At step = run.of(row.step());
            tree.set(row.step(), step.state().label(), context.services().icons().state(state(step.state())), time(row, step, at));
            if (isBusy(step.state())) {
                busy = busy == null || step.total() > 0 ? doing(row.title(), step) : busy;
                part += step.total() > 0 ? (double) step.done() / step.total() : 0;
            }
        }
        if (on) {
            now.setText(switch (run.hold()) {
                case PAUSED -> busy == null ? Messages.paused : NLS.bind(Messages.pausedStillAt, busy.replace("&", "&&"));
                case FAILED -> waiting(failed(run));
                case NO -> busy != null ? busy.replace("&", "&&") : run.ended() == 0 ? Messages.beginning : Messages.finishing;
            });
        }
        boolean atFailed = tree.selected().filter(r -> run.of(r.step()).state() == StepState.FAILED).isPresent();
        if (on && run.hold() == RunListener.Hold.FAILED && (tree.selected().isEmpty() || heldNow && !atFailed)) {
            failed(run).stream().findFirst().ifPresent(r -> tree.select(r.step()));
        } else if (wasHeld && run.hold() == RunListener.Hold.NO && follow.getSelection()) {
            // The failed step was selected here, not by the user.
            tree.deselect();
        }
        if (on && follow.getSelection()) {
            follow(run);
        }
        count(run);
        buttons(run, on);
        bar.setSelection((int) (SCALE * (run.ended() + part) / Math.max(1, context.plan().rows().size())));
        List<String> own = tree.selected().map(r -> run.output().getOrDefault(r.step(), List.of())).orElse(run.lines());
        String lines = String.join("\n", own);
        String step = tree.selected().map(PlanReport.Row::step).orElse("");
        output.show(step, lines);
    }

    /** Stays at a step as long as that is being done, so that several at the same time do not make the tree jump. */
    private void follow(RunSnapshot run) {
        List<String> busy = context.plan().rows().stream().map(PlanReport.Row::step).filter(s -> isBusy(run.of(s).state())).toList();
        if (!busy.isEmpty() && !busy.contains(followed)) {
            followed = busy.getFirst();
            tree.reveal(followed);
        }
    }

    private static boolean isBusy(StepState state) {
        return !state.isEnd() && state != StepState.WAITING;
    }

    private void count(RunSnapshot run) {
        long failed = run.count(StepState.FAILED);
        String done = NLS.bind(Messages.stepsOf, run.ended() - failed, context.plan().rows().size());
        String words = failed == 0 ? done : NLS.bind(Messages.stepsOfWithFailed, done, failed);
        if (!words.equals(count.getText())) {
            count.setText(words);
            count.requestLayout();
        }
    }

    private List<PlanReport.Row> failed(RunSnapshot run) {
        return context.plan().rows().stream().filter(r -> run.of(r.step()).state() == StepState.FAILED).toList();
    }

    private static String waiting(List<PlanReport.Row> failed) {
        return failed.size() == 1 ? NLS.bind(Messages.waitingForYou, failed.getFirst().title().replace("&", "&&")) : NLS.bind(Messages.waitingForYouSeveral, failed.size());
    }

    private void buttons(RunSnapshot run, boolean on) {
        String label = control.get() != null && control.get().isPaused() ? Messages.goOn : Messages.pause;
        if (Mnemonics.label(pause, label)) {
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
    private static String doing(String title, RunSnapshot.At step) {
        if (step.total() < 1 << 16) {
            return step.doing().isEmpty() ? title : NLS.bind(Messages.stepDoing, title, step.doing());
        }
        String done = Pace.bytes(step.done());
        String total = Pace.bytes(step.total());
        if (step.perSecond() <= 0) {
            return NLS.bind(Messages.progress, new Object[] { title, done, total });
        }
        String speed = Pace.bytes((long) step.perSecond());
        Duration left = step.left();
        return left == null ? NLS.bind(Messages.progressAtSpeed, new Object[] { title, done, total, speed })
                : NLS.bind(Messages.progressWithTimeLeft, new Object[] { title, done, total, speed, Ages.duration(left) });
    }

    /** The shape that goes with where a step is. */
    private static State state(StepState step) {
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
