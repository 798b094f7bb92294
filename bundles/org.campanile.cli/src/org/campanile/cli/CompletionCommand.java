package org.campanile.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code campanile completion}: the shell's completion of commands and options. */
@Command(name = "completion", description = { "Print a completion script for the shell; bash and zsh take it.", "Use: source <(campanile completion bash)" })
final class CompletionCommand extends CliCommand {

    /** Shells for which there is a script. */
    enum Shell {
        /** GNU bash. */ bash,
        /** The Z shell, which runs bash's completions. */ zsh
    }


    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    Shell shell;

    @Override
    int run() {
        output().text(AutoComplete.bash("campanile", spec.root().commandLine()));
        return GOOD;
    }
}
