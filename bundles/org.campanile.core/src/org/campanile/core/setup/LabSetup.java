package org.campanile.core.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.campanile.core.lab.GuardCheck;
import org.campanile.core.lab.LabSession;
import org.campanile.core.step.Entry;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Made;
import org.campanile.core.step.Plan;
import org.campanile.core.step.PlanReport;
import org.campanile.core.step.Probe;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.Runner;
import org.campanile.core.step.Runs;
import org.campanile.core.step.Step;
import org.campanile.core.step.StepLog;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Sets a lab up: looks what a request would change, does it, goes on with a run that was interrupted, and takes back what its own runs have made.
 * Blocks; worker threads only. A read-only lab refuses {@link #run} and {@link #undo}, a critical one asks for its name.
 */
public final class LabSetup {

    private static final int PARALLEL = 4;

    private final LabSession session;
    private final SetupRequest request;
    private final Runs runs;
    private final GuardCheck guard;
    private final Runner runner = new Runner(PARALLEL);
    private final FileDigests digests = new FileDigests();

    /**
     * A set-up of the session's lab.
     *
     * @param request what to set up; {@link #undo} and {@link #undoable} take {@link SetupRequest#nothing}
     * @param runs where the journals of runs are kept
     * @param guard asked before the lab is changed
     */
    public LabSetup(LabSession session, SetupRequest request, Runs runs, GuardCheck guard) {
        this.session = session;
        this.request = request;
        this.runs = runs;
        this.guard = guard;
    }

    /**
     * The steps; refuses a request with problems, and one whose image file is not there. Its id names lab and request, since a run can only be gone
     * on with by one that asks for the same.
     */
    public Plan plan() throws FailureException {
        request.require();
        List<Step> steps = new ArrayList<>();
        request.rabbit().ifPresent(r -> steps.addAll(RabbitSteps.of(new RabbitSetup(session, r.account()))));
        request.murano().ifPresent(m -> steps.addAll(KeystoneSteps.of(new KeystoneSetup(session, m))));
        if (request.image().isPresent()) {
            ImageSetup image = new ImageSetup(session, request.image().get(), digests);
            steps.addAll(ImageSteps.of(image, image.disk().fileBytes()));
        }
        return Plan.of(prefix() + request.signature(), "Set up " + session.lab().name(), steps);
    }

    private String prefix() {
        return "setup/" + session.lab().name() + "/";
    }

    /** Whether a run is one of this lab's set-ups; a lab's name may have a slash in it. */
    private boolean ownPlan(String plan) {
        return plan.startsWith(prefix()) && plan.indexOf('/', prefix().length()) < 0;
    }

    /** What a run would do now; changes nothing. */
    public PlanReport preview(Task task) throws FailureException {
        return runner.preview(plan(), task);
    }

    /** The newest run of this lab's set-up, when it was interrupted and asked for the same as this request. */
    public Optional<Runs.Summary> interrupted() throws FailureException {
        return runs.unfinished(plan().id());
    }

    /** Does it. A run that was interrupted is gone on with, unless the lab has changed under it; otherwise a new one begins. */
    public RunResult run(Task task, RunListener listener) throws FailureException {
        Plan plan = plan();
        guard.allow(session.lab(), "Sets up " + session.lab().name() + ": " + String.join(", ", plan.steps().stream().map(Step::title).toList())
                + ".");
        Optional<Runs.Summary> interrupted = runs.unfinished(plan.id());
        if (interrupted.isPresent() && !stillStands(interrupted.get(), plan, task)) {
            interrupted = Optional.empty();
        }
        try (Journal journal = interrupted.isPresent() ? Journal.open(interrupted.get().journal()) : runs.begin(plan.id())) {
            return runner.run(plan, journal, task, listener);
        }
    }

    /**
     * Whether all that an interrupted run has applied is still there. If somebody took some of it away meanwhile, going on would fail for ever, since a
     * run does no step twice.
     */
    private boolean stillStands(Runs.Summary interrupted, Plan plan, Task task) throws FailureException {
        Set<String> applied = new HashSet<>();
        for (Entry entry : Journal.read(interrupted.journal())) {
            switch (entry.kind()) {
                case APPLIED, VERIFIED -> applied.add(entry.step());
                case STARTED, UNDOING, UNDONE -> applied.remove(entry.step());
                default -> {
                }
            }
        }
        return applied.isEmpty() || runner.preview(plan, task).rows().stream()
                .noneMatch(r -> applied.contains(r.step()) && (r.verdict() == PlanReport.Verdict.MAKE || r.verdict() == PlanReport.Verdict.CHANGE));
    }

    /** What {@link #undo} would take back now, from the journal of the newest run that has made anything; nothing when there is none. */
    public Optional<UndoPreview> undoable() throws FailureException {
        Optional<Runs.Summary> last = last();
        if (last.isEmpty()) {
            return Optional.empty();
        }
        try (Journal journal = Journal.open(last.get().journal())) {
            return Optional.of(UndoPreview.of(last.get(), journal));
        }
    }

    private Optional<Runs.Summary> last() throws FailureException {
        return runs.list().stream().filter(s -> ownPlan(s.plan()) && s.own() > 0).findFirst();
    }

    /**
     * Takes back what the newest run has made that was not taken back yet, and nothing else, whatever the request is: what is removed stands in the
     * run's journal.
     *
     * @throws FailureException NOT_FOUND when no run of this lab has made anything
     */
    public RunResult undo(Task task, RunListener listener) throws FailureException {
        Optional<Runs.Summary> last = last();
        if (last.isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.NOT_FOUND, "undoing the set-up", session.lab().name(), "",
                    "No run of this lab's set-up has made anything that is still there.", ""));
        }
        UndoPreview preview;
        Plan plan;
        try (Journal journal = Journal.open(last.get().journal())) {
            preview = UndoPreview.of(last.get(), journal);
            plan = undoPlan(last.get().plan(), journal);
        }
        guard.allow(session.lab(), "Takes back what the set-up of " + session.lab().name() + " has made: " + String.join(" ", preview.sentences()));
        try (Journal journal = Journal.open(last.get().journal())) {
            return runner.undo(plan, journal, task, listener);
        }
    }

    /** The run's own steps as far as undo needs them: order, and what each has made. */
    private Plan undoPlan(String id, Journal journal) throws FailureException {
        Map<String, List<String>> needs = new HashMap<>(Map.of(RabbitSteps.USER, List.of(RabbitSteps.VHOST), RabbitSteps.PERMISSIONS,
                List.of(RabbitSteps.VHOST, RabbitSteps.USER), ImageSteps.MARK, List.of(ImageSteps.UPLOAD)));
        KeystoneSetup.INTERFACES.forEach(i -> needs.put(KeystoneSteps.ENDPOINT + i, List.of(KeystoneSteps.SERVICE)));
        List<String> own = journal.own();
        List<Step> steps = new ArrayList<>();
        for (String step : own) {
            List<Made> made = journal.made(step).reversed();
            String sentence = String.join(" ", made.stream().map(m -> TakeBack.sentence(m, made)).filter(t -> !t.isEmpty()).toList());
            List<String> after = needs.getOrDefault(step, List.of()).stream().filter(own::contains).toList();
            String title = sentence.isEmpty() ? "Nothing to take back of " + step : sentence.replaceFirst("\\.$", "");
            steps.add(new TakeBackStep(session, step, title, sentence, after));
        }
        return Plan.of(id, "Undo the set-up of " + session.lab().name(), steps);
    }

    /** A step of an earlier run, of which only the undo is wanted. */
    private static final class TakeBackStep extends SetupStep {

        TakeBackStep(LabSession session, String id, String title, String sentence, List<String> after) {
            super(session, id, title, sentence, after, List.of(), Duration.ofSeconds(1));
        }

        @Override
        public Probe probe(Task task) {
            return Probe.done("");
        }

        @Override
        public void apply(Task task, StepLog log) {
            throw new UnsupportedOperationException("only taken back");
        }
    }
}
