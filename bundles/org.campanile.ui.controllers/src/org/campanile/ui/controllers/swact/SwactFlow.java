package org.campanile.ui.controllers.swact;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.controllers.NodeAction;
import org.campanile.core.controllers.PreChecks;
import org.campanile.core.controllers.SystemSnapshot;
import org.campanile.core.task.Failure;
import org.campanile.ui.PublishedChecks;
import org.campanile.ui.Services;
import org.campanile.ui.checks.ChecksView;
import org.campanile.ui.controllers.live.ControllerSystem;
import org.campanile.ui.controllers.live.SwactStatus;
import org.eclipse.core.runtime.ILog;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;

/**
 * From the wish to the end: pre-check in a job, one dialog, the action in another job that outlives the board. UI thread only; all that talks to
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

    /** Whether a swact can be asked about: one controller is the active one, the last reading succeeded, none is under way, and there is somebody to ask. */
    public static boolean possible(ControllerSystem system) {
        SystemSnapshot now = system.poller().current();
        return now.active().isPresent() && now.failure() == null && (now.lookOnly().isEmpty() || now.tables() != null)
                && !system.swact().map(SwactStatus::going).orElse(false);
    }

    /** Why an action cannot be asked for now, one sentence; empty when it can. */
    public static Optional<String> hindrance(ControllerSystem system, NodeAction action, String host) {
        SystemSnapshot now = system.poller().current();
        if (now.failure() != null || !now.isKnown()) {
            return Optional.of(Messages.stateNotKnown);
        }
        if (system.swact().map(SwactStatus::going).orElse(false)) {
            return Optional.of(Messages.anotherActionUnderWay);
        }
        return now.node(host).isEmpty() ? Optional.of(Messages.noSuchNode) : PreChecks.offline(action, host, now).hindrance();
    }

    /** Pre-checks, asks, and does it. */
    public void act(ControllerSystem system, NodeAction action, String host) {
        Optional<String> why = hindrance(system, action, host);
        if (why.isPresent()) {
            failed.accept(system, new Failure(Failure.Kind.CONFLICT, SwactWords.named(action, host), system.name(), "", why.get(), Messages.lookAtTheNodes));
            return;
        }
        if (!system.owner().keep()) {
            return;
        }
        failed.accept(system, null);
        services.jobs().job(NLS.bind(Messages.preCheckOf, action.on(host)), task -> Asked.now(system, action, host, task)).family(FAMILY).rule(rule(system))
                .done(this::ask).failed(f -> failed.accept(system, f)).finished(system.owner()::release).start();
    }

    private static String rule(ControllerSystem system) {
        return "swact/" + system.lab().name() + "/" + system.name();
    }

    private void ask(Asked asked) {
        Shell shell = page.getWorkbenchWindow().getShell();
        if (shell != null && !shell.isDisposed()) {
            ControllerSystem system = asked.system();
            system.owner().keep();
            SwactDialog dialog = new SwactDialog(shell, services, asked, this::run, () -> act(system, asked.action(), asked.host()));
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
        services.jobs().job(NLS.bind(Messages.onSystem, asked.action().on(asked.host()), system.name()), task -> new SwactRun(services, asked, typed).run(task))
                .family(FAMILY).rule(rule(system)).done(outcome -> {
                }).failed(f -> {
                    if (f.kind() != Failure.Kind.CANCELLED) {
                        failed.accept(system, f);
                    }
                }).finished(system.owner()::release).start();
    }

    /** Pre-checks an action and publishes what it finds in Checks. */
    public void preCheck(ControllerSystem system, NodeAction action, String host) {
        if (!system.owner().keep()) {
            return;
        }
        failed.accept(system, null);
        String title = action.on(host) + ", " + system.name();
        CheckEngine engine = new CheckEngine(services.questions());
        List<Check> checks = List.of(SwactWords.check(system, action, host));
        PublishedChecks.Recheck again = (rules, task) -> engine.run(title, checks, task);
        services.jobs().job(NLS.bind(Messages.preCheckOf, action.on(host)), task -> engine.run(title, checks, task)).family(FAMILY).rule(rule(system)).done(report -> {
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
