package org.campanile.core.setup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.check.Check;
import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.recipe.Answers;
import org.campanile.core.recipe.Facts;
import org.campanile.core.recipe.Ground;
import org.campanile.core.recipe.Proofs;
import org.campanile.core.recipe.RecipeParameter;
import org.campanile.core.recipe.RecipePart;
import org.campanile.core.recipe.RecipePlanner;
import org.campanile.core.recipe.ValueProblem;
import org.campanile.core.recipe.ValueType;
import org.campanile.core.secret.Secrets;
import org.campanile.core.step.Entry;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.RunControl;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunOutput;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.step.Step;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Sets a lab up by a recipe: looks what is not acceptable in the answers, what the parts' checks say, what a run would change; does it, or goes on with a
 * run that was interrupted. Blocks; worker threads only. A read-only lab refuses {@link #run}, a critical one asks for its name.
 */
public final class RecipeSetup {

    private static final int PARALLEL = 4;

    private final LabSession session;
    private final RecipeRequest request;
    private final Secrets secrets;
    private final SetupBooks books;
    private final GuardCheck guard;
    private final Answers answers;
    private final Set<String> parts;
    private final LabRuns labRuns;
    private final Runner runner = new Runner(PARALLEL);
    private final FileDigests digests = new FileDigests();

    /**
     * A set-up of the session's lab.
     *
     * @param secrets where the passwords of the request are found: those just typed first, then those of the session
     * @param books recipes, kinds and the runs so far
     * @param guard asked before the lab is changed
     */
    public RecipeSetup(LabSession session, RecipeRequest request, Secrets secrets, SetupBooks books, GuardCheck guard) {
        this.session = session;
        this.request = request;
        this.secrets = secrets;
        this.books = books;
        this.guard = guard;
        this.answers = request.answersFor(session.lab());
        this.parts = request.planned(answers);
        this.labRuns = books.runsOf(session.lab());
    }

    /** What it sets up. */
    public RecipeRequest request() {
        return request;
    }

    /** The completed answers. */
    public Answers answers() {
        return answers;
    }

    /** What was found out of the hosts may have changed since the last look, checksums of local files are looked at again by time and size. */
    private Ground ground(Facts facts) {
        facts.put("this machine/checksums", digests);
        return new Ground(session, facts);
    }

    private RecipePlanner planner() {
        return new RecipePlanner(answers, books.kinds(), ground(Facts.ofALook()), secrets);
    }

    /** One that knows what earlier runs have proven. */
    private RecipePlanner knowing(Facts facts) throws FailureException {
        Ground ground = ground(facts);
        labRuns.proven(planId()).forEach((step, when) -> Proofs.note(ground.facts(), step, when));
        return new RecipePlanner(answers, books.kinds(), ground, secrets);
    }

    /** All that is not acceptable in the answers, in the recipe's order; asks nobody. */
    public List<ValueProblem> problems() {
        List<ValueProblem> found = new ArrayList<>();
        request.parts().stream().filter(id -> request.recipe().part(id).isEmpty()).forEach(id -> found.add(new ValueProblem("", "Recipe "
                + request.recipe().id() + " has no part " + id + "; it has " + String.join(", ", request.recipe().parts().stream().map(RecipePart::id).toList())
                + ".")));
        if (found.isEmpty() && planner().chosen(parts).stream().flatMap(p -> p.steps().stream()).noneMatch(e -> answers.holds(e.when()))) {
            found.add(new ValueProblem("", "Choose at least one part to set up."));
        }
        found.addAll(planner().problems(parts));
        return found;
    }

    /** The steps with their parts; refuses answers with problems, telling all, and a file that is not there. */
    public RecipePlanner.Steps steps() throws FailureException {
        return steps(Facts.ofALook());
    }

    private RecipePlanner.Steps steps(Facts facts) throws FailureException {
        List<ValueProblem> found = problems();
        if (!found.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "reading what to set up", found.getFirst().parameter(), "",
                    String.join(" ", found.stream().map(ValueProblem::message).toList()), "Correct it and try again."));
        }
        requireFiles();
        return knowing(facts).plan(planId(), "Set up " + session.lab().name(), parts, labRuns.times());
    }

    private String planId() {
        return labRuns.prefix() + request.signature(answers);
    }

    private void requireFiles() throws FailureException {
        for (RecipePart part : planner().chosen(parts)) {
            for (RecipeParameter p : request.recipe().parametersOf(part)) {
                boolean folder = p.type() == ValueType.FOLDER;
                String text = folder || p.type() == ValueType.FILE ? answers.text(p.id()) : "";
                if (text.isEmpty()) {
                    continue;
                }
                Path path = Path.of(text);
                boolean kind = folder ? Files.isDirectory(path) : Files.isRegularFile(path);
                if (!kind || !Files.isReadable(path)) {
                    String what = folder ? "folder" : "file";
                    throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking at " + p.label().toLowerCase(Locale.ROOT), text, "",
                            kind ? "The " + what + " cannot be read." : Files.exists(path) ? "This is not a " + what + "." : "The " + what + " does not exist.",
                            "Choose the " + what + " on this machine."));
                }
            }
        }
    }

    /** What a run would do now; changes nothing and needs no password that nobody has given yet. */
    public PlanReport preview(Task task) throws FailureException {
        return runner.preview(steps().plan(), task);
    }

    /** The checks of the chosen parts: the recipe's own, and for each part whether its steps are done. */
    public List<Check> checks() throws FailureException {
        RecipePlanner planner = knowing(Facts.ofALook());
        List<Check> checks = new ArrayList<>();
        for (RecipePart part : planner.chosen(parts)) {
            checks.addAll(planner.checks(part));
            if (!part.steps().isEmpty()) {
                checks.add(PartCheck.of(part, planner, runner));
            }
        }
        return List.copyOf(checks);
    }

    /** The newest run of this lab, when it was interrupted and asked for the same. */
    public Optional<Runs.Summary> interrupted() throws FailureException {
        String id = planId();
        return labRuns.interrupted().filter(s -> s.plan().equals(id));
    }

    /** How a run ended, and where its journal is. */
    public record Ran(RunResult result, Path journal) {
    }

    /**
     * Does it. A run that was interrupted is gone on with, unless the lab has changed under it; otherwise a new one begins. Output of the steps is kept
     * beside the journal.
     *
     * @param control pauses, tries again, leaves out
     */
    public Ran run(Task task, RunListener listener, RunControl control) throws FailureException {
        Plan plan = steps(new Facts()).plan();
        guard.allow(session.lab(), "Sets up " + session.lab().name() + ": " + String.join(", ", plan.steps().stream().map(Step::title).toList())
                + ".");
        Optional<Runs.Summary> interrupted = interrupted();
        if (interrupted.isPresent() && !stillStands(interrupted.get(), plan, task)) {
            interrupted = Optional.empty();
        }
        try (Journal journal = interrupted.isPresent() ? Journal.open(interrupted.get().journal()) : books.runs().begin(plan.id())) {
            StoredRequest.write(journal.path(), request);
            RunOutput output = new RunOutput(listener, LabRuns.output(journal.path()), Clock.systemUTC());
            try {
                return new Ran(runner.run(plan, journal, task, output, control), journal.path());
            } finally {
                kept(output, task);
            }
        }
    }

    /** What a run has done counts, also when not all of its output could be kept. */
    private static void kept(RunOutput output, Task task) {
        try {
            output.close();
        } catch (FailureException e) {
            System.getLogger(RecipeSetup.class.getName()).log(System.Logger.Level.WARNING, "the output of a run is not whole", e);
            task.line(e.failure().headline());
        }
    }

    /**
     * Whether all that an interrupted run has applied is still there. If somebody took some of it away meanwhile, going on would fail for ever, since a
     * run does no step twice. A step that only proves others leaves nothing that could be taken away.
     */
    private boolean stillStands(Runs.Summary interrupted, Plan plan, Task task) throws FailureException {
        Set<String> applied = new HashSet<>();
        for (Entry entry : Journal.read(interrupted.journal())) {
            switch (entry.kind()) {
                case APPLIED, VERIFIED -> applied.add(entry.step());
                case STARTED, UNDOING, UNDONE, STAYS -> applied.remove(entry.step());
                default -> {
                }
            }
        }
        plan.steps().stream().filter(Step::provesOthers).map(Step::id).forEach(applied::remove);
        return applied.isEmpty() || lookedAt(plan, task).rows().stream()
                .noneMatch(r -> applied.contains(r.step()) && (r.verdict() == PlanReport.Verdict.MAKE || r.verdict() == PlanReport.Verdict.CHANGE));
    }

    /** How far a look is says nothing of how far the run is. */
    private PlanReport lookedAt(Plan plan, Task task) throws FailureException {
        Task silent = Task.unwatched();
        try (Task.Registration cancel = task.onCancel(silent::cancel)) {
            return runner.preview(plan, silent);
        }
    }
}
