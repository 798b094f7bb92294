package org.campanile.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.CloudLimits;

/** Runs a command line inside another program, with variables and folders of its choice and nobody to ask. Stateless; any worker thread. */
public final class CommandLineRun {

    private CommandLineRun() {
    }

    /**
     * Runs it to its end.
     *
     * @param environment the variables it sees, instead of those of the process
     * @param folder its working directory and home folder
     * @return 0 good, 1 a finding or a failure, 2 wrong usage
     */
    public static int of(PrintWriter out, PrintWriter err, Map<String, String> environment, Path folder, String... arguments) {
        Surroundings around = new Surroundings(environment, System.getProperty("os.name", ""), folder, folder, Optional.empty(), CloudLimits.DEFAULT);
        try (CliContext cli = new CliContext(out, err, around)) {
            return Campanile.commandLine(cli).execute(arguments);
        } finally {
            out.flush();
            err.flush();
        }
    }
}
