package org.campanile.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.campanile.core.deploy.PlanComparison;
import org.campanile.core.deploy.PlanSchedule;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile environment compare-plans}: the planner held against decided cases. */
final class PlanCommands {

    private PlanCommands() {
    }

    /** {@code environment plan --schedule}: ours and the original's, step by step and in sum. */
    static void schedule(PlanSchedule schedule, Output output, Format format) {
        Rows rows = Rows.of("step", "begins_s", "ends_s", "critical", "round", "round_begins_s", "round_ends_s");
        for (PlanSchedule.Line line : schedule.lines()) {
            rows.add(line.step().id(), seconds(line.begins()), seconds(line.ends()), line.critical(), line.round(), seconds(line.roundBegins()),
                    seconds(line.roundEnds()));
        }
        if (format == Format.json || format == Format.yaml) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("seconds", seconds(schedule.seconds()));
            result.put("rounds", schedule.rounds());
            result.put("roundSeconds", seconds(schedule.roundSeconds()));
            result.put("steps", Output.maps(rows));
            output.thing(result);
            return;
        }
        output.rows(rows);
        if (format == Format.table) {
            output.say("");
            output.say("Each step as soon as it can be: about " + minutes(schedule.seconds()) + ". In the original's rounds, each waiting for all of the one before: about "
                    + minutes(schedule.roundSeconds()) + " in " + schedule.rounds() + " rounds.");
        }
    }

    private static long seconds(double value) {
        return Math.round(value);
    }

    private static String minutes(double seconds) {
        return Math.round(seconds / 60) + " minutes";
    }

    /** {@code environment compare-plans}. */
    @Command(name = "compare-plans", description = "Hold the planner against a file of decided cases and say how many plans agree, and why others do not.")
    static final class Compare extends CliCommand {
        @Parameters(paramLabel = "FILE", description = "One case a line, JSON.")
        Path file;

        @Option(names = "--all", description = "Show the cases that agree as well.")
        boolean all;

        @Override
        int run() throws FailureException {
            try (Reader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                PlanComparison.Report report = new PlanComparison(ServiceTypes.shipped()).compare(file.getFileName().toString(), lines, cli.task());
                cli.progress().clear();
                Rows rows = Rows.of("id", "kind", "verdict", "why", "known_faults");
                for (PlanComparison.Result result : report.results()) {
                    if (all || result.verdict() != PlanComparison.Verdict.SAME) {
                        rows.add(result.id(), result.kind(), result.verdict().name().toLowerCase(Locale.ROOT), result.differences(), result.knownFaults());
                    }
                }
                print(report, rows);
                return !report.results().isEmpty() && report.agreeing() == report.results().size() ? GOOD : BAD;
            } catch (IOException e) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "reading decided plans", file.toString(), e.toString(),
                        "The file cannot be read.", "Give the path of a file with one case a line."), e);
            }
        }

        private void print(PlanComparison.Report report, Rows rows) {
            int refused = report.count(PlanComparison.Verdict.REFUSED);
            switch (format) {
                case table -> {
                    if (!rows.rows().isEmpty()) {
                        output().rows(rows);
                        output().say("");
                    }
                    output().say(report.agreeing() + " of " + report.results().size() + " agree"
                            + (refused > 0 ? ", " + refused + " of them refused with a finding where that is as good." : "."));
                }
                case csv -> output().rows(rows);
                case json, yaml -> {
                    Map<String, Object> result = new LinkedHashMap<>();
                    result.put("cases", report.results().size());
                    result.put("agree", report.agreeing());
                    result.put("refused", refused);
                    result.put("different", report.count(PlanComparison.Verdict.DIFFERENT));
                    result.put("results", Output.maps(rows));
                    output().thing(result);
                }
            }
        }
    }
}
