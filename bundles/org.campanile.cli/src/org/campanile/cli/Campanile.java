package org.campanile.cli;

import org.campanile.core.task.FailureException;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root of the command line. */
@Command(name = "campanile", mixinStandardHelpOptions = true, version = "Campanile 0.1.0", sortOptions = false, description = {
        "Administration console for OpenStack labs that host Windows environments, and for the controllers under them.",
        "Without a command the window opens." }, subcommands = { LabCommands.class, EnvironmentCommands.class, ControllerCommands.class,
                DemoLabCommands.class }, footer = { "", "Results go to stdout, progress to stderr.",
                        "Exit code: 0 good, 1 a finding or a failure, 2 wrong usage." })
final class Campanile {

    private Campanile() {
    }

    /** The parser with all commands, whose exceptions end as one message and an exit code. */
    static CommandLine commandLine(CliContext cli) {
        CommandLine line = new CommandLine(new Campanile(), new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                if (CliCommand.class.isAssignableFrom(type)) {
                    K command = type.getDeclaredConstructor().newInstance();
                    ((CliCommand) command).cli = cli;
                    return command;
                }
                return CommandLine.defaultFactory().create(type);
            }
        });
        line.setOut(cli.out()).setErr(cli.err()).setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true);
        line.setExecutionExceptionHandler((failed, command, parsed) -> {
            cli.progress().clear();
            if (failed instanceof FailureException failure) {
                cli.err().println("campanile: " + failure.failure().details());
            } else {
                cli.err().println("campanile: a defect of this program: " + failed);
                for (StackTraceElement frame : failed.getStackTrace()) {
                    cli.err().println("    at " + frame);
                }
            }
            cli.err().flush();
            return 1;
        });
        return line;
    }
}
