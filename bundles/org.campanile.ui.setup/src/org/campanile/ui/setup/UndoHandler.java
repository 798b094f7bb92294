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
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.window.Window;
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
        services.activeLab().changeable().ifPresent(lab -> services.jobs().job("Look what the set-up of " + lab.name() + " has made", task -> undoable(services, lab))
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
            MessageDialog.openInformation(window.getShell(), "Nothing to undo", "No set-up of " + lab.name() + " has made anything that is still there.");
        } else if (new UndoDialog(window.getShell(), services, lab.name(), found.get()).open() == Window.OK) {
            services.jobs().job("Undo the set-up of " + lab.name(), task -> undo(services, lab, task)).user().rule(rule(lab)).family(UndoHandler.class)
                    .on(window.getShell()).done(result -> tell(window, lab, result)).finished(() -> LabView.of(window).ifPresent(page -> page.wizardClosed(true)))
                    .start();
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
        String left = result.ok() ? "" : " " + (result.outcomes().size() - undone) + " are still there; undo goes on from there.";
        LabView.of(window).ifPresent(page -> page.note(undone + (undone == 1 ? " step" : " steps") + " of the set-up of " + lab.name()
                + " taken back." + left));
        result.failures().stream().findFirst().ifPresent(f -> FailureDialog.open(window.getShell(), "Undo the set-up", f));
    }
}
