package org.campanile.ui.topology.editor;

import java.lang.reflect.InvocationTargetException;

import org.campanile.core.task.FailureException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.jface.operation.ModalContext;
import org.eclipse.swt.widgets.Display;

/** Does a part of saving on another thread while the window goes on to draw, and comes back when it is done. UI thread only. */
final class Aside {

    /** What is done. @param <T> what it answers */
    interface Work<T> {
        /** Runs on another thread. */
        T run() throws FailureException;
    }

    private Aside() {
    }

    static <T> T run(Work<T> work, IProgressMonitor monitor, Display display) throws FailureException, InterruptedException {
        Object[] answer = new Object[1];
        try {
            ModalContext.run(m -> {
                try {
                    answer[0] = work.run();
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
        @SuppressWarnings("unchecked") // only work puts something there
        T result = (T) answer[0];
        return result;
    }
}
