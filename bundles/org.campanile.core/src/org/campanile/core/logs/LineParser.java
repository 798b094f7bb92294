package org.campanile.core.logs;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads time and severity of the lines of one log, whatever writes it: oslo.log (Murano, Heat, Nova, cloudbase-init), Apache's error and access
 * log, syslog and the journal, RabbitMQ old and new, NLog (the Windows agent). Also says which lines belong to the entry before: those without
 * a time of their own, and the rest of a Python traceback, which oslo.log writes with the time of its first line. One thread.
 */
final class LineParser {

    private static final byte[] TRACEBACK = Bytes.of("Traceback (most recent call last)");
    private static final byte[] NOT_FOUND = Bytes.of("404");
    private static final byte[] STACK = Bytes.of("stack");
    private static final byte[] REPORT = Bytes.of("==== ");
    private static final byte[] BRACKET = Bytes.of(" [");
    private static final byte[] QUOTE = Bytes.of("\" ");
    private static final int LONGEST_WORD = 12;

    private final Dates dates;
    private long time = Dates.NONE;
    private LogSeverity severity = LogSeverity.UNKNOWN;
    private boolean own;
    private boolean trace;
    private long last = Dates.NONE;
    private LogSeverity lastSeverity = LogSeverity.UNKNOWN;
    private long tracebackAt = Dates.NONE;
    private boolean continuation;

    LineParser(ZoneOffset zone, LocalDate today) {
        dates = new Dates(zone, today);
    }

    /** Looks at the next line of the log. */
    void next(byte[] b, int from, int to) {
        time = Dates.NONE;
        severity = LogSeverity.UNKNOWN;
        trace = false;
        dates.on(b, to);
        read(b, from, to);
        own = time != Dates.NONE;
        boolean begins = Bytes.find(b, from, to, TRACEBACK) >= 0;
        boolean sameMoment = own && tracebackAt != Dates.NONE && time == tracebackAt;
        continuation = last != Dates.NONE && (!own || trace || sameMoment || begins && time == last);
        if (begins) {
            tracebackAt = own ? time : Dates.NONE;
        } else if (own && !sameMoment) {
            tracebackAt = Dates.NONE;
        }
        if (continuation) {
            severity = lastSeverity;
        }
        // Lines of one log stay in its order, also when its clock was set back.
        time = own && !continuation ? last == Dates.NONE ? time : Math.max(time, last) : last;
        last = time;
        lastSeverity = severity;
    }

    long time() {
        return time;
    }

    LogSeverity severity() {
        return severity;
    }

    boolean continuation() {
        return continuation;
    }

    /** The conductor asks for a stack before it makes it, so a 404 about a stack is as it should be (protocol document, section 8.9). */
    static boolean harmless(byte[] b, int from, int to) {
        int at = Bytes.find(b, from, to, NOT_FOUND);
        return at >= 0 && Bytes.findFolded(b, from, to, STACK) >= 0;
    }

    private void read(byte[] b, int from, int to) {
        if (to - from < 15) {
            return;
        }
        byte c = b[from];
        if (c >= '0' && c <= '9') {
            time = dates.iso(from);
            if (time != Dates.NONE) {
                afterIso(b, dates.end(), to);
                return;
            }
            time = dates.windows(from);
        } else if (c == '[') {
            time = dates.iso(from + 1);
            if (time == Dates.NONE) {
                time = dates.apache(from + 1);
            }
            severity = time == Dates.NONE ? severity : bracketed(b, dates.end(), to);
        } else if (c == '=') {
            oldRabbit(b, from, to);
        } else {
            time = dates.syslog(from);
            severity = time == Dates.NONE ? severity : guessed(b, dates.end(), to);
        }
        if (time == Dates.NONE) {
            access(b, from, to);
        }
    }

    private void afterIso(byte[] b, int from, int to) {
        int at = from;
        if (at < to && b[at] == '|') {
            severity = word(b, at + 1, to).orElse(LogSeverity.UNKNOWN);
            return;
        }
        at = blanks(b, at, to);
        if (at < to && b[at] == '[') {
            severity = bracketed(b, at, to);
            return;
        }
        int digits = at;
        while (digits < to && b[digits] >= '0' && b[digits] <= '9') {
            digits++;
        }
        at = digits > at && digits < to && b[digits] == ' ' ? blanks(b, digits, to) : at;
        Optional<LogSeverity> said = word(b, at, to);
        trace = said.isPresent() && at + 5 <= to && b[at] == 'T';
        severity = said.orElseGet(() -> guessed(b, from, to));
    }

    private static int blanks(byte[] b, int from, int to) {
        int at = from;
        while (at < to && (b[at] == ' ' || b[at] == ':' || b[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static Optional<LogSeverity> word(byte[] b, int from, int to) {
        int at = from;
        while (at < to && at - from < LONGEST_WORD && (b[at] >= 'A' && b[at] <= 'Z' || b[at] >= 'a' && b[at] <= 'z')) {
            at++;
        }
        return at - from < 3 ? Optional.empty() : LogSeverity.of(Bytes.text(b, from, at));
    }

    /** {@code [error]}, or {@code [core:error]} since Apache 2.4. */
    private static LogSeverity bracketed(byte[] b, int from, int to) {
        for (int at = from; at < to && at < from + 60; at++) {
            if (b[at] == '[' || b[at] == ':') {
                Optional<LogSeverity> said = word(b, at + 1, to);
                if (said.isPresent()) {
                    return said.get();
                }
            }
        }
        return LogSeverity.UNKNOWN;
    }

    private void oldRabbit(byte[] b, int from, int to) {
        int end = Bytes.find(b, from, to, REPORT);
        if (end > 0) {
            time = dates.dayFirst(end + 5, '-');
            severity = time == Dates.NONE ? severity : word(b, from + 1, to).orElse(LogSeverity.UNKNOWN);
        }
    }

    private void access(byte[] b, int from, int to) {
        int bracket = Bytes.find(b, from, Math.min(to, from + 120), BRACKET);
        if (bracket < 0) {
            return;
        }
        time = dates.dayFirst(bracket + 2, '/');
        int quote = time == Dates.NONE ? -1 : Bytes.find(b, dates.end(), to, QUOTE);
        if (quote > 0 && quote + 2 < to) {
            severity = switch (b[quote + 2]) {
                case '5' -> LogSeverity.ERROR;
                case '4' -> LogSeverity.WARNING;
                default -> LogSeverity.INFO;
            };
        }
    }

    /** Syslog and the journal print no severity; their lines often repeat that of the program. */
    private static LogSeverity guessed(byte[] b, int from, int to) {
        String text = Bytes.text(b, from, Math.min(to, from + 300)).toLowerCase(Locale.ROOT);
        return text.contains("critical") || text.contains("panic") ? LogSeverity.CRITICAL
                : text.contains("error") || text.contains("failed") || text.contains("failure") ? LogSeverity.ERROR
                : text.contains("warn") ? LogSeverity.WARNING : text.contains(" debug ") ? LogSeverity.DEBUG : LogSeverity.INFO;
    }
}
