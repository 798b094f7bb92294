package org.campanile.core.deploy.conductor;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One line of a {@link RunLog}.
 *
 * @param kind what happened
 * @param step id of the step, empty for the whole run
 * @param message id of the message that carried the plan; empty where none did
 * @param stamp the plan's stamp, 0 where there is none
 * @param values what the commands put out; for {@link Kind#BEGUN} the fingerprint of the plan
 * @param text why, in words; no secrets
 * @param at when
 */
public record RunEntry(Kind kind, String step, String message, long stamp, List<String> values, String text, Instant at) {

    /** What happened. */
    public enum Kind {
        /** The run began. */ BEGUN,
        /** The step's plan is about to be sent. */ SENT,
        /** The agent has lost the plan; it may be sent again. */ LOST,
        /** The step ended well. */ DONE,
        /** The step failed. */ FAILED,
        /** Nothing is left to do. */ ENDED
    }

    public RunEntry {
        Objects.requireNonNull(kind);
        step = Objects.requireNonNullElse(step, "");
        message = Objects.requireNonNullElse(message, "");
        values = values == null ? List.of() : List.copyOf(values);
        text = Objects.requireNonNullElse(text, "");
        Objects.requireNonNull(at);
    }

    static RunEntry begun(String fingerprint, Instant at) {
        return new RunEntry(Kind.BEGUN, "", "", 0, List.of(fingerprint), "", at);
    }

    static RunEntry sent(String step, String message, long stamp, Instant at) {
        return new RunEntry(Kind.SENT, step, message, stamp, List.of(), "", at);
    }

    static RunEntry of(Kind kind, String step, String text, Instant at) {
        return new RunEntry(kind, step, "", 0, List.of(), text, at);
    }

    static RunEntry done(String step, List<String> values, Instant at) {
        return new RunEntry(Kind.DONE, step, "", 0, values, "", at);
    }
}
