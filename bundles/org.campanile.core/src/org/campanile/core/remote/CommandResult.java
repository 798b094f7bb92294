package org.campanile.core.remote;

import java.time.Duration;

/**
 * How a command ended.
 *
 * @param exit its exit code, or -1 when a signal ended it
 * @param signal name of that signal, empty otherwise
 * @param out standard output, UTF-8
 * @param err standard error, UTF-8, without what sudo asked
 */
public record CommandResult(int exit, String signal, String out, String err, Duration took) {

    /** Whether it ended with 0. */
    public boolean ok() {
        return exit == 0;
    }

    /** Without the output, which may hold anything. */
    @Override
    public String toString() {
        return "CommandResult[exit=" + exit + ", signal=" + signal + ", out=" + out.length() + " characters, err=" + err.length() + " characters]";
    }
}
