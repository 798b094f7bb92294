package org.campanile.core.deploy.conductor;

import java.time.Instant;

/**
 * What a conductor knows of one agent: which plan it has, and whether it gives signs of life. An agent does one plan at a time and in order, so an
 * answer to a later probe proves that an unanswered earlier plan is gone. One thread.
 */
final class Lane {

    final UnitPost post;

    /** Id of the step whose plan the agent has, empty for none. */
    String step = "";
    /** Message id of that plan. */
    String message = "";
    Instant sentAt = Instant.EPOCH;
    /** When the agent is asked for a sign of life. */
    Instant askAt = Instant.MAX;

    /** Message id of the open probe, empty for none. */
    String probe = "";
    Instant probedAt = Instant.EPOCH;
    /** Message id of the plan that was out when the probe was sent: only of that one can its answer tell. */
    String probeOf = "";
    /** Whether this agent has ever answered in this run. */
    boolean met;
    /** Whether it was told to be silent and nothing came since. */
    boolean silent;
    long stamp;

    Lane(UnitPost post) {
        this.post = post;
    }

    boolean free() {
        return step.isEmpty();
    }

    /** Larger than any before, by the clock where that has gone on. */
    long nextStamp(Instant now) {
        stamp = Math.max(stamp + 1, now.toEpochMilli() * 10);
        return stamp;
    }

    void take(String stepId, String messageId, Instant now, Instant ask) {
        step = stepId;
        message = messageId;
        sentAt = now;
        askAt = ask;
    }

    void release() {
        step = "";
        message = "";
        askAt = Instant.MAX;
    }
}
