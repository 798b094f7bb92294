package org.campanile.core.setup;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.campanile.core.history.AuditLog;
import org.campanile.core.history.Event;
import org.campanile.core.history.History;
import org.campanile.core.lab.Lab;
import org.campanile.core.step.RunListener;
import org.campanile.core.step.RunResult;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Follows a run for the records and for somebody who watches: every change goes to the audit log before the run goes on, begin and end go to the
 * history. Called on the runner's threads.
 */
public final class RecordedRun implements RunListener {

    private final RunListener follower;
    private final Lab lab;
    private final AuditLog audit;
    private final Clock clock;
    private final Map<String, Instant> began = new ConcurrentHashMap<>();
    private final Map<String, Instant> ended = new ConcurrentHashMap<>();

    /** Records a run on a lab for {@code audit}, and tells {@code follower} the same. */
    public RecordedRun(RunListener follower, Lab lab, AuditLog audit, Clock clock) {
        this.follower = follower;
        this.lab = lab;
        this.audit = audit;
        this.clock = clock;
    }

    /** How long the steps took that ended in this run, by id. */
    public Map<String, Duration> times() {
        Map<String, Duration> times = new HashMap<>();
        ended.forEach((step, at) -> times.put(step, Duration.between(began.getOrDefault(step, at), at)));
        return times;
    }

    @Override
    public void held(Hold hold) {
        follower.held(hold);
    }

    @Override
    public void state(String step, StepState state, String detail) {
        if (state.isEnd()) {
            ended.put(step, clock.instant());
        } else if (state != StepState.WAITING) {
            began.putIfAbsent(step, clock.instant());
        }
        follower.state(step, state, detail);
    }

    @Override
    public void progress(String step, String doing, long done, long total) {
        follower.progress(step, doing, done, total);
    }

    @Override
    public void line(String step, String text) {
        follower.line(step, text);
    }

    @Override
    public void failed(String step, Failure failure) {
        follower.failed(step, failure);
    }

    @Override
    public void changed(Change change) throws FailureException {
        audit.append(lab.name(), change.what(), change.commands(), change.result());
        follower.changed(change);
    }

    /**
     * Writes how a run ended to the history in a folder, and waits until it is there.
     *
     * @param what {@code "setup"} or {@code "undo"}
     */
    public void ended(Path history, String what, Instant started, RunResult result) throws FailureException {
        String counts = Stream.of(StepState.values()).filter(s -> result.count(s) > 0)
                .map(s -> result.count(s) + " " + s.label().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        String state = result.ok() ? "done" : result.cancelled() ? "cancelled" : "failed";
        try (History records = History.open(history)) {
            records.add(new Event(started, lab.id(), Event.Kind.RUN, what, "begun", "The " + what + " of " + lab.name() + " began.", Map.of()));
            records.add(new Event(clock.instant(), lab.id(), Event.Kind.RUN, what, state, "The " + what + " of " + lab.name() + " ended: " + counts + ".",
                    Map.of("steps", counts)));
            records.flush();
        }
    }
}
