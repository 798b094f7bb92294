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
 * @param onlySilent whether the limit is one of silence: over a slow line a command may take as long as its output comes, though not for ever
 */
public record Command(String line, String stdin, boolean asRoot, Duration limit, int largestOutput, boolean onlySilent) {

    private static final int USUAL_OUTPUT = 16 << 20;

    public Command {
        Objects.requireNonNull(line);
        stdin = Objects.requireNonNullElse(stdin, "");
    }

    /** A command with a limit of one minute and 16 MiB of output. */
    public static Command of(String line) {
        return new Command(line, "", false, Duration.ofMinutes(1), USUAL_OUTPUT, false);
    }

    /** The same with this standard input. */
    public Command withStdin(String text) {
        return new Command(line, text, asRoot, limit, largestOutput, onlySilent);
    }

    /** The same under sudo. */
    public Command withSudo() {
        return new Command(line, stdin, true, limit, largestOutput, onlySilent);
    }

    /** The same with this time limit. */
    public Command within(Duration time) {
        return new Command(line, stdin, asRoot, time, largestOutput, false);
    }

    /** The same, killed when nothing comes of it for this time; what is sent first may be long and the line slow. */
    public Command withinSilence(Duration time) {
        return new Command(line, stdin, asRoot, time, largestOutput, true);
    }

    /** The same with this limit of output. */
    public Command withOutputUpTo(int bytes) {
        return new Command(line, stdin, asRoot, limit, bytes, onlySilent);
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
