package org.campanile.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;

/** The OSGi application behind {@code campanile} with arguments. Exit code 0 good, 1 a finding or a failure, 2 wrong usage. */
public final class CliApplication implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
        // The launcher draws a splash over us until it is told that we run.
        context.applicationRunning();
        return run(arguments);
    }

    private static Integer run(String[] arguments) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        try (CliContext cli = new CliContext(out, err)) {
            return Campanile.commandLine(cli).execute(arguments);
        } catch (Error broken) {
            // Picocli hands exceptions to our handler, but lets errors of the virtual machine through, which Equinox would only log.
            err.println("campanile: a defect of this program: " + broken);
            for (StackTraceElement frame : broken.getStackTrace()) {
                err.println("    at " + frame);
            }
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    @Override
    public void stop() {
        // Commands end by themselves; a signal ends the process and with it every connection.
    }
}
