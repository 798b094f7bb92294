package org.campanile.core.controllers;

import java.util.List;

/**
 * What becomes of a service group.
 *
 * @param group service group
 * @param kind what becomes of it
 * @param from node it leaves, empty when it leaves none
 * @param to node it goes to or goes on running on, empty when there is none
 * @param why one sentence
 * @param services services that would be without provider; empty when it keeps one, or when its members are not known
 */
public record GroupFate(String group, Kind kind, String from, String to, String why, List<String> services) {

    /** Kinds of fates, worst first. */
    public enum Kind {
        /** Nobody provides it any longer. */ STOPS,
        /** It should move, and what is seen of the other node makes that doubtful. */ DOUBTFUL,
        /** It moves to another node. */ MOVES,
        /** It goes on, with nobody left to take over. */ ALONE,
        /** Nothing changes for it. */ STAYS
    }

    public GroupFate {
        services = List.copyOf(services);
    }

    /** In a few words. */
    public String words() {
        return switch (kind) {
            case STOPS -> "stops";
            case DOUBTFUL -> "may not arrive: " + from + " → " + to;
            case MOVES -> "moves " + from + " → " + to;
            case ALONE -> "goes on on " + to + " alone";
            case STAYS -> to.isEmpty() ? "stays" : "stays on " + to;
        };
    }
}
