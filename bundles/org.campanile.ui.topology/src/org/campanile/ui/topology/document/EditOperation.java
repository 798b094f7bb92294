package org.campanile.ui.topology.document;

import java.util.function.Consumer;

import org.eclipse.core.commands.operations.AbstractOperation;
import org.eclipse.core.runtime.IAdaptable;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;

/** One step of undo: a label and the drafts before and after it. UI thread only. */
final class EditOperation extends AbstractOperation {

    private final String mergeKey;
    private final Draft before;
    private final Consumer<Draft> show;
    private Draft after;

    /** @param mergeKey steps of the same key become one, such as the letters typed into one field; empty for none */
    EditOperation(String label, String mergeKey, Draft before, Draft after, Consumer<Draft> show) {
        super(label);
        this.mergeKey = mergeKey;
        this.before = before;
        this.after = after;
        this.show = show;
    }

    boolean mergesWith(String key) {
        return !key.isEmpty() && key.equals(mergeKey);
    }

    Draft after() {
        return after;
    }

    void extend(Draft later) {
        after = later;
    }

    @Override
    public IStatus execute(IProgressMonitor monitor, IAdaptable info) {
        show.accept(after);
        return Status.OK_STATUS;
    }

    @Override
    public IStatus redo(IProgressMonitor monitor, IAdaptable info) {
        return execute(monitor, info);
    }

    @Override
    public IStatus undo(IProgressMonitor monitor, IAdaptable info) {
        show.accept(before);
        return Status.OK_STATUS;
    }
}
