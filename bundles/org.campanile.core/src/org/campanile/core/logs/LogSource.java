package org.campanile.core.logs;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * One log: a file by its name, or the journal of a unit, on a host. A value.
 *
 * @param host name of the host as the lab has it; {@link #LOCAL} for this machine
 * @param kind file or journal
 * @param name absolute path of the file, or name of the unit
 */
public record LogSource(String host, Kind kind, String name) {

    /** The host that is this machine. */
    public static final String LOCAL = "local";

    private static final String JOURNAL = "journal:";

    /** Where the lines are. */
    public enum Kind {
        /** A file, followed by its name through rotations. */ FILE,
        /** The systemd journal of a unit. */ JOURNAL
    }

    /** A file of a host. */
    public static LogSource file(String host, String path) {
        return new LogSource(host, Kind.FILE, path);
    }

    /** The journal of a unit of a host. */
    public static LogSource journal(String host, String unit) {
        return new LogSource(host, Kind.JOURNAL, unit);
    }

    /** Reads {@code HOST:FILE} or {@code HOST:journal:UNIT}; bad input for anything else, a file whose name is not absolute included. */
    public static LogSource parse(String text) throws FailureException {
        int colon = text.indexOf(':');
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        String host = colon <= 0 ? "" : text.substring(0, colon);
        boolean absolute = rest.startsWith("/") || host.equals(LOCAL) && !rest.isBlank();
        if (host.isBlank() || rest.indexOf('\n') >= 0) {
            throw bad(text);
        }
        if (rest.startsWith(JOURNAL) && rest.substring(JOURNAL.length()).matches("[A-Za-z0-9@._:-]+")) {
            return journal(host, rest.substring(JOURNAL.length()));
        }
        if (rest.startsWith(JOURNAL) || !absolute) {
            throw bad(text);
        }
        return file(host, rest);
    }

    private static FailureException bad(String text) {
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, "choosing a log", text, "", "This is not the name of a log.",
                "Write HOST:/path/of/file, HOST:journal:UNIT, or local:FILE for this machine."));
    }

    /** {@code HOST:FILE}, as {@link #parse} reads it. */
    public String label() {
        return host + ":" + (kind == Kind.JOURNAL ? JOURNAL : "") + name;
    }

    /** The last part of the name, for narrow columns. */
    public String shortName() {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
