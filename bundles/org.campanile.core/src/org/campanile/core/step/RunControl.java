package org.campanile.core.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user wants of a run while it goes: pause, go on, try a failed step again, leave one out. Made before the run and given to it; may be used from
 * any thread, and before the run begins too. Of one run.
 */
public final class RunControl {

    private final boolean holds;
    private final Map<String, String> leftOut = new LinkedHashMap<>();
    private final List<String> retries = new ArrayList<>();
    private boolean paused;
    private boolean finished;
    private Runnable wake = () -> {
    };

    private RunControl(boolean holds) {
        this.holds = holds;
    }

    /** A run that ends when no step can go on. */
    public static RunControl ending() {
        return new RunControl(false);
    }

    /** A run that, when no step can go on because some have failed, waits for {@link #retry}, {@link #leaveOut} or {@link #finish}. */
    public static RunControl holding() {
        return new RunControl(true);
    }

    /** Begins no more steps; those that run go on to their end. */
    public void pause() {
        set(true);
    }

    /** Goes on after {@link #pause}. */
    public void goOn() {
        set(false);
    }

    private void set(boolean pause) {
        synchronized (this) {
            paused = pause;
        }
        wake();
    }

    /** Whether no more steps are begun for now. */
    public synchronized boolean isPaused() {
        return paused;
    }

    /**
     * Leaves a step out that has not begun or has failed, and goes on with those that need it. It stands in the journal with the reason.
     *
     * @param reason in the user's words, not empty
     */
    public void leaveOut(String step, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason is needed");
        }
        synchronized (this) {
            leftOut.put(step, reason.strip());
        }
        wake();
    }

    /** Tries a failed step again. */
    public void retry(String step) {
        synchronized (this) {
            leftOut.remove(step);
            retries.add(step);
        }
        wake();
    }

    /** Ends a run that waits because of failed steps. */
    public void finish() {
        synchronized (this) {
            finished = true;
            paused = false;
        }
        wake();
    }

    private void wake() {
        Runnable now;
        synchronized (this) {
            now = wake;
        }
        now.run();
    }

    synchronized void onWish(Runnable action) {
        wake = action;
    }

    synchronized boolean waitsForFailed() {
        return holds && !finished;
    }

    synchronized Optional<String> leftOut(String step) {
        return Optional.ofNullable(leftOut.get(step));
    }

    synchronized List<String> takeRetries() {
        List<String> all = List.copyOf(retries);
        retries.clear();
        return all;
    }
}
