package org.campanile.core.step;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * One line of a journal. A value.
 *
 * @param seq 1, 2, 3, ...
 * @param at when
 * @param kind what happened
 * @param step id of the step; for RUN the id of the plan; empty for ENDED
 * @param detail for the reader; for RUN the title of the plan
 * @param thing for INTENDED and MADE
 */
public record Entry(long seq, Instant at, Kind kind, String step, String detail, Optional<Made> thing) {

    /** What a line says. */
    public enum Kind {
        /** A run begins or goes on. */ RUN,
        /** A step is about to be applied. */ STARTED,
        /** A step is about to make something. */ INTENDED,
        /** A step has made something. */ MADE,
        /** A step was applied. */ APPLIED,
        /** A step was proven. */ VERIFIED,
        /** There was nothing to do for a step; it belongs to somebody else. */ EXISTED,
        /** A step failed. */ FAILED,
        /** A step is about to be undone. */ UNDOING,
        /** A step was undone. */ UNDONE,
        /** The user left a step out; the detail is the reason. */ LEFT_OUT,
        /** What a step made stays, since it cannot be taken back by itself. */ STAYS,
        /** The user does not want to go on with the run. */ FORGOTTEN,
        /** All steps of the run are done. */ ENDED
    }

    public Entry {
        Objects.requireNonNull(at);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(thing);
    }

    String line() {
        JsonObject json = new JsonObject();
        json.addProperty("seq", seq);
        json.addProperty("at", at.toString());
        json.addProperty("kind", kind.name().toLowerCase(Locale.ROOT));
        json.addProperty("step", step);
        if (!detail.isEmpty()) {
            json.addProperty("detail", detail);
        }
        thing.ifPresent(made -> {
            JsonObject what = new JsonObject();
            what.addProperty("kind", made.kind());
            what.addProperty("id", made.id());
            what.addProperty("detail", made.detail());
            json.add("thing", what);
        });
        return json + "\n";
    }

    /** The entry of a line; {@link IllegalArgumentException} when it is none. */
    static Entry parse(String line) {
        try {
            JsonObject json = JsonParser.parseString(line).getAsJsonObject();
            Optional<Made> thing = Optional.empty();
            if (json.has("thing")) {
                JsonObject what = json.getAsJsonObject("thing");
                thing = Optional.of(new Made(what.get("kind").getAsString(), what.get("id").getAsString(), what.get("detail").getAsString()));
            }
            return new Entry(json.get("seq").getAsLong(), Instant.parse(json.get("at").getAsString()),
                    Kind.valueOf(json.get("kind").getAsString().toUpperCase(Locale.ROOT)), json.get("step").getAsString(),
                    json.has("detail") ? json.get("detail").getAsString() : "", thing);
        } catch (JsonParseException | IllegalStateException | NullPointerException | UnsupportedOperationException | ClassCastException
                | DateTimeException e) {
            throw new IllegalArgumentException("no line of a journal: " + e.getMessage(), e);
        }
    }
}
