package org.campanile.core.remote;

import java.time.Duration;
import java.util.Objects;

/**
 * A command line for the login shell of a host.
 *
 * @param line as typed into a shell; quote what comes from elsewhere with {@link #quote(String)}
 * @param stdin text for its standard input, empty for none
 * @param asRoot whether it runs under sudo; its password is asked for only when sudo wants one
 * @param limit after which it is killed
 * @param largestOutput bytes of standard output, and of standard error, after which it is killed
 */
public record Command(String line, String stdin, boolean asRoot, Duration limit, int largestOutput) {

    private static final int USUAL_OUTPUT = 16 << 20;

    public Command {
        Objects.requireNonNull(line);
        stdin = Objects.requireNonNullElse(stdin, "");
    }

    /** A command with a limit of one minute and 16 MiB of output. */
    public static Command of(String line) {
        return new Command(line, "", false, Duration.ofMinutes(1), USUAL_OUTPUT);
    }

    /** The same with this standard input. */
    public Command withStdin(String text) {
        return new Command(line, text, asRoot, limit, largestOutput);
    }

    /** The same under sudo. */
    public Command withSudo() {
        return new Command(line, stdin, true, limit, largestOutput);
    }

    /** The same with this time limit. */
    public Command within(Duration time) {
        return new Command(line, stdin, asRoot, time, largestOutput);
    }

    /** The same with this limit of output. */
    public Command withOutputUpTo(int bytes) {
        return new Command(line, stdin, asRoot, limit, bytes);
    }

    /** Without the input, which may hold a password; a line should not, since other users of the host see it. */
    @Override
    public String toString() {
        return "Command[" + line + ", input=" + stdin.length() + " characters, asRoot=" + asRoot + "]";
    }

    /** A word for a POSIX shell, quoted where it needs to be; for commands that people read. */
    public static String word(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+-]+") ? word : quote(word);
    }

    /** Quotes a word for a POSIX shell. */
    public static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
