package org.campanile.ui.setup;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.RecipeUndo;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.setup.UndoPreview;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.core.step.StepState;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.FailureDialog;
import org.campanile.ui.Services;
import org.campanile.ui.Shells;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
import org.eclipse.osgi.util.NLS;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Takes the last set-up of the active lab back, after saying what will be removed. */
public final class UndoHandler extends AbstractHandler {

    @Override
    public void setEnabled(Object context) {
        setBaseEnabled(Services.of(PlatformUI.getWorkbench()).activeLab().changeable().isPresent());
    }

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
        Services services = Services.of(window);
        services.activeLab().changeable().ifPresent(lab -> services.jobs().job(NLS.bind(Messages.readWhatWasMade, lab.name()), task -> undoable(services, lab))
                .system().rule(rule(lab)).family(UndoHandler.class).on(window.getShell()).done(found -> ask(window, services, lab, found)).start());
        return null;
    }

    private static String rule(Lab lab) {
        return "setup/" + lab.name();
    }

    private static Optional<UndoPreview> undoable(Services services, Lab lab) throws FailureException {
        try (LabSession session = services.session(lab)) {
            return job(services, session).preview();
        }
    }

    private static RecipeUndo job(Services services, LabSession session) {
        SetupBooks books = new SetupBooks(SetupKinds.all(), new Runs(services.home().runs(), Clock.systemUTC()), services.home().recipes());
        return new RecipeUndo(session, books, new GuardCheck(services.questions()));
    }

    private static void ask(IWorkbenchWindow window, Services services, Lab lab, Optional<UndoPreview> found) {
        if (found.isEmpty()) {
            MessageDialog.openInformation(window.getShell(), Messages.nothingToUndo, NLS.bind(Messages.nothingThereToUndo, lab.name()));
        } else if (Shells.ask(new UndoDialog(window.getShell(), services, lab.name(), found.get())) == Window.OK) {
            String doing = NLS.bind(Messages.takingBack, lab.name());
            LabView.of(window).ifPresent(page -> page.note(doing));
            services.jobs().job(NLS.bind(Messages.undoSetUpOf, lab.name()), task -> undo(services, lab, task)).user().rule(rule(lab)).family(UndoHandler.class)
                    .on(window.getShell()).done(result -> tell(window, lab, result)).finished(() -> LabView.of(window).ifPresent(page -> {
                        page.noLonger(doing);
                        page.wizardClosed(true);
                    })).start();
        }
    }

    private static RunResult undo(Services services, Lab lab, Task task) throws FailureException {
        RecordedRun record = new RecordedRun(RunListener.nobody(), lab, AuditLog.of(services.home().audit()), Clock.systemUTC());
        Instant began = Instant.now();
        try (LabSession session = services.session(lab)) {
            RunResult result = job(services, session).undo(task, record);
            record.ended(services.home().history(), "undo", began, result);
            return result;
        }
    }

    private static void tell(IWorkbenchWindow window, Lab lab, RunResult result) {
        long undone = result.count(StepState.UNDONE) + result.count(StepState.STAYS);
        long left = result.outcomes().size() - undone;
        String taken = undone == 1 ? NLS.bind(Messages.oneStepTakenBack, lab.name()) : NLS.bind(Messages.stepsTakenBack, undone, lab.name());
        String rest = left == 1 ? Messages.oneStillThere : NLS.bind(Messages.stillThere, left);
        LabView.of(window).ifPresent(page -> page.note(result.ok() ? taken : taken + " " + rest));
        result.failures().stream().findFirst().ifPresent(f -> FailureDialog.open(window.getShell(), Messages.undoSetUp, f));
    }
}
