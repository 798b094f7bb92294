package org.campanile.core.logs;

import java.util.Optional;

import org.campanile.core.task.Failure;

/**
 * How one log is being read. A value.
 *
 * @param source which log
 * @param state how it is
 * @param bytes read so far
 * @param failure why nothing is read at present
 */
public record LogStatus(LogSource source, State state, long bytes, Optional<Failure> failure) {

    /** How reading goes. */
    public enum State {
        /** The first look is under way. */ CONNECTING("Connecting"),
        /** It is read. */ FOLLOWING("Following"),
        /** There is no such file or unit; it is read as soon as there is one. */ MISSING("No such file or unit"),
        /** The user may not read it. */ FORBIDDEN("Not allowed"),
        /** The host is away; it is tried again. */ AWAY("Host away"),
        /** Reading was given up; see the failure. */ ENDED("Ended");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The words shown to the user. */
        public String label() {
            return label;
        }
    }
}
