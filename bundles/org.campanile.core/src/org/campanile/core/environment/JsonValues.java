package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** JSON as the plain values that documents hold, and back. Stateless. */
final class JsonValues {

    private JsonValues() {
    }

    /** A value: text, {@code Long}, {@code Double}, boolean, list, map; {@code null} for JSON's null. */
    static Object plain(JsonElement element) {
        return switch (element) {
            case JsonObject object -> {
                Map<String, Object> map = new LinkedHashMap<>();
                object.entrySet().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
                yield map;
            }
            case JsonArray array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(item -> list.add(plain(item)));
                yield list;
            }
            case JsonPrimitive primitive when primitive.isBoolean() -> primitive.getAsBoolean();
            case JsonPrimitive primitive when primitive.isNumber() -> number(primitive);
            case JsonPrimitive primitive -> primitive.getAsString();
            case null, default -> null;
        };
    }

    private static Object number(JsonPrimitive primitive) {
        String text = primitive.getAsString();
        return text.matches("-?[0-9]{1,18}") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(primitive.getAsDouble());
    }

    static JsonElement json(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                JsonObject object = new JsonObject();
                map.forEach((key, item) -> object.add(String.valueOf(key), json(item)));
                yield object;
            }
            case List<?> list -> {
                JsonArray array = new JsonArray();
                list.forEach(item -> array.add(json(item)));
                yield array;
            }
            case Boolean flag -> new JsonPrimitive(flag);
            case Number number -> new JsonPrimitive(number);
            case null -> JsonNull.INSTANCE;
            default -> new JsonPrimitive(value.toString());
        };
    }
}
