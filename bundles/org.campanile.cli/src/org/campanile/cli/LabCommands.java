package org.campanile.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.check.Check;
import org.campanile.core.check.CheckEngine;
import org.campanile.core.check.CheckReport;
import org.campanile.core.check.Finding;
import org.campanile.core.check.ReportFormat;
import org.campanile.core.lab.Guard;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabDraft;
import org.campanile.core.lab.LabNames;
import org.campanile.core.lab.LabProblem;
import org.campanile.core.lab.LabSession;
import org.campanile.core.lab.LabSnapshot;
import org.campanile.core.lab.LabStore;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.secret.Secrets;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.setup.ChosenRecipes;
import org.campanile.core.setup.LabChecks;
import org.campanile.core.setup.RecipeSetup;
import org.campanile.core.setup.SetupBooks;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code campanile lab}: labs and their preflight; their set-up is in {@link SetupCommands}. */
@Command(name = "lab", description = "Labs: list them, add them, check them, set them up.", subcommands = { LabCommands.ListLabs.class,
        LabCommands.AddLab.class, LabCommands.RenameLab.class, LabCommands.RemoveLab.class, LabCommands.CheckLab.class, DiagnosisCommands.Lab.class, DiagnosisCommands.Symptoms.class, SetupCommands.SetUp.class, SetupCommands.Undo.class })
final class LabCommands extends GroupCommand {

    /** {@code lab list}. */
    @Command(name = "list", description = "List your labs. Exit code 1 when the file of one cannot be read.")
    static final class ListLabs extends CliCommand {
        @Override
        int run() throws FailureException {
            LabSnapshot labs = cli.labs().snapshot();
            Rows rows = Rows.of("name", "guard", "cloud", "broker", "controllers", "hosts");
            for (Lab lab : labs.labs()) {
                rows.add(lab.name(), lab.guard().word(), lab.cloud().map(c -> c.authUrl()).orElse(null), lab.broker().map(BrokerProfile::address).orElse(null),
                        lab.systems().stream().map(SystemProfile::name).toList(), lab.hosts().size());
            }
            if (format != Format.table || !rows.rows().isEmpty()) {
                output().rows(rows);
            }
            if (labs.labs().isEmpty()) {
                cli.tell("You have no labs yet. Add one with \"campanile lab add NAME --os-cloud CLOUD\", make one in the window, or start the demo lab "
                        + "with \"campanile demo-lab start --register\".");
            }
            labs.broken().forEach(b -> cli.tell(b.why()));
            return labs.broken().isEmpty() ? GOOD : BAD;
        }
    }

    /** {@code lab add}. */
    @Command(name = "add", description = { "Add a lab to yours, from a cloud of clouds.yaml or of OS_* variables.",
            "No password is kept: it comes from secure.yaml, from variables or from you each time." })
    static final class AddLab extends CliCommand {
        @Mixin
        LabOptions from;

        @Parameters(paramLabel = "NAME", description = "Its name.")
        String name;

        @Option(names = "--guard", paramLabel = "GUARD", defaultValue = "normal", description = "normal, read-only (no change is let through) or critical (its name has to be typed).")
        String guard;

        @Override
        int run() throws FailureException {
            if (from.lab != null || from.cloud == null) {
                throw usage("Say which cloud the lab is made of: --os-cloud NAME, or --os-cloud envvars.");
            }
            Guard wanted = Guard.of(guard).orElseThrow(() -> usage("--guard takes normal, read-only or critical, not " + guard + "."));
            List<Secrets> notKept = new ArrayList<>();
            Lab made = from.made(this, name, notKept).withGuard(wanted);
            LabStore store = cli.labs();
            if (store.find(name).isPresent()) {
                throw new FailureException(new Failure(Failure.Kind.CONFLICT, "adding a lab", name, "", "There is a lab of this name already.",
                        "Choose another name, or remove that one first: campanile lab remove " + name + "."));
            }
            List<LabProblem> problems = LabDraft.of(made).validate(Set.of());
            problems.stream().filter(p -> !p.error()).forEach(p -> cli.tell(p.field() + ": " + p.message()));
            store.save(made);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("lab", made.name());
            result.put("folder", store.folder().toString());
            output().thing(result);
            return GOOD;
        }
    }

