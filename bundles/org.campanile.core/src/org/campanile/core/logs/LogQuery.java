package org.campanile.core.logs;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * Which entries are wanted. A value.
 *
 * @param text that a line of the entry holds, in any case of ASCII letters; empty for all
 * @param pattern a regular expression instead, or {@code null}
 * @param least severity from which on; entries that do not say theirs are shown only with {@link LogSeverity#UNKNOWN}
 * @param without logs that are left out
 * @param hideHarmless whether the harmless 404s of the conductor are left out
 * @param folded whether a traceback is one entry with its message; otherwise each line stands for itself
 */
public record LogQuery(String text, Pattern pattern, LogSeverity least, Set<LogSource> without, boolean hideHarmless, boolean folded) {

    /** All entries, tracebacks folded. */
    public static final LogQuery ALL = new LogQuery("", null, LogSeverity.UNKNOWN, Set.of(), false, true);

    public LogQuery {
        Objects.requireNonNull(text);
        Objects.requireNonNull(least);
        without = Set.copyOf(without);
    }

    /** The same for what was typed: plain text, or a regular expression between slashes; bad input when that is none. */
    public LogQuery typed(String typed) throws FailureException {
        boolean regex = typed.length() > 2 && typed.startsWith("/") && typed.endsWith("/");
        if (!regex) {
            return new LogQuery(typed.strip(), null, least, without, hideHarmless, folded);
        }
        String expression = typed.substring(1, typed.length() - 1);
        try {
            return new LogQuery("", Pattern.compile(expression), least, without, hideHarmless, folded);
        } catch (PatternSyntaxException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "searching logs", expression, e.getDescription() + " at " + e.getIndex(),
                    "This is no regular expression.", "Correct it, or leave out the slashes to search for the text itself."), e);
        }
    }

    /** The same from another severity on. */
    public LogQuery from(LogSeverity severity) {
        return new LogQuery(text, pattern, severity, without, hideHarmless, folded);
    }

    /** The same without other logs. */
    public LogQuery leavingOut(Set<LogSource> logs) {
        return new LogQuery(text, pattern, least, logs, hideHarmless, folded);
    }

    /** The same with or without what is harmless. */
    public LogQuery hidingHarmless(boolean hide) {
        return new LogQuery(text, pattern, least, without, hide, folded);
    }

    /** The same folded or not. */
    public LogQuery foldedIf(boolean fold) {
        return new LogQuery(text, pattern, least, without, hideHarmless, fold);
    }
}
