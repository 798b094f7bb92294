package org.campanile.ui.setup.wizard;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.campanile.core.step.RunListener;
import org.campanile.core.step.StepState;
import org.campanile.core.task.Failure;
import org.eclipse.osgi.util.NLS;

/** Adds what a run tells up to snapshots. Called on the runner's threads; thread-safe. */
final class RunFollower implements RunListener {

    private static final int LINES = 500;
    private static final int LONGEST_LINE = 2000;

    /** Speed is that of the last seconds, so that a line that got slower is seen. */
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Mark(Instant at, long done) {
    }

    private final Clock clock;
    private final UnaryOperator<String> titles;
    private final Consumer<RunSnapshot> tell;
    private final Map<String, RunSnapshot.At> steps = new HashMap<>();
    private final Map<String, Deque<Mark>> marks = new HashMap<>();
    private final Map<String, Deque<String>> lines = new HashMap<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private final Deque<String> all = new ArrayDeque<>();
    private Hold hold = Hold.NO;

    /**
     * Tells {@code tell} the newest snapshot whenever something has changed, on the thread of the change.
     *
     * @param titles of the steps, by id
     */
    RunFollower(Clock clock, UnaryOperator<String> titles, Consumer<RunSnapshot> tell) {
        this.clock = clock;
        this.titles = titles;
        this.tell = tell;
    }

    /** The run as it is now. */
    synchronized RunSnapshot snapshot() {
        Map<String, List<String>> output = new HashMap<>();
        lines.forEach((step, some) -> output.put(step, List.copyOf(some)));
        return new RunSnapshot(steps, new ArrayList<>(all), output, hold);
    }

    @Override
    public void held(Hold now) {
        synchronized (this) {
            hold = now;
        }
        tell.accept(snapshot());
    }

    @Override
    public void state(String step, StepState state, String detail) {
        synchronized (this) {
            RunSnapshot.At old = steps.getOrDefault(step, RunSnapshot.At.WAITING);
            Instant now = clock.instant();
            boolean undone = old.state().isEnd() && !state.isEnd();
            // One that is tried again may wait a while, as for a pause to end.
            Instant began = state == StepState.WAITING ? null : old.began() == null || undone ? now : old.began();
            if (old.state() == StepState.FAILED && undone) {
                // Else what the second try says reads as more of what the first one said.
                add(step, "");
                add(step, NLS.bind(Messages.triedAgain, titles.apply(step), tries.merge(step, 1, Integer::sum) + 1));
            }
            steps.put(step, new RunSnapshot.At(state, detail, "", state.isEnd() ? old.done() : 0, state.isEnd() ? old.total() : -1, 0,
                    began, state.isEnd() ? now : null));
            marks.remove(step);
            if (state.isEnd() && state != StepState.FAILED && !detail.isEmpty()) {
                add(step, state.label() + ": " + detail);
            }
        }
        tell.accept(snapshot());
    }

    @Override
    public void progress(String step, String doing, long done, long total) {
        synchronized (this) {
            RunSnapshot.At old = steps.getOrDefault(step, RunSnapshot.At.WAITING);
            if (old.state().isEnd()) {
                return;
            }
            steps.put(step, new RunSnapshot.At(old.state(), old.detail(), doing, done, total, speed(step, done, !doing.equals(old.doing())), old.began(),
                    null));
        }
        tell.accept(snapshot());
    }

    private double speed(String step, long done, boolean other) {
        Deque<Mark> seen = marks.computeIfAbsent(step, s -> new ArrayDeque<>());
        if (other || !seen.isEmpty() && seen.getLast().done() > done) {
            seen.clear();
        }
        Instant now = clock.instant();
        seen.add(new Mark(now, done));
        while (seen.size() > 2 && Duration.between(seen.getFirst().at(), now).compareTo(WINDOW) > 0) {
            seen.removeFirst();
        }
        double seconds = Duration.between(seen.getFirst().at(), now).toNanos() / 1e9;
        return seconds < 0.05 ? 0 : (done - seen.getFirst().done()) / seconds;
    }

    @Override
    public void line(String step, String text) {
        synchronized (this) {
            add(step, text);
        }
        tell.accept(snapshot());
    }

    private void add(String step, String text) {
        String line = text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text;
        Deque<String> own = lines.computeIfAbsent(step, s -> new ArrayDeque<>());
        for (Deque<String> some : List.of(own, all)) {
            some.add(line);
            if (some.size() > LINES) {
                some.removeFirst();
            }
        }
    }

    /** What was tried, what came back and what to do next, in full: it is what somebody at a failed step has to read. */
    @Override
    public void failed(String step, Failure failure) {
        synchronized (this) {
            NLS.bind(Messages.failedWith, failure.details()).lines().forEach(l -> add(step, l));
        }
        tell.accept(snapshot());
    }

    @Override
    public void changed(Change change) {
        synchronized (this) {
            change.commands().forEach(c -> add(change.step(), "$ " + c));
            if (change.result().equals("done")) {
                add(change.step(), NLS.bind(Messages.stepIsDone, change.title()));
            }
        }
        tell.accept(snapshot());
    }
}
