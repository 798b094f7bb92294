package org.campanile.core.host;

import java.time.Instant;
import java.util.Optional;

/**
 * How a service of a host stands.
 *
 * @param name of the service
 * @param state what it does
 * @param enabled whether it starts with the machine
 * @param pid its main process, 0 when not known
 * @param since when that process was started; empty when not known
 * @param detail the words of the init system
 */
public record ServiceStatus(String name, State state, Enabled enabled, long pid, Optional<Instant> since, String detail) {

    /** What a service does. */
    public enum State {
        /** It runs. */ RUNNING("running"),
        /** It does not run. */ STOPPED("stopped"),
        /** It ended by itself, with an error. */ FAILED("failed"),
        /** The host has no such service. */ ABSENT("not installed"),
        /** The init system says something else. */ UNKNOWN("unknown");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The word for the user. */
        public String label() {
            return label;
        }
    }

    /** Whether a service starts with the machine. */
    public enum Enabled {
        /** It does. */ YES("yes"),
        /** It does not. */ NO("no"),
        /** The init system does not say. */ UNKNOWN("");

        private final String label;

        Enabled(String label) {
            this.label = label;
        }

        /** The word for the user. */
        public String label() {
            return label;
        }
    }

    /** Whether it runs. */
    public boolean running() {
        return state == State.RUNNING;
    }
}
