package org.campanile.ui;

import java.util.stream.Stream;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Which window a dialog that nobody asked for belongs to. UI thread only. */
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
}
