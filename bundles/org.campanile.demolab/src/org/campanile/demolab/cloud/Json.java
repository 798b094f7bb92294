package org.campanile.demolab.cloud;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** Short hand for JSON values. Keeps nulls: OpenStack's answers name absent values. */
public final class Json {

    private Json() {
    }

    /** An object from alternating keys and values; values as in {@link #of}. */
    public static JsonObject obj(Object... keysAndValues) {
        JsonObject o = new JsonObject();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            o.add((String) keysAndValues[i], of(keysAndValues[i + 1]));
        }
        return o;
    }

    /** An array of values as in {@link #of}. */
    public static JsonArray arr(Object... values) {
        JsonArray a = new JsonArray();
        for (Object v : values) {
            a.add(of(v));
        }
        return a;
    }

    /** A string, number, boolean, map, collection, null or JSON as JSON. */
    public static JsonElement of(Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case JsonElement e -> e;
            case String s -> new JsonPrimitive(s);
            case Boolean b -> new JsonPrimitive(b);
            case Number n -> new JsonPrimitive(n);
            case Collection<?> c -> {
                JsonArray a = new JsonArray();
                c.forEach(v -> a.add(of(v)));
                yield a;
            }
            case Map<?, ?> m -> {
                JsonObject o = new JsonObject();
                m.forEach((k, v) -> o.add(Objects.toString(k), of(v)));
                yield o;
            }
            default -> new JsonPrimitive(value.toString());
        };
    }

    /** A member as text; empty when it is absent, null or no scalar. */
    public static String text(JsonObject o, String key) {
        return o.get(key) instanceof JsonPrimitive p ? p.getAsString() : "";
    }

    /** A member as an object; an empty one when it is absent or something else. */
    public static JsonObject object(JsonObject o, String key) {
        return o.get(key) instanceof JsonObject inner ? inner : new JsonObject();
    }

    /** A member as an array; an empty one when it is absent or something else. */
    public static JsonArray array(JsonObject o, String key) {
        return o.get(key) instanceof JsonArray inner ? inner : new JsonArray();
    }

    /** A member as a whole number. */
    public static int number(JsonObject o, String key, int otherwise) {
        if (o.get(key) instanceof JsonPrimitive p) {
            try {
                return p.getAsInt();
            } catch (NumberFormatException notOne) {
                return otherwise;
            }
        }
        return otherwise;
    }

    /** Whether a member is true. */
    public static boolean flag(JsonObject o, String key) {
        return o.get(key) instanceof JsonPrimitive p && p.getAsBoolean();
    }

    /** The same without some members. */
    public static JsonObject without(JsonObject o, String... keys) {
        JsonObject copy = o.deepCopy();
        for (String key : keys) {
            copy.remove(key);
        }
        return copy;
    }
}
