package org.campanile.ui.application;

import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Brings the first window to the front, on request of a second start. Called from any thread. */
final class WindowRaiser implements Runnable {

    private final Display display;

    WindowRaiser(Display display) {
        this.display = display;
    }

    @Override
    public void run() {
        try {
            display.asyncExec(WindowRaiser::raise);
        } catch (SWTException e) {
            throw new IllegalStateException("The window has closed", e);
        }
    }

    private static void raise() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return;
        }
        for (IWorkbenchWindow window : PlatformUI.getWorkbench().getWorkbenchWindows()) {
            Shell shell = window.getShell();
            shell.setMinimized(false);
            shell.forceActive();
        }
    }
}
