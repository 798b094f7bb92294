package org.campanile.cli;

import java.io.PrintWriter;

import org.campanile.core.task.FailureException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of the command line. */
@Command(name = "campanile", mixinStandardHelpOptions = true, versionProvider = VersionText.class, sortOptions = false, description = {
        "Administration console for OpenStack labs that host Windows environments, and for the controllers under them.",
        "Without a command the window opens." }, subcommands = { LabCommands.class, HostCommands.class, RecipeCommands.class, EnvironmentCommands.class, ControllerCommands.class, MuranoCommands.class, ConductorCommands.Work.class, LogCommands.class, QueueCommands.class,
                ImageCommands.class, BrokerCommands.class, DemoLabCommands.class, CompletionCommand.class }, footer = { "", "Results go to stdout, progress to stderr.",
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
        HelpFooter.below(line);
        line.setParameterExceptionHandler((wrong, arguments) -> tellUsage(cli, wrong));
        line.setExecutionExceptionHandler((failed, command, parsed) -> {
            cli.progress().clear();
            if (failed instanceof FailureException failure) {
                cli.tell(failure.failure());
            } else {
                tellDefect(cli, failed);
            }
            cli.err().flush();
            return CliCommand.BAD;
        });
        return line;
    }

    /** One line, and how to learn more; a group of commands that stands alone shows what there is. */
    private static int tellUsage(CliContext cli, ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = cli.err();
        cli.progress().clear();
        err.println(Output.clean(name + ": " + wrong.getMessage()));
        if (!UnmatchedArgumentException.printSuggestions(wrong, err) && command.getCommandSpec().userObject() instanceof GroupCommand) {
            command.usage(err);
        } else {
            err.println("Try \"" + name + " --help\".");
        }
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Something that should not have happened, with all that is needed to repair it. */
    static void tellDefect(CliContext cli, Throwable broken) {
        cli.tell("A defect of this program: " + broken);
        for (StackTraceElement frame : broken.getStackTrace()) {
            cli.err().println("    at " + frame);
        }
    }
}
