package org.campanile.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands that print a result share: the format, the context, and failing by exception. */
abstract class CliCommand implements Callable<Integer> {

    static final int GOOD = 0;
    static final int BAD = 1;

    CliContext cli;

    @Spec
    CommandSpec spec;

    @Option(names = { "-f", "--format" }, paramLabel = "FORMAT", defaultValue = "table", description = "table, json, yaml or csv (default: table)")
    Format format;

    @Option(names = { "-c", "--column" }, paramLabel = "COLUMN", split = ",", description = "Only these columns or fields, in this order.")
    List<String> columns = new ArrayList<>();

    @Option(names = "--sort", paramLabel = "COLUMN", defaultValue = "", description = "Sort the list by a column; -COLUMN: the largest first.")
    String sort;

    private final Set<String> wrongColumns = new LinkedHashSet<>();

    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    boolean help;

    Output output() {
        return new Output(cli.out(), format, new Columns(columns, sort, wrongColumns::add));
    }

    @Override
    public final Integer call() throws FailureException {
        int code = run();
        cli.progress().clear();
        // What was done stands; a program that reads the result still has to learn that it is not what it asked for.
        wrongColumns.forEach(cli::tell);
        return code == GOOD && !wrongColumns.isEmpty() ? CommandLine.ExitCode.USAGE : code;
    }

    /** Does the work and answers the exit code. */
    abstract int run() throws FailureException;

    /** Wrong usage that the parser cannot see. */
    ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Asks before a change; fails when the answer is no. */
    static void agree(Questions questions, String doing, String question) throws FailureException {
        if (!questions.confirm(question, null)) {
            throw new FailureException(new Failure(Failure.Kind.CANCELLED, doing, "", "", "Nobody agreed; nothing was changed.",
                    "Give --yes to agree beforehand."));
        }
    }
}
