package org.campanile.core.deploy.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What is kept of one deployment after its end. An immutable value; no passwords.
 *
 * @param id names it within its environment, from the time it began
 * @param by who deployed: {@code Conductor} or {@code Murano}
 * @param began when
 * @param ended when
 * @param outcome how it ended
 * @param message why, when it did not end well; empty otherwise
 * @param lines its steps, or its units where there were no steps
 * @param document the environment's file as it was deployed
 */
public record RunRecord(String id, String by, Instant began, Instant ended, Outcome outcome, String message, List<Line> lines, String document) {

    /** How a run ended. */
    public enum Outcome {
        /** As wanted. */ DEPLOYED("Deployed"),
        /** With an error. */ FAILED("Failed"),
        /** Somebody stopped following. */ STOPPED("Stopped");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        /** The words on screen. */
        public String label() {
            return label;
        }
    }

    /**
     * A step of the run, or a unit of it.
     *
     * @param unit host name
     * @param step name of the step, empty for a unit
     * @param state how it ended
     * @param seconds how long it took, negative when that is not known
     * @param expected how long it was expected to take, 0 when nothing was
     * @param detail why it failed, or what there is to say
     */
    public record Line(String unit, String step, String state, double seconds, int expected, String detail) {

        /** What makes it the same in another run. */
        public String key() {
            return unit + "/" + step;
        }
    }

    public RunRecord {
        Objects.requireNonNull(outcome);
        lines = List.copyOf(lines);
    }

    /** How long it took. */
    public Duration took() {
        return Duration.between(began, ended);
    }
}
