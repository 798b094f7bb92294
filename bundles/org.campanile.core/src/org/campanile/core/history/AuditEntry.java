package org.campanile.core.history;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One change made to a lab. A value without secrets.
 *
 * @param at when
 * @param who user and machine
 * @param lab its name at that time
 * @param what a sentence
 * @param commands the equivalent ones, with variables in place of secrets
 * @param result {@code "done"}, or what went wrong
 */
public record AuditEntry(Instant at, String who, String lab, String what, List<String> commands, String result) {

    public AuditEntry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(who);
        Objects.requireNonNull(lab);
        Objects.requireNonNull(what);
        commands = List.copyOf(commands);
        Objects.requireNonNull(result);
    }
}
