package org.campanile.core.servicemanager;

import java.util.List;
import java.util.Objects;

import org.campanile.core.task.Failure;

/** What became of a command (protocol document, sections 6 and 7). The status code alone is never trusted. */
public sealed interface CommandResult {

    /**
     * The server took it. For an action that means it has <em>started</em>; for a pre-check that the action would be allowed.
     *
     * @param echo what Service Manager understood
     * @param exchange raw exchange
     */
    record Accepted(Echo echo, RawExchange exchange) implements CommandResult {
    }

    /**
     * The server's rules forbid it; nothing was changed.
     *
     * @param code error code, {@code -1001} or {@code -1003}
     * @param reason the server's words, the first reason only
     * @param impact services that would be without a provider; empty for a swact
     * @param exchange raw exchange
     */
    record Refused(String code, String reason, List<String> impact, RawExchange exchange) implements CommandResult {
        public Refused {
            impact = List.copyOf(impact);
        }
    }

    /**
     * An action was sent and nobody can say from the answer whether it started. Read the state back; never send it again unasked.
     *
     * @param why one sentence
     * @param exchange raw exchange
     */
    record Uncertain(String why, RawExchange exchange) implements CommandResult {
    }

    /**
     * It did not take place: never sent, refused at the door, or a pre-check without a usable answer.
     *
     * @param failure what went wrong
     */
    record Failed(Failure failure) implements CommandResult {
        public Failed {
            Objects.requireNonNull(failure);
        }
    }

    /** What Service Manager understood, which may differ from what was sent (quirk Q15). Empty text where it said nothing. */
    record Echo(String hostname, String action, String admin, String oper, String avail) {
    }
}
