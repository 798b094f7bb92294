package org.campanile.cli;

import java.time.Clock;
import java.util.List;

import org.campanile.core.ask.Questions;
import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.check.ReportFormat;
import org.campanile.core.history.AuditLog;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabSnapshot;
import org.campanile.core.setup.LabChecks;
import org.campanile.core.setup.LabSetup;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile lab}: labs, their preflight and their set-up. */
@Command(name = "lab", description = "Labs: list them, check them, set them up.", subcommands = { LabCommands.ListLabs.class,
        LabCommands.CheckLab.class, LabCommands.SetUp.class })
final class LabCommands extends GroupCommand {

    /** {@code lab list}. */
    @Command(name = "list", description = "List your labs.")
    static final class ListLabs extends CliCommand {
        @Override
        int run() throws FailureException {
            LabSnapshot labs = cli.labs().snapshot();
            Rows rows = Rows.of("name", "guard", "cloud", "broker", "controllers", "hosts");
            for (Lab lab : labs.labs()) {
                rows.add(lab.name(), lab.guard().word(), lab.cloud().map(c -> c.authUrl()).orElse(null), lab.broker().map(b -> b.address()).orElse(null),
                        lab.systems().stream().map(s -> s.name()).toList(), lab.hosts().size());
            }
            output().rows(rows);
            labs.broken().forEach(b -> cli.err().println("campanile: " + b.why().details()));
            return labs.broken().isEmpty() ? GOOD : BAD;
        }
    }

    /** {@code lab check}. */
    @Command(name = "check", description = "Check all parts of a lab at the same time. Exit code 1 when there is a problem.")
    static final class CheckLab extends CliCommand {
        @Mixin
        LabOptions lab;

        @Mixin
        SetupOptions setup;

        @Option(names = "--report", paramLabel = "FORMAT", description = "Print the whole report as ${COMPLETION-CANDIDATES} instead.")
        ReportFormat report;

        @Option(names = "--problems", description = "Only what somebody should do something about.")
        boolean problems;

        @Override
        int run() throws FailureException {
            LabSession session = lab.open(cli, false);
            List<Check> checks = setup.given() ? LabChecks.of(session, setup.request(session, cli.task())) : LabChecks.of(session);
            CheckReport found = new CheckEngine().run(session.lab().name(), checks, cli.task());
            cli.progress().clear();
            if (report != null) {
                output().text(report.render(found));
                return found.worst().isProblem() ? BAD : GOOD;
            }
            Rows rows = Rows.of("severity", "part", "check", "subject", "evidence", "cause", "impact", "fix");
            boolean table = format == Format.table;
            for (Finding f : problems ? found.problems() : found.findings()) {
                rows.add(f.severity().label(), f.group(), f.title(), f.subject(), f.evidence(), f.cause(), f.impact(), f.fix());
            }
            if (table) {
                printForPeople(problems ? found.problems() : found.findings());
            } else {
                output().rows(rows);
            }
            output().say("");
            output().say(found.summary() + ", in " + found.took().toMillis() + " ms.");
            return found.worst().isProblem() ? BAD : GOOD;
        }

        /** Findings are sentences; columns of them would be cut or run off the screen. */
        private void printForPeople(List<Finding> findings) {
            Output out = output();
            for (Finding f : findings) {
                out.say(String.format("%-8s %s / %s%s", f.severity().label(), f.group(), f.title(), f.subject().isEmpty() ? "" : ": " + f.subject()));
                for (String more : List.of(f.evidence(), f.cause(), f.impact(), f.fix().isEmpty() ? "" : "-> " + f.fix())) {
                    if (!more.isEmpty()) {
                        out.say("         " + more);
                    }
                }
            }
        }
    }

    /** {@code lab setup}. */
    @Command(name = "setup", description = "Show what is missing and set it up, or take the last set-up back.")
    static final class SetUp extends CliCommand {
        @Mixin
        LabOptions lab;

        @Mixin
        SetupOptions setup;

        @Mixin
        ActOptions act;

        @Option(names = "--undo", description = "Take back what the last set-up of this lab has made, and nothing else.")
        boolean undo;

        @Override
        int run() throws FailureException {
            LabSession session = lab.open(cli, act.yes);
            Questions questions = session.questions();
            SetupRequest request = undo ? SetupOptions.everything() : setup.request(session, cli.task());
            LabSetup job = new LabSetup(session, request, new Runs(cli.home().runs(), Clock.systemUTC()), new GuardCheck(questions));
            RunPrinter printer = new RunPrinter(cli, AuditLog.of(cli.home().audit()), session.lab().name());
            if (undo) {
                agree(questions, "Take back what the last set-up of " + session.lab().name() + " has made?");
                return end(job.undo(cli.task(), printer));
            }
            PlanReport plan = job.preview(cli.task());
            cli.progress().clear();
            if (format == Format.json || format == Format.yaml) {
                output().text(plan.json());
            } else {
                output().text(plan.text());
            }
            boolean blocked = plan.count(PlanReport.Verdict.BLOCKED) > 0;
            if (act.dryRun || plan.nothingToDo()) {
                return blocked ? BAD : GOOD;
            }
            agree(questions, "Set up " + session.lab().name() + "?");
            return end(job.run(cli.task(), printer));
        }

        private static void agree(Questions questions, String question) throws FailureException {
            if (!questions.confirm(question, null)) {
                throw new FailureException(new Failure(Failure.Kind.CANCELLED, "setting up", "", "", "You did not agree; nothing was changed.", ""));
            }
        }

        private int end(RunResult result) {
            cli.progress().clear();
            result.failures().forEach(f -> cli.err().println("campanile: " + f.details()));
            String summary = java.util.Arrays.stream(org.campanile.core.step.StepState.values()).filter(s -> result.count(s) > 0)
                    .map(s -> result.count(s) + " " + s.label().toLowerCase(java.util.Locale.ROOT)).collect(java.util.stream.Collectors.joining(", "));
            cli.err().println(result.ok() ? "All steps are done: " + summary + "." : "Not all steps are done: " + summary
                    + ". The same command goes on from there.");
            return result.ok() ? GOOD : BAD;
        }
    }
}
