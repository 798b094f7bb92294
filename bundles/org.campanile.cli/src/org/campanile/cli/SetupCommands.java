package org.campanile.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.recipe.SecretValue;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.IdleRun;
import org.campanile.core.setup.LabRuns;
import org.campanile.core.setup.RecipeRequest;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.RecipeUndo;
import org.campanile.core.setup.RecordedRun;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.setup.SetupKinds;
import org.campanile.core.setup.SetupRecord;
import org.campanile.core.setup.SetupScript;
import org.campanile.core.setup.UndoPreview;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
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

    /** The recipes, kinds and runs of the user. */
    static SetupBooks books(CliContext cli) {
        return new SetupBooks(SetupKinds.all(), new Runs(cli.home().runs(), Clock.systemUTC()), cli.home().recipes());
    }

    /** What setting up and taking back share. */
    abstract static class OnSetup extends CliCommand {
        @Mixin
        LabOptions lab;

        @Mixin
        ActOptions act;

        LabSession session;

        /** Shows a run, and writes its changes to the audit log. */
        RecordedRun follower(Map<String, String> titles) throws FailureException {
            return new RecordedRun(new RunPrinter(cli, titles), session.lab(), cli.audit(), Clock.systemUTC());
        }

        /** Takes back what the last run has made, or with {@code --dry-run} says what that is. */
        int undo() throws FailureException {
            RecipeUndo job = new RecipeUndo(session, books(cli), new GuardCheck(session.questions()));
            Optional<UndoPreview> preview = job.preview();
            List<UndoPreview.Item> items = preview.map(UndoPreview::items).orElse(List.of());
            if (act.dryRun || format == Format.table && preview.isPresent()) {
                Rows rows = Rows.of("step", "what");
                items.forEach(i -> rows.add(i.step(), i.sentence()));
                output().rows(rows);
            }
            preview.map(UndoPreview::losses).orElse(List.of()).forEach(cli::tell);
            if (act.dryRun) {
                return GOOD;
            }
            if (preview.isPresent()) {
                agree(session.questions(), "taking a set-up back", "Take this back, which the set-up of " + session.lab().name() + " on "
                        + preview.get().started() + " has made?" + preview.get().losses().stream().map(l -> " " + l).collect(Collectors.joining()));
            }
            Map<String, String> titles = items.stream().collect(Collectors.toMap(UndoPreview.Item::step, UndoPreview.Item::sentence, (one, more) -> one));
            RunResult result = job.undo(cli.task(), follower(titles));
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
    @Command(name = "setup", description = { "Show what is missing and set it up by a recipe; a run that was interrupted goes on.",
            "Passwords of the recipe are asked for before anything is touched, or come from CAMPANILE_SECRET_* variables." })
    static final class SetUp extends OnSetup {
        @Mixin
        SetupOptions setup;

        @Option(names = "--resume", description = "Go on with the run that was interrupted, with what it was asked for then.")
        boolean resume;

        @Option(names = "--undo", description = "The same as campanile lab undo.")
        boolean undo;

        @Option(names = "--script", paramLabel = "FILE", description = "Write what is left to do as a shell script (- for stdout) and change nothing.")
        String script;

        @Option(names = "--report", paramLabel = "FILE", description = "Write plan and results to a file: HTML when it ends in .html, else Markdown.")
        Path report;

        @Mixin
        NewFile replacing;

        @Override
        int run() throws FailureException {
            if (script != null && !script.equals("-")) {
                replacing.check("writing the script", cli.around().working().resolve(script));
            }
            if (report != null && !resume) {
                replacing.check("writing the report", cli.around().working().resolve(report));
            }
            session = lab.open(this, act.yes);
            if (undo) {
                return undo();
            }
            SetupBooks books = books(cli);
            ChosenRecipes chosen = new ChosenRecipes(cli.home().setups());
            ChosenRecipes.Choice choice = setup.choice(chosen.find(session.lab()));
            RecipeRequest request = resume ? interrupted(books) : setup.request(choice, books).knowing(session, cli.task());
            RecipeSetup job = new RecipeSetup(session, request, session.secrets(), books, new GuardCheck(session.questions()));
            RecipePlanner.Steps steps = job.steps();
            Map<String, String> skipped = skipped(steps);
            PlanReport plan = job.preview(cli.task());
            cli.progress().clear();
            if (script != null) {
                return script(job, steps, plan);
            }
            if (format == Format.table) {
                output().text(plan.text().lines().map(Output::clean).collect(Collectors.joining("\n")));
            }
            SetupRecord record = SetupRecord.planned(session.lab().name(), request.recipe(), steps, plan, Instant.now());
            if (act.dryRun || plan.nothingToDo()) {
                if (format != Format.table) {
                    printDocument(SetupDocument.of(record));
                }
                write(record);
                if (!act.dryRun && IdleRun.end(session.lab(), books, job.interrupted(), plan, cli.home().history()).isPresent()) {
                    cli.tell("The run that was interrupted has nothing left to do, and was ended.");
                }
                return plan.count(PlanReport.Verdict.BLOCKED) > 0 ? BAD : GOOD;
            }
            requirePasswords(job);
            job.steps();
            agree(session.questions(), "setting up", "Set up " + session.lab().name() + "? " + plan.summary() + ".");
            if (!resume) {
                chosen.save(session.lab(), choice);
            }
            RunControl control = RunControl.ending();
            skipped.forEach(control::leaveOut);
            RecordedRun follower = follower(plan.rows().stream().collect(Collectors.toMap(PlanReport.Row::step, PlanReport.Row::title)));
            RecipeSetup.Ran ran = job.run(cli.task(), follower, control);
            SetupRecord ended = record.ran(ran.result(), follower.times(), Instant.now());
            write(ended);
            cli.tell("Output of the steps: " + LabRuns.output(ran.journal()));
            return end(ran.result(), SetupDocument.of(ended));
        }

        private RecipeRequest interrupted(SetupBooks books) throws FailureException {
            LabRuns runs = books.runsOf(session.lab());
            Optional<Runs.Summary> last = runs.interrupted();
            if (last.isEmpty()) {
                throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "going on with a set-up", session.lab().name(), "",
                        "No run of this lab's set-up was interrupted.", "Leave --resume out to begin one."));
            }
            return runs.request(last.get());
        }

        /** Steps to leave out, by their own ids; an entry of the recipe stands for all its steps. */
        private Map<String, String> skipped(RecipePlanner.Steps steps) throws FailureException {
            Map<String, String> all = new LinkedHashMap<>();
            for (Map.Entry<String, String> one : setup.skippedSteps().entrySet()) {
                List<String> ids = steps.plan().steps().stream().map(s -> s.id()).filter(id -> id.equals(one.getKey()) || id.startsWith(one.getKey() + "."))
                        .toList();
                if (ids.isEmpty()) {
                    throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "reading what to set up", "--skip", one.getKey(),
                            "The plan has no such step.", "It has " + String.join(", ", steps.plan().steps().stream().map(s -> s.id()).toList()) + "."));
                }
                ids.forEach(id -> all.put(id, one.getValue()));
            }
            return all;
        }

        private int script(RecipeSetup job, RecipePlanner.Steps steps, PlanReport plan) throws FailureException {
            String text = new SetupScript(session.lab(), job.answers(), steps, plan).text(Instant.now());
            if (script.equals("-")) {
                output().text(text);
            } else {
                Path file = cli.around().working().resolve(script);
                SafeFiles.write(file, text.getBytes(StandardCharsets.UTF_8), "writing the script");
                cli.tell("The script is " + file + "; read it before you run it with sh.");
            }
            return plan.count(PlanReport.Verdict.BLOCKED) > 0 ? BAD : GOOD;
        }

        private void write(SetupRecord record) throws FailureException {
            if (report != null) {
                Path file = cli.around().working().resolve(report);
                SafeFiles.write(file, record.render(SetupRecord.Format.of(file.toString())).getBytes(StandardCharsets.UTF_8), "writing the report");
                cli.tell("The report is " + file + ".");
            }
        }

        /** Before anything is touched, so that nobody is asked in the middle of the night and of a run. */
        private void requirePasswords(RecipeSetup job) throws FailureException {
            Answers answers = job.answers();
            for (String id : job.request().planned(answers)) {
                RecipePart part = answers.recipe().part(id).orElseThrow();
                for (RecipeParameter parameter : answers.recipe().parametersOf(part)) {
                    Optional<SecretValue> secret = answers.secret(parameter.id()).filter(s -> parameter.required());
                    if (secret.isPresent()) {
                        session.secrets().require(secret.get().key());
                    }
                }
            }
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
