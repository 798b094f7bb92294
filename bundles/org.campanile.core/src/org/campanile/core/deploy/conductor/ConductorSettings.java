package org.campanile.core.deploy.conductor;

import java.time.Duration;

/**
 * How patient a conductor is.
 *
 * @param probeLimit after which an agent that did not answer a probe counts as silent; 60 s as a rule, since an agent may need that long to notice
 *        a new queue (murano-agent-observed.md, section 8)
 * @param slack a step may take this many times its expected time before its agent is asked for a sign of life
 * @param leastLimit no agent is asked before this time
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

    Duration limit(int expectedSeconds) {
        Duration wanted = Duration.ofMillis((long) (expectedSeconds * 1000 * slack));
        return wanted.compareTo(leastLimit) > 0 ? wanted : leastLimit;
    }
}
