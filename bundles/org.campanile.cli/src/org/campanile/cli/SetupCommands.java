package org.campanile.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.setup.LabSetup;
import org.campanile.core.setup.SetupRequest;
import org.campanile.core.setup.UndoPreview;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runs;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code campanile lab setup} and {@code campanile lab undo}. */
final class SetupCommands {

    private SetupCommands() {
    }

    /** What setting up and taking back share. */
    abstract static class OnSetup extends CliCommand {
        @Mixin
        LabOptions lab;

        @Mixin
        ActOptions act;

        LabSession session;

        LabSetup job(SetupRequest request) throws FailureException {
            return new LabSetup(session, request, new Runs(cli.home().runs(), Clock.systemUTC()), new GuardCheck(session.questions()));
        }

        RunPrinter printer(Map<String, String> titles) throws FailureException {
            return new RunPrinter(cli, cli.audit(), session.lab().name(), titles);
        }

        /** Takes back what the last run has made, or with {@code --dry-run} says what that is. */
        int undo() throws FailureException {
            LabSetup job = job(SetupRequest.nothing());
            Optional<UndoPreview> preview = job.undoable();
            List<UndoPreview.Item> items = preview.map(UndoPreview::items).orElse(List.of());
            if (act.dryRun || format == Format.table && preview.isPresent()) {
                Rows rows = Rows.of("step", "what");
                items.forEach(i -> rows.add(i.step(), i.sentence()));
                output().rows(rows);
            }
            if (act.dryRun) {
                return GOOD;
            }
            if (preview.isPresent()) {
                agree(session.questions(), "taking a set-up back", "Take this back, which the set-up of " + session.lab().name() + " on "
                        + preview.get().started() + " has made?");
            }
            Map<String, String> titles = items.stream().collect(Collectors.toMap(UndoPreview.Item::step, UndoPreview.Item::sentence, (one, more) -> one));
            RunResult result = job.undo(cli.task(), printer(titles));
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("title", "Take back the set-up of " + session.lab().name());
            document.put("steps", result.outcomes().stream().map(o -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", o.step());
                one.put("state", word(o.state()));
                one.put("failure", o.failure().map(Failure::headline).orElse(null));
                return one;
            }).toList());
            return end(result, document);
        }

        int end(RunResult result, Map<String, Object> document) {
            cli.progress().clear();
            result.failures().forEach(cli::tell);
            if (format != Format.table) {
                document.put("ok", result.ok());
                printDocument(document);
            }
            String summary = Arrays.stream(StepState.values()).filter(s -> result.count(s) > 0)
                    .map(s -> result.count(s) + " " + s.label().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
            String last = result.ok() ? "All steps are done: " + summary + "."
                    : (result.cancelled() ? "Cancelled: " : "Not all steps are done: ") + summary + ". The same command goes on from there.";
            if (format == Format.table) {
                output().say("");
                output().say(last);
            } else {
                cli.tell(last);
            }
            return result.ok() ? GOOD : BAD;
        }

        /** The document itself for programs; CSV, which has no nesting, gets its steps. */
        void printDocument(Map<String, Object> document) {
            if (format != Format.csv) {
                output().thing(document);
                return;
            }
            Rows rows = null;
            for (Object step : (List<?>) document.get("steps")) {
                Map<?, ?> one = (Map<?, ?>) step;
                rows = rows == null ? Rows.of(one.keySet().toArray(new String[0])) : rows;
                rows.add(one.values().toArray());
            }
            output().rows(rows == null ? Rows.of("id") : rows);
        }

        static String word(StepState state) {
            return state.name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code lab setup}. */
    @Command(name = "setup", description = "Show what is missing and set it up; a run that was interrupted goes on.")
    static final class SetUp extends OnSetup {
        @Mixin
        SetupOptions setup;

        @Option(names = "--undo", description = "The same as campanile lab undo.")
        boolean undo;

        @Override
        int run() throws FailureException {
            session = lab.open(this, act.yes);
            if (undo) {
                return undo();
            }
            LabSetup job = job(setup.request(session, cli.task()));
            PlanReport plan = job.preview(cli.task());
            cli.progress().clear();
            if (format == Format.table) {
                output().text(plan.text().lines().map(Output::clean).collect(Collectors.joining("\n")));
            }
            if (act.dryRun || plan.nothingToDo()) {
                if (format != Format.table) {
                    printDocument(document(plan, Optional.empty()));
                }
                return plan.count(PlanReport.Verdict.BLOCKED) > 0 ? BAD : GOOD;
            }
            agree(session.questions(), "setting up", "Set up " + session.lab().name() + "? " + plan.summary() + ".");
            RunResult result = job.run(cli.task(), printer(plan.rows().stream().collect(Collectors.toMap(PlanReport.Row::step, PlanReport.Row::title))));
            return end(result, document(plan, Optional.of(result)));
        }

        /** Plan and outcome in one; {@code state} and {@code failure} are {@code null} as long as nothing was run. */
        private static Map<String, Object> document(PlanReport plan, Optional<RunResult> result) {
            List<Object> steps = new ArrayList<>();
            for (PlanReport.Row row : plan.rows()) {
                Optional<RunResult.Outcome> outcome = result.flatMap(r -> r.of(row.step()));
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("id", row.step());
                one.put("title", row.title());
                one.put("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
                one.put("state", outcome.map(o -> word(o.state())).orElse(null));
                one.put("change", row.change());
                one.put("detail", row.detail());
                one.put("commands", row.commands());
                one.put("after", row.after());
                one.put("expectedSeconds", row.expected().toMillis() / 1000.0);
                one.put("why", row.why().map(Failure::headline).orElse(null));
                one.put("failure", outcome.flatMap(RunResult.Outcome::failure).map(Failure::headline).orElse(null));
                steps.add(one);
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("id", plan.id());
            document.put("title", plan.title());
            document.put("summary", plan.summary());
            document.put("steps", steps);
            return document;
        }
    }

    /** {@code lab undo}. */
    @Command(name = "undo", description = "Take back what the last set-up of this lab has made, and nothing else.")
    static final class Undo extends OnSetup {
        @Override
        int run() throws FailureException {
            session = lab.open(this, act.yes);
            return undo();
        }
    }
}
