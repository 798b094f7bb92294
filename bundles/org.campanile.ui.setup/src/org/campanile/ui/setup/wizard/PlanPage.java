package org.campanile.ui.setup.wizard;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private Button again;
    private StepTree tree;
    private StepDetails details;
    private RunningJob running;
    private boolean owed;
    private RecipeRequest planned;
    private Looked shown;

    PlanPage(SetupContext context) {
        super("plan", "The plan", null);
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
        Button script = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + "plan.script");
        script.setText("Save as script…");
        script.addListener(SWT.Selection, e -> saveScript());
        again = Names.name(new Button(area, SWT.PUSH), SetupIds.WIZARD + "plan.again");
        again.setText("Look again");
        again.addListener(SWT.Selection, e -> toggle());
        SashForm sash = new SashForm(area, SWT.HORIZONTAL);
        GridData place = new GridData(SWT.FILL, SWT.FILL, true, true, 3, 1);
        place.widthHint = 600;
        place.heightHint = 260;
        sash.setLayoutData(place);
        tree = new StepTree(sash, "plan.tree", "Plan", "Expected", row -> details.show(describe(row)));
        details = new StepDetails(sash, context.services().theme());
        sash.setWeights(3, 2);
        setControl(area);
        area.addDisposeListener(e -> cancel());
    }

    private void saveScript() {
        if (shown != null && context.plan() != null) {
            TextExport.ask(getShell(), "Save what is left to do as a shell script", "set-up.sh", new SetupScript(context.lab(), shown.answers(), shown.steps(),
                    shown.plan()).text(Instant.now()));
        }
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
        setPageComplete(false);
        banner.clear();
        summary.setText("Looking at what is there…");
        setMessage("Nothing is changed by looking.", IMessageProvider.NONE);
        again.setText("Stop");
        RecipeSetup setup = context.setup();
        running = context.services().jobs().job("Plan the set-up of " + context.lab().name(), task -> {
            RecipePlanner.Steps steps = setup.steps();
            PlanReport plan = setup.preview(task);
            Optional<Runs.Summary> left = setup.interrupted();
            boolean ended = IdleRun.end(context.lab(), context.start().books(), left, plan, context.services().home().history()).isPresent();
            return new Looked(steps, plan, left.isPresent() && !ended, setup.answers());
        }).family(PlanPage.class).on(getControl()).done(looked -> show(request, looked)).failed(this::failed).finished(() -> {
            running = null;
            again.setText("Look again");
            again.requestLayout();
            if (owed) {
                owed = false;
                look();
            }
        }).start();
    }

    private void failed(Failure failure) {
        summary.setText(failure.kind() == Failure.Kind.CANCELLED ? "Stopped looking." : "There is no plan.");
        if (failure.kind() != Failure.Kind.CANCELLED) {
            banner.show(failure, this::look);
        }
    }

    private void show(RecipeRequest request, Looked looked) {
        planned = request;
        shown = looked;
        PlanReport plan = looked.plan();
        context.plan(looked.steps(), plan);
        tree.show(plan, context::partOf);
        for (PlanReport.Row row : plan.rows()) {
            boolean work = row.verdict() == PlanReport.Verdict.MAKE || row.verdict() == PlanReport.Verdict.CHANGE;
            tree.set(row.step(), row.verdict().label(), image(row.verdict()), work ? Ages.duration(row.expected()) : "");
        }
        summary.setText(plan.nothingToDo() ? plan.summary() : counts(plan) + (looked.resumes()
                ? " An earlier run stopped before its end; this one goes on from there." : ""));
        tell(plan);
        PlanReport.Row first = plan.rows().stream().filter(r -> r.verdict() != PlanReport.Verdict.EXISTS).findFirst().orElse(plan.rows().getFirst());
        tree.select(first.step());
        details.show(describe(first));
        setPageComplete(work(plan) > 0 && context.lab().guard() != Guard.READ_ONLY);
        getContainer().updateButtons();
    }

    /** Only the verdicts that occur. */
    private static String counts(PlanReport plan) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<PlanReport.Verdict, String> e : List.of(Map.entry(PlanReport.Verdict.MAKE, " to make"),
                Map.entry(PlanReport.Verdict.CHANGE, " to change"), Map.entry(PlanReport.Verdict.EXISTS, " there already"),
                Map.entry(PlanReport.Verdict.BLOCKED, " blocked"), Map.entry(PlanReport.Verdict.SKIP, " to skip"), Map.entry(PlanReport.Verdict.WAITS, " waiting"))) {
            if (plan.count(e.getKey()) > 0) {
                parts.add(plan.count(e.getKey()) + e.getValue());
            }
        }
        return String.join(", ", parts) + ".";
    }

    private void tell(PlanReport plan) {
        if (context.lab().guard() == Guard.READ_ONLY) {
            setMessage("The lab is read-only: this is what would be done, and it is refused.", IMessageProvider.WARNING);
        } else if (plan.nothingToDo()) {
            setMessage(plan.count(PlanReport.Verdict.WAITS) > 0 ? "Nothing to do now. What waits says for what." : "Nothing to do. All of it is there.", IMessageProvider.INFORMATION);
        } else if (plan.count(PlanReport.Verdict.BLOCKED) > 0) {
            setMessage("Steps that are blocked say why at the right. The others can be done all the same.", IMessageProvider.WARNING);
        } else {
            setMessage(context.lab().guard() == Guard.CRITICAL ? "The lab is critical: its name will be asked for." : "Nothing has been changed yet.",
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
    static String describe(PlanReport.Row row) {
        StringBuilder text = new StringBuilder(row.title()).append('\n');
        List<String> paragraphs = new ArrayList<>();
        if (row.verdict() != PlanReport.Verdict.EXISTS) {
            paragraphs.add(row.change());
        }
        paragraphs.add(row.detail());
        row.why().ifPresent(f -> paragraphs.add("Blocked: " + f.details()));
        if (row.verdict() == PlanReport.Verdict.MAKE || row.verdict() == PlanReport.Verdict.CHANGE) {
            paragraphs.add(row.preview());
            paragraphs.add(row.commands().isEmpty() ? "" : StepDetails.BY_HAND + (row.where().isEmpty() ? "" : " on " + row.where()) + ":\n"
                    + String.join("\n", row.commands()));
        }
        paragraphs.stream().filter(p -> !p.isEmpty()).forEach(p -> text.append('\n').append(p).append('\n'));
        return text.toString();
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
