package org.campanile.core.logs;

import java.time.Instant;
import java.util.Optional;

/**
 * A line, or an entry with the lines that belong to it. A value.
 *
 * @param id names it inside its store
 * @param source which log
 * @param time as the line says, or that of the line before in the same log; empty when neither says
 * @param severity as the line says
 * @param text the whole line, without its end
 * @param continuation whether it belongs to the entry before it
 * @param harmless whether it looks bad and is not: the 404 of a stack that is only being looked for (protocol document, section 8.9)
 * @param more how many continuation lines follow
 */
public record LogLine(int id, LogSource source, Optional<Instant> time, LogSeverity severity, String text, boolean continuation, boolean harmless,
        int more) {
}
