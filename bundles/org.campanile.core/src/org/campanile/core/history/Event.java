package org.campanile.core.history;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Something that happened. A value without secrets.
 *
 * @param at when, to the microsecond
 * @param lab id of the lab, which it keeps when it is renamed; may be empty
 * @param kind of what sort
 * @param subject what it happened to: {@code "controller-0/oam-services"}, a plan's id, a check's rule
 * @param state the state after it, a word: {@code "active"}, {@code "done"}, {@code "error"}
 * @param text a sentence for the user
 * @param data anything else, by name
 */
public record Event(Instant at, String lab, Kind kind, String subject, String state, String text, Map<String, String> data) {

    /** Sorts of events. */
    public enum Kind {
        /** Something is in another state than before. */ STATE,
        /** Somebody did something to a lab. */ ACTION,
        /** A run of a plan began or ended. */ RUN,
        /** A deployment got somewhere. */ DEPLOYMENT,
        /** A check found something. */ FINDING
    }

    public Event {
        // what the database keeps; so that what is read equals what was written
        at = Instant.ofEpochSecond(at.getEpochSecond(), at.getNano() / 1000 * 1000L);
        lab = text(lab);
        Objects.requireNonNull(kind);
        subject = text(subject);
        state = text(state);
        text = text(text);
        data = Collections.unmodifiableMap(new TreeMap<>(data));
    }

    private static String text(String s) {
        return s == null ? "" : s;
    }

    /** An event without further data. */
    public static Event of(Instant at, String lab, Kind kind, String subject, String state, String text) {
        return new Event(at, lab, kind, subject, state, text, Map.of());
    }
}
