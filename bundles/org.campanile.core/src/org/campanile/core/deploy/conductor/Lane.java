package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.time.Instant;

/**
 * What a conductor knows of one agent: which plan it has, and whether it gives signs of life. An agent does one plan at a time and in order, so an
 * answer to a later probe proves that an unanswered earlier plan is gone. One thread.
 */
final class Lane {

    private static final Duration LONGEST_GAP = Duration.ofMinutes(15);

    final UnitPost post;

    /** Id of the step whose plan the agent has, empty for none. */
    String step = "";
    /** Message id of that plan. */
    String message = "";
    Instant sentAt = Instant.EPOCH;
    /** When the agent is asked for a sign of life. */
    Instant askAt = Instant.MAX;
    /** From when on an agent that says nothing about its step is silent, and no longer busy. */
    Instant lateAt = Instant.MAX;

    /** Message id of the open probe, empty for none. */
    String probe = "";
    Instant probedAt = Instant.EPOCH;
    /** When the next probe is sent, and how long after it another one: one may get lost as well, and an agent that is busy need not be given many. */
    Instant probeAt = Instant.MAX;
    Duration gap = Duration.ZERO;
    /** Whether this agent has ever answered in this run. */
    boolean met;
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

    /** The agent has a plan. @param patience between the first probe behind it and the second */
    void take(String stepId, String messageId, Instant now, Instant ask, Instant firstProbe, Duration patience) {
        step = stepId;
        message = messageId;
        sentAt = now;
        askAt = ask;
        probeAt = firstProbe;
        gap = patience;
    }

    /** Nobody knows whether the broker has what was sent last: the agent is asked soon. */
    void askSoon(Instant soon, Duration patience) {
        askAt = soon;
        probeAt = soon;
        gap = patience;
    }

    void probed(String id, Instant now) {
        probe = id;
        probedAt = now;
        probeAt = now.plus(gap);
        gap = gap.compareTo(LONGEST_GAP) < 0 ? gap.multipliedBy(2) : gap;
    }

    void release() {
        step = "";
        message = "";
        probe = "";
        askAt = Instant.MAX;
    }
}
