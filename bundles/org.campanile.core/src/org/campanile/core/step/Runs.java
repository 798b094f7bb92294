package org.campanile.core.step;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/** The journals of a folder: which runs there were, which can be gone on with or taken back. Stateless; reads files, so worker threads only. */
public final class Runs {

    private static final String EXTENSION = ".journal";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** How a run stands. */
    public enum Status {
        /** It was killed, cancelled or failed, and can be gone on with. */ UNFINISHED,
        /** All steps are done. */ FINISHED,
        /** It was taken back. */ UNDONE,
        /** It was not finished, and the user does not want to go on with it; what it made can still be taken back. */ FORGOTTEN,
        /** Its journal cannot be read. */ UNREADABLE
    }

    /**
     * A run, from its journal.
     *
     * @param plan id of its plan
     * @param done number of steps that are done, were there or were left out
     * @param own number of steps that it has begun and not undone
     * @param why it is unreadable, if so
     */
    public record Summary(Path journal, String plan, String title, Instant started, Status status, int done, int own, Optional<Failure> why) {
    }

    private final Path folder;
    private final Clock clock;

    /** The journals of {@code folder}; it is made with the first one. */
    public Runs(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Begins the journal of a new run of a plan. */
    public Journal begin(String plan) throws FailureException {
        String name = plan.replaceAll("[^A-Za-z0-9._-]+", "-");
        String stem = STAMP.format(clock.instant()) + "-" + name.substring(0, Math.min(60, name.length()));
        Path file = folder.resolve(stem + EXTENSION);
        for (int i = 2; Files.exists(file); i++) {
            file = folder.resolve(String.format(Locale.ROOT, "%s_%02d%s", stem, i, EXTENSION));
        }
        return Journal.open(file, clock);
    }

    /** The folder beside a journal for what belongs to its run: what was asked for, and the output of its steps. */
    public static Path folder(Path journal) {
        String name = journal.getFileName().toString();
        return journal.resolveSibling(name.substring(0, name.length() - EXTENSION.length()) + ".run");
    }

    /** Lets the user be asked no more about a run that was not finished. */
    public void forget(Summary run) throws FailureException {
        try (Journal journal = Journal.open(run.journal(), clock)) {
            journal.append(Entry.Kind.FORGOTTEN, "", "");
        }
    }

    /** Ends a run that was interrupted when nothing of it was left to do; it is finished then. @param why for the reader of its journal */
    public void end(Summary run, String why) throws FailureException {
        try (Journal journal = Journal.open(run.journal(), clock)) {
            journal.append(Entry.Kind.ENDED, "", why);
        }
    }

    /** All runs, newest first. */
    public List<Summary> list() throws FailureException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Summary> runs = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(f -> f.getFileName().toString().endsWith(EXTENSION)).forEach(f -> runs.add(summary(f)));
        } catch (IOException e) {
            throw new FailureException(SafeFiles.local("reading the folder of runs", folder, e), e);
        }
        runs.sort(Comparator.comparing((Summary s) -> s.journal().getFileName().toString()).reversed());
        return runs;
    }

    /** Runs of a plan that have made something that was not taken back, newest first. */
    public List<Summary> undoable(String plan) throws FailureException {
        return list().stream().filter(s -> s.plan().equals(plan) && s.own() > 0).toList();
    }

    private static Summary summary(Path file) {
        JournalState state = new JournalState();
        try {
            Journal.read(file).forEach(state::add);
        } catch (FailureException e) {
            return new Summary(file, "", file.getFileName().toString(), Instant.EPOCH, Status.UNREADABLE, 0, 0, Optional.of(e.failure()));
        }
        Status status = state.undone() ? Status.UNDONE : state.ended() ? Status.FINISHED : state.forgotten() ? Status.FORGOTTEN : Status.UNFINISHED;
        return new Summary(file, state.plan(), state.title(), state.started(), status, state.done(), state.own().size(), Optional.empty());
    }
}
