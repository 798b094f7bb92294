package org.campanile.uidriver;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;

/**
 * Sees the errors that nobody catches: thrown in a listener, in a runnable queued on the UI thread, in a job, or on any other thread. The
 * workbench goes on after them and only its log knows, so a test would wait for what never comes, or pass. Any thread.
 */
public final class ErrorWatch implements AutoCloseable {

    /** Stalls are counted by {@link StallWatch}, which tells a slow program from a busy machine. */
    private static final String FREEZE_MONITOR = "org.eclipse.ui.monitoring";

    private final List<String> errors = new ArrayList<>();
    private final ILogListener listener = this::logged;
    private final UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    private final UncaughtExceptionHandler handler = this::uncaught;

    /** Begins to watch. */
    public ErrorWatch() {
        Platform.addLogListener(listener);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    private void logged(IStatus status, String plugin) {
        if (status.matches(IStatus.ERROR) && !FREEZE_MONITOR.equals(status.getPlugin())) {
            note("logged by " + status.getPlugin() + ": " + status.getMessage(), cause(status));
        }
    }

    private static Throwable cause(IStatus status) {
        if (status.getException() != null) {
            return status.getException();
        }
        for (IStatus child : status.getChildren()) {
            Throwable found = cause(child);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void uncaught(Thread thread, Throwable error) {
        note("ended the thread " + thread.getName(), error);
        if (before != null) {
            before.uncaughtException(thread, error);
        }
    }

    private void note(String what, Throwable error) {
        StringWriter text = new StringWriter();
        text.append(what);
        if (error != null) {
            text.append('\n');
            error.printStackTrace(new PrintWriter(text, true));
        }
        synchronized (errors) {
            errors.add(text.toString());
        }
    }

    /** The errors seen so far, each with what is known of where it came from and its stack. */
    public List<String> errors() {
        synchronized (errors) {
            return List.copyOf(errors);
        }
    }

    @Override
    public void close() {
        Platform.removeLogListener(listener);
        if (Thread.getDefaultUncaughtExceptionHandler() == handler) {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }
}
