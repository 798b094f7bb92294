package org.campanile.ui.topology.editor;

import java.lang.reflect.InvocationTargetException;

import org.campanile.core.task.FailureException;
import org.campanile.ui.topology.document.Draft;
import org.campanile.ui.topology.document.EnvironmentStore;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.operation.ModalContext;
import org.eclipse.swt.widgets.Display;

/** Writes a draft on another thread while the window goes on to draw, and comes back when it is on disk. UI thread only. */
final class Saving {

    private Saving() {
    }

    static Draft write(EnvironmentStore store, Draft draft, IProgressMonitor monitor, Display display) throws FailureException, InterruptedException {
        Draft[] written = new Draft[1];
        try {
            ModalContext.run(m -> {
                try {
                    written[0] = store.write(draft);
                } catch (FailureException e) {
                    throw new InvocationTargetException(e);
                }
            }, true, monitor, display);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof FailureException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
        return written[0];
    }
}
