package org.campanile.ui.setup.wizard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.lab.Guard;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.setup.IdleRun;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.SetupScript;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Runs;
import org.campanile.core.task.Failure;
import org.campanile.ui.Ages;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Fonts;
import org.campanile.ui.Names;
import org.campanile.ui.RunningJob;
import org.campanile.ui.State;
import org.campanile.ui.TextExport;
import org.campanile.ui.Theme;
import org.campanile.ui.setup.SetupIds;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** The plan: what is there, what will be made and changed, and how. It is looked up away from the UI thread each time the request has changed. */
final class PlanPage extends WizardPage {

    private record Looked(RecipePlanner.Steps steps, PlanReport plan, boolean resumes, Answers answers) {
    }

    private final SetupContext context;
    private FailureBanner banner;
    private Label summary;
    private Button script;
    private Button again;
    private StepTree tree;
    private StepDetails details;
    private RunningJob running;
    private boolean owed;
    private RecipeRequest planned;
    private Looked shown;

    PlanPage(SetupContext context) {
        super("plan", Messages.thePlan, null);
        this.context = context;
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 8;
        area.setLayout(layout);
        banner = new FailureBanner(area, context.services());
        ((GridData) banner.getLayoutData()).horizontalSpan = 3;
        summary = Names.name(new Label(area, SWT.WRAP), SetupIds.WIZARD + "plan.summary");
        GridData wide = new GridData(SWT.FILL, SWT.CENTER, true, false);
        wide.widthHint = 300;
        summary.setLayoutData(wide);
        summary.setFont(Fonts.bold(summary));
        script = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + "plan.script");
        script.setText(Messages.saveAsScript);
        script.setEnabled(false);
        script.addListener(SWT.Selection, e -> saveScript());
        again = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + "plan.again");
        again.setText(Messages.lookAgain);
        again.addListener(SWT.Selection, e -> toggle());
        SashForm sash = new SashForm(area, SWT.HORIZONTAL);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        place.widthHint = 600;
        place.heightHint = 260;
        sash.setLayoutData(place);
        tree = new StepTree(sash, "plan.tree", Messages.plan, Messages.expected, row -> details.show(row.title(), describe(row)));
        details = new StepDetails(sash, context.services().theme());
        sash.setWeights(3, 2);
        setControl(area);
        area.addDisposeListener(e -> cancel());
    }

    private void saveScript() {
        TextExport.ask(getShell(), Messages.saveScriptTitle, "set-up.sh", new SetupScript(context.lab(), shown.answers(), shown.steps(), shown.plan()).text(Instant.now()),
                file -> setMessage(NLS.bind(Messages.savedAs, file), IMessageProvider.INFORMATION));
    }

    @Override
    public void setVisible(boolean visible) {
        super.setVisible(visible);
        if (visible && !context.request().equals(planned)) {
            tree.control().setFocus();
            look();
        } else if (!visible) {
            owed = false;
            cancel();
        }
    }

    private void toggle() {
        if (running != null) {
            cancel();
        } else {
            look();
        }
    }

    private void cancel() {
        if (running != null) {
            running.cancel();
        }
    }

    private void look() {
        if (running != null) {
            // What was asked for before is still being cancelled.
            owed = true;
            return;
        }
        RecipeRequest request = context.request();
        planned = null;
        script.setEnabled(false);
        setPageComplete(false);
        banner.clear();
        summary.setText(Messages.looking);
        setMessage(Messages.lookingChangesNothing, IMessageProvider.NONE);
        again.setText(Messages.stop);
        RecipeSetup setup = context.setup();
        running = context.services().jobs().job(NLS.bind(Messages.planSetUp, context.lab().name()), task -> {
            RecipePlanner.Steps steps = setup.steps();
            PlanReport plan = setup.preview(task);
            Optional<Runs.Summary> left = setup.interrupted();
            boolean ended = IdleRun.end(context.lab(), context.start().books(), left, plan, context.services().home().history()).isPresent();
            return new Looked(steps, plan, left.isPresent() && !ended, setup.answers());
        }).family(PlanPage.class).on(getControl()).done(looked -> show(request, looked)).failed(this::failed).finished(() -> {
            running = null;
            again.setText(Messages.lookAgain);
            again.requestLayout();
            if (owed) {
                owed = false;
                look();
            }
        }).start();
    }

    private void failed(Failure failure) {
        summary.setText(failure.kind() == Failure.Kind.CANCELLED ? Messages.stoppedLooking : Messages.noPlan);
        if (failure.kind() != Failure.Kind.CANCELLED) {
            banner.show(failure, this::look);
        }
    }

    private void show(RecipeRequest request, Looked looked) {
        planned = request;
        shown = looked;
        script.setEnabled(true);
        PlanReport plan = looked.plan();
        context.plan(looked.steps(), plan);
        tree.show(plan, context::partOf);
        for (PlanReport.Row row : plan.rows()) {
            boolean work = row.verdict() == PlanReport.Verdict.MAKE || row.verdict() == PlanReport.Verdict.CHANGE;
            tree.set(row.step(), row.verdict().label(), image(row.verdict()), work ? Ages.duration(row.expected()) : "");
        }
        summary.setText(plan.nothingToDo() ? plan.summary() : looked.resumes() ? NLS.bind(Messages.goesOnFromEarlierRun, counts(plan)) : counts(plan));
        tell(plan);
        PlanReport.Row first = plan.rows().stream().filter(r -> r.verdict() != PlanReport.Verdict.EXISTS).findFirst().orElse(plan.rows().getFirst());
        tree.select(first.step());
        details.show(first.title(), describe(first));
        setPageComplete(work(plan) > 0 && context.lab().guard() != Guard.READ_ONLY);
        getContainer().updateButtons();
    }

    /** Only the verdicts that occur. */
    private static String counts(PlanReport plan) {
        return Stream.of(PlanReport.Verdict.MAKE, PlanReport.Verdict.CHANGE, PlanReport.Verdict.EXISTS, PlanReport.Verdict.BLOCKED, PlanReport.Verdict.SKIP,
                PlanReport.Verdict.WAITS).filter(v -> plan.count(v) > 0).map(v -> count(v, plan.count(v))).collect(Collectors.joining(", ", "", "."));
    }

    private static String count(PlanReport.Verdict verdict, long count) {
        return switch (verdict) {
            case MAKE -> NLS.bind(Messages.countToMake, count);
            case CHANGE -> NLS.bind(Messages.countToChange, count);
            case EXISTS -> NLS.bind(Messages.countThereAlready, count);
            case BLOCKED -> NLS.bind(Messages.countBlocked, count);
            case SKIP -> NLS.bind(Messages.countToSkip, count);
            case WAITS -> NLS.bind(Messages.countWaiting, count);
        };
    }

    private void tell(PlanReport plan) {
        if (context.lab().guard() == Guard.READ_ONLY) {
            setMessage(Messages.labIsReadOnly, IMessageProvider.WARNING);
        } else if (plan.nothingToDo()) {
            setMessage(plan.count(PlanReport.Verdict.WAITS) > 0 ? Messages.nothingToDoNow : Messages.nothingToDo, IMessageProvider.INFORMATION);
        } else if (plan.count(PlanReport.Verdict.BLOCKED) > 0) {
            boolean asleep = context.services().demo().asleep(Optional.of(context.lab()));
            setMessage(asleep ? Messages.demoLabIsNotRunning : work(plan) > 0 ? Messages.blockedStepsSayWhy : Messages.allIsBlocked, IMessageProvider.WARNING);
        } else {
            setMessage(context.lab().guard() == Guard.CRITICAL ? Messages.labIsCritical : Messages.nothingChangedYet,
                    IMessageProvider.NONE);
        }
    }

    private Image image(PlanReport.Verdict verdict) {
        return switch (verdict) {
            case EXISTS -> context.services().icons().state(State.GOOD);
            case MAKE -> context.services().icons().image("plus", Theme.Tone.ACCENT, 16);
            case CHANGE -> context.services().icons().image("pencil", Theme.Tone.ATTENTION, 16);
            case BLOCKED -> context.services().icons().state(State.FAILED);
            case SKIP, WAITS -> context.services().icons().state(State.OFF);
        };
    }

    /** What is known of a step before it is run. */
    private static List<StepDetails.Paragraph> describe(PlanReport.Row row) {
        List<StepDetails.Paragraph> paragraphs = new ArrayList<>();
        if (row.verdict() != PlanReport.Verdict.EXISTS) {
            paragraphs.add(StepDetails.Paragraph.of(row.change()));
        }
        paragraphs.add(StepDetails.Paragraph.of(row.detail()));
        row.why().ifPresent(f -> paragraphs.add(StepDetails.Paragraph.of(NLS.bind(Messages.blockedBecause, f.details()))));
        if (row.verdict() == PlanReport.Verdict.MAKE || row.verdict() == PlanReport.Verdict.CHANGE) {
            paragraphs.add(StepDetails.Paragraph.of(row.preview()));
            String heading = row.where().isEmpty() ? Messages.byHand : NLS.bind(Messages.byHandOn, row.where());
            paragraphs.add(new StepDetails.Paragraph(heading, String.join("\n", row.commands())));
        }
        return paragraphs;
    }

    /** Whether the plan shown is that of the request as it is now. */
    boolean isShown() {
        return planned != null;
    }

    /** How many steps a run would do. */
    static long work(PlanReport plan) {
        return plan.count(PlanReport.Verdict.MAKE) + plan.count(PlanReport.Verdict.CHANGE);
    }
}
