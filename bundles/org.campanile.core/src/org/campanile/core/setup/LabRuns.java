package org.campanile.core.setup;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.recipe.RecipeReader;
import org.campanile.core.step.Entry;
import org.campanile.core.step.Journal;
import org.campanile.core.step.Runs;
import org.campanile.core.task.FailureException;

/** The set-up runs of one lab: which was interrupted, what can be taken back, how long steps took. Reads files, so worker threads only. */
public final class LabRuns {

    /** Runs that are looked at for times. */
    private static final int LOOKED_AT = 10;

    private final Runs runs;
    private final String lab;
    private final RecipeReader reader;

    /** The runs of a lab. @param lab its id @param reader knows the kinds that the runs' recipes name */
    public LabRuns(Runs runs, String lab, RecipeReader reader) {
        this.runs = runs;
        this.lab = lab;
        this.reader = reader;
    }

    String prefix() {
        return "setup/" + lab + "/";
    }

    /** All of them, newest first. An id may have a slash in it, so the rest of the id must not. */
    public List<Runs.Summary> all() throws FailureException {
        return runs.list().stream().filter(s -> s.plan().startsWith(prefix()) && s.plan().indexOf('/', prefix().length()) < 0
                && StoredRequest.isThere(s.journal())).toList();
    }

    /** The newest run, when it was not finished and the user may want to go on with it. */
    public Optional<Runs.Summary> interrupted() throws FailureException {
        return all().stream().findFirst().filter(s -> s.status() == Runs.Status.UNFINISHED);
    }

    /** The newest run that has made something which was not taken back. */
    public Optional<Runs.Summary> undoable() throws FailureException {
        return all().stream().filter(s -> s.own() > 0).findFirst();
    }

    /** What a run was asked for. */
    public RecipeRequest request(Runs.Summary run) throws FailureException {
        return StoredRequest.read(run.journal(), reader);
    }

    /**
     * Steps of a plan that were proven by the last run that changed anything in the lab, and when: those whose proof came after all else that this run did.
     */
    Map<String, Instant> proven(String plan) throws FailureException {
        for (Runs.Summary run : all().stream().filter(s -> s.status() != Runs.Status.UNREADABLE).toList()) {
            Map<String, Instant> proven = new HashMap<>();
            boolean changed = false;
            for (Entry entry : Journal.read(run.journal())) {
                switch (entry.kind()) {
                    case STARTED, UNDOING, UNDONE -> {
                        changed = true;
                        proven.clear();
                    }
                    case VERIFIED -> proven.put(entry.step(), entry.at());
                    default -> {
                    }
                }
            }
            if (changed) {
                return run.plan().equals(plan) ? proven : Map.of();
            }
        }
        return Map.of();
    }

    /** Lets the user be asked no more about an interrupted run. */
    public void forget(Runs.Summary run) throws FailureException {
        runs.forget(run);
    }

    /** The folder with the output of a run's steps. */
    public static Path output(Path journal) {
        return Runs.folder(journal).resolve("output");
    }

    /** How long steps took, by id: the newest time of each in the last runs. A journal that cannot be read tells nothing. */
    public Map<String, Duration> times() throws FailureException {
        Map<String, Duration> times = new HashMap<>();
        for (Runs.Summary run : all().stream().filter(s -> s.status() != Runs.Status.UNREADABLE).limit(LOOKED_AT).toList()) {
            Map<String, Instant> begun = new HashMap<>();
            for (Entry entry : Journal.read(run.journal())) {
                switch (entry.kind()) {
                    case STARTED -> begun.put(entry.step(), entry.at());
                    case VERIFIED -> {
                        Instant from = begun.remove(entry.step());
                        if (from != null) {
                            times.putIfAbsent(entry.step(), Duration.between(from, entry.at()));
                        }
                    }
                    case FAILED, RUN -> begun.remove(entry.step());
                    default -> {
                    }
                }
            }
        }
        return times;
    }
}
