package org.campanile.ui.controllers.swact;

import java.util.List;
import java.util.function.BiConsumer;

import org.campanile.core.check.CheckEngine;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.task.Failure;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.checks.ChecksView;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SwactStatus;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

/**
 * From the wish to the end: pre-check in a job, one dialog, the swact in another job that outlives the board. UI thread only; all that talks to
 * the system runs in jobs.
 */
public final class SwactFlow {

    /** Family of the jobs, for tests. */
    public static final Object FAMILY = SwactFlow.class;

    private final Services services;
    private final IWorkbenchPage page;
    private final BiConsumer<ControllerSystem, Failure> failed;

    /** @param failed shows a failure where the user is; {@code null} takes it away */
    public SwactFlow(Services services, IWorkbenchPage page, BiConsumer<ControllerSystem, Failure> failed) {
        this.services = services;
        this.page = page;
        this.failed = failed;
    }

    /** Whether a swact can be asked for: one controller is the active one, the last reading succeeded, none is under way. */
    public static boolean possible(ControllerSystem system) {
        SystemSnapshot now = system.poller().current();
        return now.active().isPresent() && now.failure() == null && !system.swact().map(SwactStatus::going).orElse(false);
    }

    /** Pre-checks, asks, and swacts away from the active controller. */
    public void swact(ControllerSystem system) {
        if (!possible(system) || !system.owner().keep()) {
            return;
        }
        failed.accept(system, null);
        String host = system.poller().current().active().orElseThrow();
        services.jobs().job("Pre-check of a swact of " + host, task -> Asked.now(system, host, task)).family(FAMILY).rule(rule(system))
                .done(this::ask).failed(f -> failed.accept(system, f)).finished(system.owner()::release).start();
    }

    private static String rule(ControllerSystem system) {
        return "swact of " + system.lab().name() + "/" + system.name();
    }

    private void ask(Asked asked) {
        Shell shell = page.getWorkbenchWindow().getShell();
        if (shell != null && !shell.isDisposed()) {
            ControllerSystem system = asked.system();
            system.owner().keep();
            SwactDialog dialog = new SwactDialog(shell, services, asked, this::run, () -> swact(system));
            dialog.setBlockOnOpen(false);
            dialog.open();
            dialog.getShell().addListener(org.eclipse.swt.SWT.Dispose, e -> system.owner().release());
        }
    }

    /** The user agreed, {@code typed} being what had to be typed. */
    private void run(Asked asked, String typed) {
        ControllerSystem system = asked.system();
        if (!system.owner().keep()) {
            return;
        }
        services.jobs().job("Swact " + asked.host() + " of " + system.name(), task -> new SwactRun(services.home(), asked, typed).run(task))
                .family(FAMILY).rule(rule(system)).done(outcome -> {
                }).failed(f -> {
                    if (f.kind() != Failure.Kind.CANCELLED) {
                        failed.accept(system, f);
                    }
                }).finished(system.owner()::release).start();
    }

    /** Pre-checks a swact away from the active controller and publishes what it finds in Checks. */
    public void preCheck(ControllerSystem system) {
        if (!possible(system) || !system.owner().keep()) {
            return;
        }
        failed.accept(system, null);
        String host = system.poller().current().active().orElseThrow();
        String title = "Swact of " + host + ", " + system.name();
        CheckEngine engine = new CheckEngine();
        PublishedChecks.Recheck again = (rules, task) -> engine.run(title, List.of(SwactWords.check(system, host)), task);
        services.jobs().job("Pre-check of a swact of " + host, task -> engine.run(title, List.of(SwactWords.check(system, host)), task))
                .family(FAMILY).rule(rule(system)).done(report -> {
                    services.checks().publish(new PublishedChecks("controllers/" + system.name(), report, again));
                    showChecks();
                }).failed(f -> failed.accept(system, f)).finished(system.owner()::release).start();
    }

    private void showChecks() {
        try {
            page.showView(ChecksView.ID, null, IWorkbenchPage.VIEW_VISIBLE);
        } catch (PartInitException e) {
            ILog.of(SwactFlow.class).warn("Checks does not open", e);
        }
    }
}
