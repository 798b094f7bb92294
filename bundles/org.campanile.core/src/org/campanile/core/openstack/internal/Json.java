package org.campanile.core.openstack.internal;

import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.campanile.core.task.FailureException;
import org.campanile.core.wire.Causes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;

/** Reads answers as JSON of bounded depth and takes values out of it without trusting their types. */
final class Json {

    /** No answer of OpenStack is nested deeper, templates in a stack's answer included. */
    private static final int DEPTH = 100;

    private Json() {
    }

    /** Any JSON value. */
    static JsonElement read(Answer answer) throws FailureException {
        if (answer.looksLikeHtml()) {
            throw Failures.notJson(answer, "", null);
        }
        JsonReader reader = new JsonReader(new StringReader(answer.text()));
        reader.setNestingLimit(DEPTH);
        try {
            return JsonParser.parseReader(reader);
        } catch (JsonParseException | IllegalStateException bad) {
            throw Failures.notJson(answer, Causes.ofParser(bad), bad);
        }
    }

    /** A JSON object. */
    static JsonObject object(Answer answer) throws FailureException {
        JsonElement value = read(answer);
        if (!value.isJsonObject()) {
            throw Failures.notJson(answer, answer.body().length == 0 ? "without a body" : "not an object", null);
        }
        return value.getAsJsonObject();
    }

    /** The object under a key of the answer's object. */
    static JsonObject object(Answer answer, String key) throws FailureException {
        if (object(answer).get(key) instanceof JsonObject inner) {
            return inner;
        }
        throw Failures.notJson(answer, "no \"" + key + "\" in it", null);
    }

    /** The objects of the list under a key of the answer's object. */
    static List<JsonObject> objects(Answer answer, String key) throws FailureException {
        JsonObject root = object(answer);
        if (!(root.get(key) instanceof JsonArray)) {
            throw Failures.notJson(answer, "no list \"" + key + "\" in it", null);
        }
        return objects(root, key);
    }

    static List<JsonObject> objects(JsonObject node, String key) {
        List<JsonObject> found = new ArrayList<>();
        if (node.get(key) instanceof JsonArray list) {
            for (JsonElement one : list) {
                if (one instanceof JsonObject object) {
                    found.add(object);
                }
            }
        }
        return found;
    }

    /** An object under a key; an empty one when there is none. */
    static JsonObject inner(JsonObject node, String key) {
        return node.get(key) instanceof JsonObject object ? object : new JsonObject();
    }

    /** A text; a number or boolean as its text, a list or object as its JSON, nothing as "". */
    static String text(JsonObject node, String key) {
        return text(node.get(key));
    }

    static String text(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return "";
        }
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    static long number(JsonObject node, String key, long otherwise) {
        try {
            return node.get(key) instanceof JsonElement e && e.isJsonPrimitive() ? e.getAsLong() : otherwise;
        } catch (NumberFormatException notNumber) {
            return otherwise;
        }
    }

    static boolean flag(JsonObject node, String key) {
        return node.get(key) instanceof JsonElement e && e.isJsonPrimitive() && e.getAsBoolean();
    }

    static List<String> texts(JsonObject node, String key) {
        List<String> found = new ArrayList<>();
        if (node.get(key) instanceof JsonArray list) {
            list.forEach(one -> found.add(text(one)));
        }
        return found;
    }

    static Map<String, String> map(JsonObject node) {
        Map<String, String> found = new LinkedHashMap<>();
        node.entrySet().forEach(e -> found.put(e.getKey(), text(e.getValue())));
        return found;
    }

    /** A time as OpenStack writes it, with or without zone (then it is UTC); null when there is none. */
    static Instant time(JsonObject node, String key) {
        String text = text(node, key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$") ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException unknownForm) {
            return null;
        }
    }
}
