package org.campanile.core.deploy;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.campanile.core.check.Finding;

/**
 * All that is known of a deployment at one moment. An immutable value.
 *
 * @param environmentId id of the environment
 * @param environmentName its name
 * @param stackName name of the stack
 * @param stackId Heat's id, empty while there is none
 * @param phase what is being done
 * @param stackStatus Heat's word, e.g. {@code CREATE_COMPLETE}; empty while there is no stack
 * @param stackReason Heat's reason, verbatim
 * @param units in the document's order
 * @param events the newest events, oldest first, at most {@link #MAX_EVENTS}
 * @param findings what somebody should know although nothing failed
 * @param steps what is done inside the units, in the plan's order; empty when nothing is
 * @param criticalPathSeconds expected time of the longest chain of steps, 0 when there are none
 * @param waiting what others have to bring about before it goes on, in a sentence, such as a broker that has to come back; empty for nothing
 * @param started when it began
 * @param changed when anything was last new
 */
public record DeploymentSnapshot(String environmentId, String environmentName, String stackName, String stackId, Phase phase,
        String stackStatus, String stackReason, List<UnitStatus> units, List<Event> events, List<Finding> findings, List<StepProgress> steps,
        int criticalPathSeconds, String waiting, Instant started, Instant changed) {

    /** Most events a snapshot holds; Heat keeps the rest. */
    public static final int MAX_EVENTS = 500;

    /** What is told when {@link #waiting} is over. */
    public static final String GOES_ON = "The connection to the broker is back; it goes on.";

    /** What is being done. */
    public enum Phase {
        /** Document and guard are checked. */ PREPARING("Preparing"),
        /** Queues of the agents are declared. */ QUEUES("Declaring queues"),
        /** The stack is created or updated. */ STACK("Building the stack"),
        /** The stack is there; agents are waited for. */ AGENTS("Waiting for agents"),
        /** Agents do the steps. */ STEPS("Setting the units up"),
        /** Stack and queues are deleted. */ DELETING("Deleting"),
        /** All is well. */ DEPLOYED("Deployed"),
        /** There is no stack. */ ABSENT("Not deployed"),
        /** It failed. */ FAILED("Failed"),
        /** The user stopped following; Heat may go on. */ STOPPED("Stopped");

        private final String label;

        Phase(String label) {
            this.label = label;
        }

        /** The words on screen. */
        public String label() {
            return label;
        }

        /** Whether nothing more happens. */
        public boolean isEnd() {
            return this == DEPLOYED || this == ABSENT || this == FAILED || this == STOPPED;
        }
    }

    /**
     * Something that happened.
     *
     * @param time when
     * @param unitId the unit it is about, empty for the whole
     * @param source {@code "heat"}, {@code "agent"} or {@code "broker"}
     * @param text in words
     */
    public record Event(Instant time, String unitId, String source, String text) {
    }

    public DeploymentSnapshot {
        Objects.requireNonNull(phase);
        Objects.requireNonNull(waiting);
        units = List.copyOf(units);
        events = List.copyOf(events);
        findings = List.copyOf(findings);
        steps = List.copyOf(steps);
    }
}