    /** {@code lab rename}. */
    @Command(name = "rename", description = "Give one of your labs another name. Its runs, deployments, choices and kept passwords stay with it.")
    static final class RenameLab extends CliCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Its name so far.")
        String name;

        @Parameters(index = "1", paramLabel = "NEW-NAME", description = "Its new name.")
        String newName;

        @Mixin
        ActOptions act;

        @Override
        int run() throws FailureException {
            LabStore store = cli.labs();
            Lab found = find(store, "renaming a lab", name);
            Optional<String> problem = LabNames.problem(newName);
            if (problem.isPresent()) {
                throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "renaming a lab", newName, "", problem.get(), "Choose another name."));
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("lab", found.name());
            result.put("name", newName);
            result.put("renamed", !act.dryRun);
            if (!act.dryRun) {
                store.replace(found.name(), found.renamed(newName));
                cli.audit().append(newName, "Lab " + found.name() + " is called " + newName + " from now on.", List.of(), "done");
            }
            output().thing(result);
            return GOOD;
        }
    }

    private static Lab find(LabStore store, String doing, String name) throws FailureException {
        return store.find(name).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND, doing, name, "", "There is no lab of this name.",
                "campanile lab list shows your labs.")));
    }

    /** {@code lab remove}. */
    @Command(name = "remove", description = "Remove a lab from yours. Nothing is changed in the lab itself.")
    static final class RemoveLab extends CliCommand {
        @Parameters(paramLabel = "NAME", description = "Its name.")
        String name;

        @Mixin
        ActOptions act;

        @Override
        int run() throws FailureException {
            LabStore store = cli.labs();
            Lab found = find(store, "removing a lab", name);
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("lab", found.name());
            result.put("removed", !act.dryRun);
            if (!act.dryRun) {
                agree(cli.questions(act.yes), "removing a lab", "Remove lab " + found.name() + " from your labs? Nothing is changed in the lab itself.");
                store.delete(found.name());
            }
            output().thing(result);
            return GOOD;
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
            LabSession session = lab.open(this, false);
            List<Check> checks = setup.given() ? asked(session) : LabChecks.of(session);
            CheckReport found = new CheckEngine(cli.questions(false)).run(session.lab().name(), checks, cli.task());
            cli.progress().clear();
            List<Finding> shown = problems ? found.problems() : found.findings();
            if (report != null) {
                output().text(report.render(found));
            } else if (format == Format.table) {
                printForPeople(shown);
                output().say("");
                output().say(found.summary() + ", in " + found.took().toMillis() + " ms.");
            } else {
                Rows rows = Rows.of("severity", "part", "rule", "check", "subject", "evidence", "cause", "impact", "fix");
                shown.forEach(f -> rows.add(f.severity().label(), f.group(), f.rule(), f.title(), f.subject(), f.evidence(), f.cause(), f.impact(), f.fix()));
                output().rows(rows);
            }
            if (!found.complete()) {
                throw FailureException.cancelled("checking " + session.lab().name());
            }
            return found.worst().isProblem() ? BAD : GOOD;
        }

        /** The checks of the recipe's parts, and whether their steps are done. */
        private List<Check> asked(LabSession session) throws FailureException {
            SetupBooks books = SetupCommands.books(cli);
            ChosenRecipes.Choice choice = setup.choice(new ChosenRecipes(cli.home().setups()).find(session.lab()));
            return new RecipeSetup(session, setup.request(choice, books).knowing(session, cli.task()), session.secrets(), books, new GuardCheck(session.questions())).checks();
        }

        /** Findings are sentences; columns of them would be cut or run off the screen. */
        private void printForPeople(List<Finding> findings) {
            Output out = output();
            for (Finding f : findings) {
                out.say(String.format("%-8s %s / %s", f.severity().label(), f.group(), f.headline()));
                for (String more : List.of(f.evidence(), f.cause(), f.impact(), f.fix().isEmpty() ? "" : "-> " + f.fix())) {
                    if (!more.isEmpty()) {
                        out.say("         " + more);
                    }
                }
            }
        }
    }
}
