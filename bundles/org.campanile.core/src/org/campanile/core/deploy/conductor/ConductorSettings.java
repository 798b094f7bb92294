package org.campanile.core.deploy.conductor;

import java.time.Duration;

/**
 * How patient a conductor is.
 *
 * @param probeLimit after which an agent that gave no sign of life is told to be without one; 60 s as a rule, since an agent may need that long to notice
 *        a new queue (murano-agent-observed.md, section 8). One that has answered before is asked after half of it
 * @param slack a step may take this many times its expected time before its agent counts as silent
 * @param leastLimit the least time of a step before that
 * @param stepLimit after which a step has failed, whatever its agent says
 * @param firstContact how long an agent may take to answer for the first time; a first start of Windows takes minutes
 * @param attempts how often a plan that an agent has lost is sent
 */
public record ConductorSettings(Duration probeLimit, double slack, Duration leastLimit, Duration stepLimit, Duration firstContact, int attempts) {

    /** The usual: 60 s for a probe, twice the expected time, at least a minute, at most 90 minutes a step, 45 minutes for the first contact, three attempts. */
    public static ConductorSettings usual() {
        return new ConductorSettings(Duration.ofSeconds(60), 2, Duration.ofMinutes(1), Duration.ofMinutes(90), Duration.ofMinutes(45), 3);
    }

    /** The same with another limit for the first contact; half of it at the latest somebody looks why an agent is silent, so that it can be told in the end. */
    public ConductorSettings withFirstContact(Duration limit) {
        return new ConductorSettings(limit.dividedBy(2).compareTo(probeLimit) < 0 ? limit.dividedBy(2) : probeLimit, slack, leastLimit, stepLimit, limit, attempts);
    }

    /** How long to wait for an answer before the agent is asked, and then for the answer to that. @param met whether it has answered before in this run */
    Duration patience(boolean met) {
        return met ? probeLimit.dividedBy(2) : probeLimit;
    }

    /** When an agent with a step of that length counts as silent; before the step is given up, so that it can be said why. */
    Duration limit(int expectedSeconds) {
        Duration wanted = Duration.ofMillis((long) (expectedSeconds * 1000 * slack));
        Duration most = stepLimit.minus(probeLimit);
        Duration least = wanted.compareTo(leastLimit) > 0 ? wanted : leastLimit;
        return least.compareTo(most) > 0 ? most : least;
    }
}
