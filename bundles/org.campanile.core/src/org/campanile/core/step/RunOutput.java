package org.campanile.core.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

import org.campanile.core.file.SafeFiles;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Keeps the output of each step in a file of a run's folder, up to a limit, and passes everything on. What cannot be written is passed on nevertheless,
 * and {@link #close} tells of it: a full disk must not stop a run whose journal still can be written. Thread-safe.
 */
public final class RunOutput implements RunListener, AutoCloseable {

    /** Most bytes that are kept of one step. */
    public static final long LIMIT = 1 << 20;

    private final RunListener next;
    private final Path folder;
    private final Clock clock;
    private final Map<String, Kept> files = new HashMap<>();
    private IOException failed;

    private static final class Kept {
        Writer writer;
        long size;
        boolean full;
    }

    /** Keeps output in {@code folder}, which is made with the first line, and tells {@code next} the same. */
    public RunOutput(RunListener next, Path folder, Clock clock) {
        this.next = next;
        this.folder = folder;
        this.clock = clock;
    }

    /** The file of a step's output, whether it is there or not. */
    public static Path file(Path folder, String step) {
        return folder.resolve(step.replaceAll("[^\\p{L}\\p{N}._-]", "_") + ".log");
    }

    @Override
    public void state(String step, StepState state, String detail) {
        if (state != StepState.WAITING) {
            keep(step, state.label() + (detail.isEmpty() ? "" : ": " + detail), true);
        }
        next.state(step, state, detail);
    }

    @Override
    public void progress(String step, String doing, long done, long total) {
        next.progress(step, doing, done, total);
    }

    @Override
    public void line(String step, String text) {
        keep(step, text, false);
        next.line(step, text);
    }

    @Override
    public void failed(String step, Failure failure) {
        keep(step, failure.details(), false);
        next.failed(step, failure);
    }

    @Override
    public void held(Hold hold) {
        next.held(hold);
    }

    @Override
    public void changed(Change change) throws FailureException {
        next.changed(change);
    }

    private synchronized void keep(String step, String text, boolean mark) {
        try {
            Kept kept = files.computeIfAbsent(step, this::open);
            if (kept.full && !mark) {
                return;
            }
            String line = (mark ? "== " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " : "") + text + "\n";
            kept.size += line.length();
            if (kept.size > LIMIT && !mark) {
                kept.full = true;
                line = "== What came after the first " + (LIMIT >> 10) + " KiB is not kept.\n";
            }
            kept.writer.write(line);
            if (mark) {
                kept.writer.flush();
            }
        } catch (IOException e) {
            failed = e;
        } catch (UncheckedIOException e) {
            failed = e.getCause();
        }
    }

    private Kept open(String step) {
        try {
            SafeFiles.createFolder(folder);
            Path file = file(folder, step);
            Kept kept = new Kept();
            kept.size = Files.exists(file) ? Files.size(file) : 0;
            kept.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the files; local failure when some output could not be kept. */
    @Override
    public synchronized void close() throws FailureException {
        for (Kept kept : files.values()) {
            try {
                kept.writer.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        files.clear();
        if (failed != null) {
            throw new FailureException(SafeFiles.local("keeping the output of the run", folder, failed), failed);
        }
    }
}
