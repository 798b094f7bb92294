package org.campanile.cli;

import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.campanile.core.task.Failure;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The OSGi application behind {@code campanile} with arguments. Exit code 0 good, 1 a finding or a failure, 2 wrong usage. */
public final class CliApplication implements IApplication {

    /** How long a command may take to leave after Ctrl+C or a signal; what it has begun in a lab goes on there. */
    private static final long LEAVE_SECONDS = 10;

    @Override
    public Object start(IApplicationContext context) {
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        // The launcher draws a splash over us until it is told that we run.
        context.applicationRunning();
        return run(arguments.length == 0 ? new String[] { "--help" } : arguments);
    }

    private static Integer run(String[] arguments) {
        StandardOut stdout = new StandardOut();
        PrintWriter out = writer(new PrintStream(new BufferedOutputStream(stdout), false, StandardCharsets.UTF_8));
        PrintWriter err = writer(System.err);
        CliContext cli = new CliContext(out, err, Surroundings.system());
        CountDownLatch over = new CountDownLatch(1);
        Thread leaving = new Thread(() -> leave(cli, over), "leaving on a signal");
        Runtime.getRuntime().addShutdownHook(leaving);
        try {
            int code = Campanile.commandLine(cli).execute(arguments);
            out.flush();
            stdout.lost().ifPresent(e -> cli.tell(new Failure(Failure.Kind.LOCAL, "writing the results", "stdout", e.getMessage(), "Results were lost.",
                    "Make room, or send them elsewhere, and ask again; what the command did stands.")));
            return stdout.lost().isPresent() && code == CliCommand.GOOD ? CliCommand.BAD : code;
        } catch (Error broken) {
            // Picocli hands exceptions to our handler, but lets errors of the virtual machine through, which Equinox would only log.
            Campanile.tellDefect(cli, broken);
            return 1;
        } finally {
            cli.close();
            out.flush();
            err.flush();
            over.countDown();
            stay(leaving);
        }
    }

    private static void leave(CliContext cli, CountDownLatch over) {
        cli.task().cancel();
        // Somebody who presses Ctrl+C at a question wants no answer; the question cannot be taken back.
        if (cli.terminal().map(Terminal::asking).orElse(false)) {
            return;
        }
        try {
            over.await(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stay(Thread leaving) {
        try {
            Runtime.getRuntime().removeShutdownHook(leaving);
        } catch (IllegalStateException ending) {
            // The program is ending on a signal already, and the hook with it.
            Thread.currentThread().setName("ending");
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        // Made of the stream itself, the writer knows when the reader of a pipe has gone.
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void stop() {
        // Commands end by themselves; a signal cancels them.
    }
}
