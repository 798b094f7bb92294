package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Deep, ordered, unmodifiable copies of the plain values a document holds. */
final class Values {

    private Values() {
    }

    /** A copy of {@code map} in its order; {@code null} values are left out, since an absent key says the same. */
    static Map<String, Object> copy(Map<String, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (value != null) {
                copy.put(key, copy(value));
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> text = new LinkedHashMap<>();
            map.forEach((k, v) -> text.put(String.valueOf(k), v));
            return copy(text);
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(item == null ? "" : copy(item)));
            return Collections.unmodifiableList(items);
        }
        if (value instanceof Integer number) {
            return Long.valueOf(number);
        }
        return value;
    }

    /** {@code map} with {@code key} set in its place, or removed when {@code value} is {@code null}. */
    static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(map);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return changed;
    }

    /** The value as text: a string itself, a number or boolean as written, the name of an image object, otherwise empty. */
    static String text(Object value) {
        return switch (value) {
            case String s -> s;
            case Number n -> n.toString();
            case Boolean b -> b.toString();
            case Map<?, ?> map when map.get("name") instanceof String name -> name;
            case null, default -> "";
        };
    }
}
