package org.campanile.core.deploy;

/** Whether agents are expected to answer inside the units. */
public enum AgentExpectation {
    /** No agent is asked; servers get no user data. */ NONE,
    /** Agents are asked; one that stays silent is a finding. */ IF_PRESENT,
    /** Agents are asked; one that stays silent makes the deployment fail. */ REQUIRED
}
