package org.campanile.core.diagnosis;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.campanile.core.logs.TimedText;

/**
 * A text that is known, and what it means. A value.
 *
 * @param id unique among all
 * @param title a few words
 * @param where places it is looked for
 * @param pattern what is looked for
 * @param example a text it is found in
 * @param cause why it is so
 * @param impact what does not work because of it
 * @param check how to make sure
 * @param fix what to do
 * @param command what a person would type; may be empty
 * @param link which link broke when a report tells of it; empty where the places say it
 * @param harmless whether it only looks bad
 * @param source where the knowledge comes from
 * @param own whether the user wrote it
 */
public record Symptom(String id, String title, Set<Place> where, Pattern pattern, String example, String cause, String impact, String check, String fix,
        String command, Optional<Link> link, boolean harmless, String source, boolean own) {

    private static final long NANOS = 20_000_000L;
    private static final int LONGEST = 16_384;

    public Symptom {
        Objects.requireNonNull(id);
        Objects.requireNonNull(pattern);
        where = Set.copyOf(where);
    }

    /** Whether it is looked for at a place; a text of an unknown log is compared with those of all logs. */
    public boolean appliesTo(Place place) {
        return where.contains(place) || place.isLog() && where.contains(Place.ANY_LOG) || place == Place.ANY_LOG && where.stream().anyMatch(Place::isLog);
    }

    /**
     * Whether the text holds it. Only the first 16,384 characters are looked at, for at most 20 ms: a pattern that takes longer, such as a
     * user's own with a repetition in a repetition, counts as not found.
     */
    public boolean matches(String text) {
        String part = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        try {
            return pattern.matcher(new TimedText(part, NANOS)).find();
        } catch (TimedText.TooSlow | StackOverflowError e) {
            return false;
        }
    }
}
