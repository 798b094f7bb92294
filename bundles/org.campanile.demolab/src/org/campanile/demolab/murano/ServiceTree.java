package org.campanile.demolab.murano;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.campanile.demolab.cloud.Json;

/** The services of a description and the paths into them (protocol document, section 1.5). */
final class ServiceTree {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

    private ServiceTree() {
    }

    /** Adds what a new service, or each of a list, lacks: ids, times, names of units. */
    static void complete(JsonElement posted) {
        if (posted instanceof JsonArray list) {
            list.forEach(ServiceTree::complete);
            return;
        }
        if (!(posted instanceof JsonObject service)) {
            throw new MuranoError(500);
        }
        String now = TIME.format(LocalDateTime.now(ZoneOffset.UTC));
        missing(service, "id", id());
        missing(service, "created", now);
        missing(service, "updated", now);
        JsonArray units = Json.array(service, "units");
        for (int i = 0; i < units.size(); i++) {
            if (!(units.get(i) instanceof JsonObject unit)) {
                throw new MuranoError(500);
            }
            missing(unit, "id", id());
            if (!unit.has("name")) {
                if (!service.has("name")) {
                    throw new MuranoError(404);
                }
                unit.addProperty("name", Json.text(service, "name") + "_instance_" + i);
            }
        }
    }

    private static void missing(JsonObject o, String key, String value) {
        if (!o.has(key)) {
            o.addProperty(key, value);
        }
    }

    /** A new id: 32 lower-case hexadecimal characters. */
    static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** What the steps select; {@code null} when there is nothing. */
    static JsonElement walk(JsonElement from, List<String> steps) {
        JsonElement at = from;
        for (String step : steps) {
            at = switch (at) {
                case JsonArray list -> index(list, step) < 0 ? null : list.get(index(list, step));
                case JsonObject o -> o.get(step);
                case null, default -> null;
            };
        }
        return at;
    }

    private static int index(JsonArray list, String step) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof JsonObject o && Json.text(o, "id").equals(step)) {
                return i;
            }
        }
        return step.matches("\\d{1,6}") && Integer.parseInt(step) < list.size() ? Integer.parseInt(step) : -1;
    }

    /** Replaces or makes the value that the steps select, at least two of them. */
    static void set(JsonArray services, List<String> steps, JsonElement value) {
        if (steps.size() < 2) {
            throw new MuranoError(500);
        }
        String last = steps.getLast();
        switch (walk(services, steps.subList(0, steps.size() - 1))) {
            case JsonObject o -> o.add(last, value);
            case JsonArray list when index(list, last) >= 0 -> list.set(index(list, last), value);
            case null, default -> throw new MuranoError(404);
        }
    }

    /** Removes what the steps select. */
    static void remove(JsonArray services, List<String> steps) {
        if (steps.isEmpty()) {
            throw new MuranoError(404);
        }
        String last = steps.getLast();
        switch (walk(services, steps.subList(0, steps.size() - 1))) {
            case JsonObject o when o.has(last) -> o.remove(last);
            case JsonArray list when index(list, last) >= 0 -> list.remove(index(list, last));
            case null, default -> throw new MuranoError(404);
        }
    }

    /** Whether an id occurs in a value, at any depth. */
    static boolean holds(JsonElement e, String id) {
        return switch (e) {
            case JsonObject o -> Json.text(o, "id").equals(id) || o.entrySet().stream().anyMatch(m -> holds(m.getValue(), id));
            case JsonArray a -> a.asList().stream().anyMatch(v -> holds(v, id));
            default -> false;
        };
    }

    /** The same with every text blotted out whose key has {@code token} or {@code pass} in it. */
    static JsonElement sanitized(JsonElement e) {
        return switch (e) {
            case JsonArray a -> Json.of(a.asList().stream().map(ServiceTree::sanitized).toList());
            case JsonObject o -> {
                JsonObject out = new JsonObject();
                o.entrySet().forEach(m -> {
                    String key = m.getKey().toLowerCase(java.util.Locale.ROOT);
                    boolean secret = (key.contains("token") || key.contains("pass")) && m.getValue().isJsonPrimitive();
                    out.add(m.getKey(), secret ? Json.of("*** SANITIZED ***") : sanitized(m.getValue()));
                });
                yield out;
            }
            default -> e;
        };
    }
}
