package org.campanile.core.setup.onhost;

import java.util.Objects;

/**
 * A long command on a host that goes on when the connection is cut or this program dies. A value without secrets.
 *
 * @param name unique on the host, stable over runs: letters, digits, dots and hyphens
 * @param line for {@code bash}, which runs it in {@code folder}
 * @param folder where it runs
 * @param user who runs it; empty for root
 * @param input what it works on, such as a checksum of its configuration: an earlier run with another input does not count
 */
public record Job(String name, String line, String folder, String user, String input) {

    public Job {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9.-]*")) {
            throw new IllegalArgumentException("no name of a job: " + name);
        }
        Objects.requireNonNull(line);
        Objects.requireNonNull(folder);
        user = user == null ? "" : user;
        input = input == null ? "" : input;
    }

    /** How a job stands on its host. */
    public enum State {
        /** It was never started, or with another input. */ NONE,
        /** It runs. */ RUNNING,
        /** It ended; its exit code is known. */ ENDED,
        /** It was cut off, as by a reboot: it does not run, and left no exit code. */ LOST
    }

    /**
     * What was found.
     *
     * @param exit its exit code when it has ended, else -1
     * @param log bytes of output so far
     */
    public record Standing(State state, int exit, long log) {

        /** Whether it ended well. */
        public boolean succeeded() {
            return state == State.ENDED && exit == 0;
        }
    }
}
