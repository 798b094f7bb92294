package org.campanile.ui.setup.wizard;

import org.campanile.core.lab.Lab;
import org.campanile.ui.Services;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.wizard.IWizardPage;
import org.eclipse.jface.wizard.Wizard;

/**
 * Sets a lab up: what, how, the plan, the run, what was proven. Back is possible until the run begins. Open it in a {@link SetupDialog}. UI thread
 * only.
 */
public final class SetupWizard extends Wizard {

    private final SetupContext context;
    private final PartsPage parts;
    private final RabbitPage rabbit;
    private final KeystonePage keystone;
    private final ImagePage image;
    private final PlanPage plan;
    private final RunPage run;
    private final DonePage done;

    /** A wizard for a lab as it is saved now. */
    public SetupWizard(Services services, Lab lab) {
        context = new SetupContext(services, lab);
        setWindowTitle("Set up " + lab.name());
        setHelpAvailable(false);
        setDefaultPageImageDescriptor(ImageDescriptor.createFromURL(SetupWizard.class.getResource("/icons/wizard.svg")));
        parts = new PartsPage(context);
        rabbit = new RabbitPage(context);
        keystone = new KeystonePage(context);
        image = new ImagePage(context);
        plan = new PlanPage(context);
        run = new RunPage(context);
        done = new DonePage(context);
    }

    @Override
    public void addPages() {
        for (IWizardPage page : new IWizardPage[] { parts, rabbit, keystone, image, plan, run, done }) {
            addPage(page);
        }
    }

    /** Pages of parts that are not wanted are left out. */
    @Override
    public IWizardPage getNextPage(IWizardPage page) {
        IWizardPage next = super.getNextPage(page);
        while (next != null && !wanted(next)) {
            next = super.getNextPage(next);
        }
        return next;
    }

    @Override
    public IWizardPage getPreviousPage(IWizardPage page) {
        IWizardPage before = super.getPreviousPage(page);
        while (before != null && !wanted(before)) {
            before = super.getPreviousPage(before);
        }
        return before;
    }

    private boolean wanted(IWizardPage page) {
        SetupDraft draft = context.draft();
        return !(page == rabbit && !draft.rabbit() || page == keystone && !draft.murano() || page == image && !draft.image());
    }

    /** The wizard can be finished only by running to its end, or when there is nothing to do. */
    @Override
    public boolean canFinish() {
        return context.result().isPresent() || nothingToDo();
    }

    boolean nothingToDo() {
        return getContainer().getCurrentPage() == plan && context.plan() != null && context.plan().nothingToDo() && plan.isShown();
    }

    @Override
    public boolean performFinish() {
        context.remember();
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
            return "Next";
        }
        long steps = PlanPage.work(context.plan());
        return "Set up " + steps + (steps == 1 ? " step" : " steps");
    }

    /** Whether anything may have been changed in the lab. */
    public boolean hasRun() {
        return context.last() != null || run.isRunning();
    }

    @Override
    public void dispose() {
        if (!run.isRunning()) {
            context.close();
        }
        super.dispose();
    }
}
