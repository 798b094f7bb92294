package org.campanile.core.history;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which events are wanted; the newest {@code limit} of those that fit. A value.
 *
 * @param lab of this lab only
 * @param kinds of these kinds only; empty for all
 * @param subject of this subject only
 * @param from at or after this time
 * @param to before this time
 * @param limit most events in the answer, at least 1
 */
public record EventQuery(Optional<String> lab, Set<Event.Kind> kinds, Optional<String> subject, Optional<Instant> from, Optional<Instant> to,
        int limit) {

    public EventQuery {
        kinds = Set.copyOf(kinds);
        limit = Math.max(1, limit);
    }

    /** The newest events of all labs. */
    public static EventQuery newest(int limit) {
        return new EventQuery(Optional.empty(), Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }

    /** The same for one lab. */
    public EventQuery of(String name) {
        return new EventQuery(Optional.of(name), kinds, subject, from, to, limit);
    }

    /** The same for one kind or some. */
    public EventQuery only(Event.Kind... some) {
        return new EventQuery(lab, Set.of(some), subject, from, to, limit);
    }

    /** The same for one subject. */
    public EventQuery about(String name) {
        return new EventQuery(lab, kinds, Optional.of(name), from, to, limit);
    }

    /** The same for a stretch of time. */
    public EventQuery between(Instant first, Instant end) {
        return new EventQuery(lab, kinds, subject, Optional.of(first), Optional.of(end), limit);
    }
}
