package org.campanile.ui.topology.editor;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.campanile.core.task.Failure;
import org.campanile.ui.Services;
import org.eclipse.osgi.util.NLS;
import org.eclipse.swt.widgets.Widget;

/** A file that is read while the editor for it is still being made; whichever comes first waits for the other. UI thread only. */
final class Reading {

    private Opening read;
    private Failure failure;
    private Consumer<Opening> done;
    private Consumer<Failure> failed;

    private Reading() {
    }

    /** Begins to read. */
    static Reading begin(Services services, Path file) {
        Reading reading = new Reading();
        services.jobs().job(NLS.bind(Messages.readFile, file.getFileName()), task -> Opening.read(services, file)).system()
                .family(EnvironmentEditor.class).done(opened -> {
            reading.read = opened;
            reading.tell();
        }).failed(why -> {
            reading.failure = why;
            reading.tell();
        }).start();
        return reading;
    }

    /** Gives what was read, or why it was not, while {@code owner} lives: later, or at once when it is there already. */
    void then(Widget owner, Consumer<Opening> onRead, Consumer<Failure> onFailure) {
        done = opened -> {
            if (!owner.isDisposed()) {
                onRead.accept(opened);
            }
        };
        failed = why -> {
            if (!owner.isDisposed()) {
                onFailure.accept(why);
            }
        };
        // Not inside of the caller, who is still making the page.
        owner.getDisplay().asyncExec(this::tell);
    }

    private void tell() {
        if (done == null) {
            return;
        }
        if (read != null) {
            Opening once = read;
            read = null;
            done.accept(once);
        } else if (failure != null) {
            Failure once = failure;
            failure = null;
            failed.accept(once);
        }
    }
}
