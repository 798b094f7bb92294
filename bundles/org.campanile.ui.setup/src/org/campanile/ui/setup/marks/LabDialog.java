package org.campanile.ui.setup.marks;

import java.util.function.Consumer;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.FailureBanner;
import org.campanile.ui.Names;
import org.campanile.ui.Services;
import org.campanile.ui.setup.Ground;
import org.eclipse.jface.dialogs.Dialog;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;

/** A dialog that works on something of a lab: what failed stands above, and each piece of work has a connection of its own. UI thread only. */
abstract class LabDialog extends Dialog {

    private final Services services;
    private final Lab lab;
    private final String title;
    private FailureBanner banner;

    LabDialog(Shell parent, Services services, Lab lab, String title) {
        super(parent);
        this.services = services;
        this.lab = lab;
        this.title = title;
    }

    final Services services() {
        return services;
    }

    final Lab lab() {
        return lab;
    }

    @Override
    protected final boolean isResizable() {
        return true;
    }

    @Override
    protected final void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(title);
    }

    @Override
    protected final Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        banner = new FailureBanner(area, services);
        fill(area);
        return area;
    }

    /** Makes the widgets below the banner. */
    abstract void fill(Composite area);

    /** A button of the bar that may be disabled. */
    final Button button(Composite bar, int id, String text, String name) {
        return Ground.desktop(Names.name(createButton(bar, id, text, false), name));
    }

    /** Work with a connection to the lab, on a worker thread. */
    interface OnLab<T> {
        T with(LabSession session, Task task) throws FailureException;
    }

    /** What changes the lab or takes long: one after the other for a lab, seen in Progress. */
    final <T> void start(String name, OnLab<T> work, Consumer<T> done, Runnable failed) {
        banner.clear();
        services.jobs().job(name, task -> on(work, task)).user().rule("setup/" + lab.name()).family(LabDialog.class).on(banner).done(done).failed(f -> {
            banner.show(f, null);
            failed.run();
        }).start();
    }

    /** What only looks; it can be tried again. */
    final <T> void look(String name, OnLab<T> work, Consumer<T> done) {
        services.jobs().job(name, task -> on(work, task)).system().family(LabDialog.class).on(banner).done(found -> {
            banner.clear();
            done.accept(found);
        }).failed(f -> banner.show(f, () -> look(name, work, done))).start();
    }

    private <T> T on(OnLab<T> work, Task task) throws FailureException {
        try (LabSession session = services.session(lab)) {
            return work.with(session, task);
        }
    }
}
