package org.campanile.uidriver;

import org.eclipse.swt.widgets.Shell;

/** A window or dialog, and all that is in it. */
public final class ShellDriver extends ScopeDriver<Shell> {

    ShellDriver(Shell widget) {
        super(widget);
    }

    /** Its title. */
    public String getText() {
        return read(Shell::getText);
    }

    /** Brings it to the front. */
    public ShellDriver activate() {
        Ui.run(widget::forceActive);
        return this;
    }

    /** Closes it as its close box would. */
    public void close() {
        Ui.post(() -> {
            if (!widget.isDisposed()) {
                widget.close();
            }
        });
    }

    /** Waits until it is gone. */
    public void waitUntilClosed() {
        Wait.until("window closes", this::isDisposed);
    }
}
