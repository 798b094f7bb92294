package org.campanile.core.deploy.conductor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Entries as lines of JSON. */
final class EntryText {

    private static final Gson GSON = new Gson();

    private EntryText() {
    }

    static String write(RunEntry entry) {
        JsonObject line = new JsonObject();
        line.addProperty("at", entry.at().toString());
        line.addProperty("kind", entry.kind().name());
        put(line, "step", entry.step());
        put(line, "message", entry.message());
        if (entry.stamp() != 0) {
            line.addProperty("stamp", entry.stamp());
        }
        if (!entry.values().isEmpty()) {
            line.add("values", GSON.toJsonTree(entry.values()));
        }
        put(line, "text", entry.text());
        return GSON.toJson(line);
    }

    private static void put(JsonObject line, String key, String text) {
        if (!text.isEmpty()) {
            line.addProperty(key, text);
        }
    }

    /** Nothing for a line that is not whole, such as the last one of a log whose writer was killed. */
    static Optional<RunEntry> read(String text) {
        try {
            JsonObject line = JsonParser.parseString(text).getAsJsonObject();
            List<String> values = new ArrayList<>();
            if (line.get("values") instanceof JsonArray list) {
                for (JsonElement value : list) {
                    values.add(value.getAsString());
                }
            }
            return Optional.of(new RunEntry(RunEntry.Kind.valueOf(line.get("kind").getAsString()), get(line, "step"), get(line, "message"),
                    line.has("stamp") ? line.get("stamp").getAsLong() : 0, values, get(line, "text"), Instant.parse(line.get("at").getAsString())));
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | UnsupportedOperationException | NullPointerException
                | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String get(JsonObject line, String key) {
        return line.has(key) ? line.get(key).getAsString() : "";
    }
}
