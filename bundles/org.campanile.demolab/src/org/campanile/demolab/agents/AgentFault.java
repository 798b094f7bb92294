package org.campanile.demolab.agents;

/**
 * A trouble of simulated agents.
 *
 * @param kind what happens
 * @param function function or script it concerns, {@code "*"} for every plan, empty ones too
 * @param host server name it concerns, ignoring case, {@code "*"} for all
 * @param times how often it strikes before it is used up; a negative number means for ever
 */
public record AgentFault(Kind kind, String function, String host, int times) {

    /** Sorts of trouble. */
    public enum Kind {
        /** The plan is run, no answer comes. */ SILENT,
        /** The function throws; the commands after it are not run. */ FAIL,
        /** The answer is no JSON. */ GARBAGE,
        /** The same answer comes twice. */ TWICE,
        /** The agent ends in the middle of the plan and stays away. */ DIES
    }

    boolean concerns(Kind sort, String aFunction, String aHost) {
        return kind == sort && (function.equals("*") || function.equalsIgnoreCase(aFunction)) && (host.equals("*") || host.equalsIgnoreCase(aHost));
    }
}
