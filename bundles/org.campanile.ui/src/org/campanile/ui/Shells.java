package org.campanile.ui;

import java.util.stream.Stream;

import org.eclipse.jface.window.Window;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Which window a dialog that nobody asked for belongs to, and what was answered in it. UI thread only. */
public final class Shells {

    private Shells() {
    }

    /**
     * The active shell; while the user is in another program the first visible one, so that the dialog does not get lost behind it. {@code null} when
     * there is none.
     */
    public static Shell front(Display display) {
        Shell active = display.getActiveShell();
        return active != null ? active : Stream.of(display.getShells()).filter(Shell::isVisible).findFirst().orElse(null);
    }

    /**
     * Opens a dialog and waits for its answer. JFace answers {@link Window#OK}, which is also the first button, when the window below goes away with the
     * dialog; that is nobody's consent.
     *
     * @return the button, or {@link SWT#DEFAULT} when none was pressed
     */
    public static int ask(Window dialog) {
        dialog.create();
        Composite below = dialog.getShell().getParent();
        int pressed = dialog.open();
        return below != null && below.isDisposed() ? SWT.DEFAULT : pressed;
    }
}
