package org.campanile.cli;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabStore;
import org.campanile.core.openstack.CloudsFile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What the commands of one command line work with: the streams, the surroundings, the user's home, one task that Ctrl+C cancels. Closing it
 * closes, in reverse order, what was opened through {@link #own}. Used by one thread, but for {@link #task}, {@link #progress} and {@link #tell}.
 */
final class CliContext implements AutoCloseable {

    private final PrintWriter out;
    private final PrintWriter err;
    private final Surroundings around;
    private final StderrProgress progress;
    private final Task task;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    CliContext(PrintWriter out, PrintWriter err, Surroundings around) {
        this.out = out;
        this.err = err;
        this.around = around;
        this.progress = new StderrProgress(err, around.terminal().isPresent() && !"dumb".equals(around.environment().get("TERM")));
        this.task = new Task(progress);
    }

    PrintWriter out() {
        return out;
    }

    PrintWriter err() {
        return err;
    }

    Surroundings around() {
        return around;
    }

    Optional<Terminal> terminal() {
        return around.terminal();
    }

    StderrProgress progress() {
        return progress;
    }

    Task task() {
        return task;
    }

    /** A line on stderr, under the name of this program. */
    void tell(String line) {
        progress.line("campanile: " + line);
    }

    /** A failure on stderr with all its parts. */
    void tell(Failure failure) {
        String indent = "campanile: ";
        for (String line : failure.details().lines().toList()) {
            progress.line(indent + line);
            indent = "    ";
        }
    }

    /** The user's folder. Who writes into it makes what is missing, so that a command that only reads works where nothing can be written. */
    Home home() {
        return Home.of(around.environment(), around.os(), around.userHome());
    }

    LabStore labs() throws FailureException {
        return LabStore.open(home().labs());
    }

    AuditLog audit() throws FailureException {
        return AuditLog.of(home().audit());
    }

    CloudsFile clouds() {
        return CloudsFile.search(around.working(), around.userHome(), around.environment());
    }

    Questions questions(boolean yes) {
        return new TerminalQuestions(this, yes);
    }

    /** Closes it at the end of the command. */
    <T extends AutoCloseable> T own(T thing) {
        owned.push(thing);
        return thing;
    }

    @Override
    public void close() {
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                tell("While closing a connection: " + e.getMessage());
            }
        }
    }
}
