package org.campanile.ui.topology.frame;

import java.util.function.Consumer;

import org.campanile.ui.Services;
import org.campanile.ui.topology.document.Latest;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ProgressBar;
import org.eclipse.swt.widgets.Shell;

/** A dialog that works out away from the UI thread what follows from what is chosen in it, shows that it does, and gives it up when it is closed. UI thread only. */
public abstract class LatestDialog extends NamedDialog {

    private final Services services;
    private final int columns;
    private Rows rows;
    private ProgressBar progress;
    private Latest<?, ?> latest;

    /**
     * @param id begins the names of its widgets
     * @param title of its window
     * @param columns of its grid
     */
    protected LatestDialog(Shell parent, Services services, String id, String title, int columns) {
        super(parent, id, title);
        this.services = services;
        this.columns = columns;
    }

    @Override
    protected final Control createDialogArea(Composite parent) {
        rows = new Rows((Composite) super.createDialogArea(parent), services, columns);
        fill(rows);
        progress = rows.progress(id() + ".progress");
        progress.setVisible(false);
        return rows.area();
    }

    /** Makes what is asked and shown. */
    protected abstract void fill(Rows into);

    /** The services of the window. */
    protected final Services services() {
        return services;
    }

    /** The grid, with the banner. */
    protected final Rows rows() {
        return rows;
    }

    /** What is worked out; to be made once, while the dialog is filled. */
    protected final <I, O> Latest<I, O> latest(String name, Latest.Work<I, O> work, Consumer<O> done) {
        Latest<I, O> made = new Latest<>(services.jobs(), name, rows.area(), work, done);
        latest = made;
        return made;
    }

    /** Shows whether something is worked out. */
    protected final void busy(boolean on) {
        if (!progress.isDisposed()) {
            progress.setVisible(on);
        }
    }

    @Override
    public boolean close() {
        if (latest != null) {
            latest.cancel();
        }
        return super.close();
    }
}
