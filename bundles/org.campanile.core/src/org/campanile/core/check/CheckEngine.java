package org.campanile.core.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

import org.campanile.core.ask.Questions;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * Runs checks, all at the same time, each on a virtual thread within its own time limit (design, "Check and Finding"). It never stops at the
 * first finding; a check that throws or overruns becomes a finding itself. Thread-safe and without state: one engine may run many times
 * at once. {@link #run} blocks; call it from a worker thread.
 */
public final class CheckEngine {

    private final Clock clock;
    private final Questions questions;

    /** An engine on the system's clock, for checks that ask nobody. */
    public CheckEngine() {
        this(Questions.nobody());
    }

    /** An engine on the system's clock; as long as one of {@code questions} is open, the time of no check passes. */
    public CheckEngine(Questions questions) {
        this(Clock.systemUTC(), questions);
    }

    /** An engine whose findings bear the time of {@code clock}. */
    public CheckEngine(Clock clock, Questions questions) {
        this.clock = clock;
        this.questions = questions;
    }

    /** As {@link #run(String, List, Task, Consumer)}, for those who only want the end. */
    public CheckReport run(String title, List<? extends Check> checks, Task task) throws FailureException {
        return run(title, checks, task, partial -> {
        });
    }

    /**
     * Runs all checks to their end, their limit or the cancelling of {@code task}, whichever comes first. After a cancel the checks that had not
     * ended are findings that say so, and the report is not complete.
     *
     * @param title what is checked
     * @param checks with ids that differ
     * @param task gets the title of each check that ends, and how many have; cancels all
     * @param onChange gets the report so far, on the calling thread, whenever checks have ended; also once with the final one
     * @throws FailureException when the calling thread is interrupted
     */
    public CheckReport run(String title, List<? extends Check> checks, Task task, Consumer<CheckReport> onChange) throws FailureException {
        refuseTwins(checks);
        Instant started = clock.instant();
        long begin = System.nanoTime();
        task.progress("Checking " + title, 0, checks.size());
        List<Finding> findings = new ArrayList<>();
        List<CheckReport.Timing> timings = new ArrayList<>();
        BlockingQueue<CheckRun.Result> ended = new LinkedBlockingQueue<>();
        List<CheckRun> runs = checks.stream().map(check -> new CheckRun(check, questions, task, ended::add)).toList();
        try (Task.Registration cancel = task.onCancel(() -> runs.forEach(CheckRun::cancel))) {
            runs.forEach(CheckRun::start);
            List<CheckRun.Result> batch = new ArrayList<>();
            while (timings.size() < runs.size()) {
                batch.add(ended.take());
                ended.drainTo(batch);
                for (CheckRun.Result result : batch) {
                    Instant now = clock.instant();
                    result.findings().forEach(f -> findings.add(f.stamped(result.check(), now, result.took())));
                    timings.add(new CheckReport.Timing(result.check().id(), result.check().title(), result.took()));
                    task.progress(result.check().title(), timings.size(), runs.size());
                }
                batch.clear();
                boolean complete = timings.size() == runs.size() && !task.isCancelled();
                onChange.accept(new CheckReport(title, started, Duration.ofNanos(System.nanoTime() - begin), complete, findings, timings));
            }
        } catch (InterruptedException e) {
            runs.forEach(CheckRun::cancel);
            Thread.currentThread().interrupt();
            throw FailureException.cancelled("checking " + title);
        }
        return new CheckReport(title, started, Duration.ofNanos(System.nanoTime() - begin), !task.isCancelled(), findings, timings);
    }

    /** Runs one or some checks again; the answer is {@code old} with their findings replaced. */
    public CheckReport recheck(CheckReport old, List<? extends Check> checks, Task task) throws FailureException {
        return old.replacedBy(run(old.title(), checks, task));
    }

    private static void refuseTwins(List<? extends Check> checks) {
        Set<String> ids = new HashSet<>();
        for (Check check : checks) {
            if (!ids.add(check.id())) {
                throw new IllegalArgumentException("Two checks have the id " + check.id());
            }
        }
    }
}
