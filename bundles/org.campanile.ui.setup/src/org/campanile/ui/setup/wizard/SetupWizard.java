package org.campanile.ui.setup.wizard;

import org.campanile.core.lab.Lab;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.ui.Services;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Composite;

/**
 * Sets a lab up: what, how, the plan, the run, what was proven. Back is possible until the run begins. Open it in a {@link SetupDialog}. UI thread
 * only.
 */
public final class SetupWizard extends Wizard {

    private final SetupContext context;
    private final ChoicePage choice;
    private final WherePage where;
    private final DetailsPage details;
    private final PlanPage plan;
    private final RunPage run;
    private final DonePage done;

    /** A wizard for a lab as it is saved now. */
    public SetupWizard(Services services, Lab lab, SetupStart start) {
        context = new SetupContext(services, lab, start);
        setWindowTitle(NLS.bind(Messages.setUpTitle, lab.name()));
        setHelpAvailable(false);
        setDefaultPageImageDescriptor(ImageDescriptor.createFromURL(SetupWizard.class.getResource("/icons/wizard.svg")));
        choice = new ChoicePage(context);
        where = new WherePage(context);
        details = new DetailsPage(context);
        plan = new PlanPage(context);
        run = new RunPage(context);
        done = new DonePage(context);
    }

    /** Only this part is asked for and planned. */
    public SetupWizard only(String part) {
        SetupDraft draft = context.draft();
        for (var other : draft.recipe().parts()) {
            draft = draft.withPart(other.id(), other.id().equals(part));
        }
        context.draft(draft);
        return this;
    }

    /** Goes on with an interrupted run: begins with its plan. */
    public SetupWizard resume(RecipeRequest request) {
        context.resume(request);
        return this;
    }

    @Override
    public void addPages() {
        for (IWizardPage page : context.resumes() ? new IWizardPage[] { plan, run, done } : new IWizardPage[] { choice, where, details, plan, run, done }) {
            addPage(page);
        }
    }

    /** The window makes each page when it comes to it: all of them at once would hold up the workbench while it opens. */
    @Override
    public void createPageControls(Composite pageContainer) {
        getStartingPage().createControl(pageContainer);
    }

    /** Details are left out where nothing is needed. */
    @Override
    public IWizardPage getNextPage(IWizardPage page) {
        IWizardPage next = super.getNextPage(page);
        return next == details && !details.isNeeded() ? super.getNextPage(next) : next;
    }

    @Override
    public IWizardPage getPreviousPage(IWizardPage page) {
        IWizardPage before = super.getPreviousPage(page);
        return before == details && !details.isNeeded() ? super.getPreviousPage(before) : before;
    }

    /** The wizard can be finished only by running to its end, or when there is nothing to do. */
    @Override
    public boolean canFinish() {
        return context.record().isPresent() || nothingToDo();
    }

    boolean nothingToDo() {
        return getContainer().getCurrentPage() == plan && context.plan() != null && context.plan().nothingToDo() && plan.isShown();
    }

    @Override
    public boolean performFinish() {
        if (context.record().isEmpty() && !context.resumes()) {
            SetupStart start = context.start();
            Lab lab = context.lab();
            var kept = context.draft().choice();
            context.services().jobs().job(NLS.bind(Messages.keepChoice, lab.name()), task -> {
                start.chosen().save(lab, kept);
                return lab;
            }).system().start();
        }
        return true;
    }

    /** Whether steps are being done now. */
    boolean isRunning() {
        return run.isRunning();
    }

    /** Asks the run to stop; the last page follows when it has. */
    void stop() {
        run.stop();
    }

    /** What the button to the next page says. */
    String nextLabel() {
        if (getContainer().getCurrentPage() != plan || context.plan() == null || PlanPage.work(context.plan()) == 0) {
            return Messages.next;
        }
        long steps = PlanPage.work(context.plan());
        return steps == 1 ? Messages.setUpOneStep : NLS.bind(Messages.setUpSteps, steps);
    }

    /** Whether anything may have been changed in the lab. */
    public boolean hasRun() {
        return context.last() != null || run.isRunning();
    }

    @Override
    public void dispose() {
        run.leave();
        if (run.isRunning()) {
            run.afterwards(context::close);
        } else {
            context.close();
        }
        super.dispose();
    }
}
