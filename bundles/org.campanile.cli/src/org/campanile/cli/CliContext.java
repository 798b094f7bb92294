package org.campanile.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;

import org.campanile.core.ask.Questions;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabStore;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What the commands work with: the streams, the user's home, the labs, one task that Ctrl+C cancels. Closing it closes, in reverse order,
 * what was opened through {@link #own}.
 */
final class CliContext implements AutoCloseable {

    private final PrintWriter out;
    private final PrintWriter err;
    private final StderrProgress progress;
    private final Task task;
    private final Home home = Home.system();
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    CliContext(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
        this.progress = new StderrProgress(err, console() != null && !"dumb".equals(System.getenv("TERM")));
        this.task = new Task(progress);
        Runtime.getRuntime().addShutdownHook(new Thread(task::cancel, "cancel on signal"));
    }

    /** The terminal, or {@code null} when input or output is no terminal. The start script knows: Java 22 and newer have a console for pipes too. */
    static Console console() {
        return Boolean.getBoolean("campanile.terminal") ? System.console() : null;
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    StderrProgress progress() {
        return progress;
    }

    Task task() {
        return task;
    }

    Home home() {
        return home;
    }

    LabStore labs() throws FailureException {
        home.create();
        return own(LabStore.open(home.labs()));
    }

    Questions questions(boolean yes) {
        return new TerminalQuestions(err, yes);
    }

    /** Closes it at the end of the command. */
    <T> T own(T thing) {
        if (thing instanceof AutoCloseable closeable) {
            owned.push(closeable);
        }
        return thing;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                err.println("campanile: while closing: " + e.getMessage());
            }
        }
    }
}
