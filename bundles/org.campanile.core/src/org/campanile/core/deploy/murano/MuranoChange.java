package org.campanile.core.deploy.murano;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.campanile.core.murano.MuranoComponent;

/**
 * What has to be changed in a draft so that it is as the document wants it. What Murano has added to a service - states of its conductor, addresses, outputs
 * - is kept: without it the steps of release 0.2 would all be done again. A value.
 *
 * @param add services the draft does not have, as they are sent
 * @param replace services that change, as they are sent
 * @param remove services that the document has no more
 * @param same how many stay as they are
 */
public record MuranoChange(List<JsonObject> add, List<JsonObject> replace, List<MuranoComponent> remove, int same) {

    public MuranoChange {
        add = List.copyOf(add);
        replace = List.copyOf(replace);
        remove = List.copyOf(remove);
    }

    /** From what there is to what is wanted. */
    static MuranoChange between(List<MuranoComponent> now, List<JsonObject> wanted) {
        Map<String, MuranoComponent> there = new LinkedHashMap<>();
        now.forEach(c -> there.put(c.id(), c));
        List<JsonObject> add = new ArrayList<>();
        List<JsonObject> replace = new ArrayList<>();
        int same = 0;
        for (JsonObject want : wanted) {
            MuranoComponent old = there.remove(id(want));
            if (old == null) {
                add.add(want);
                continue;
            }
            JsonObject before = stored(old.json());
            JsonObject merged = merged(before, want);
            if (merged.equals(before)) {
                same++;
            } else {
                replace.add(merged);
            }
        }
        return new MuranoChange(add, replace, List.copyOf(there.values()), same);
    }

    private static JsonObject stored(JsonObject shown) {
        JsonObject copy = shown.deepCopy();
        copy.remove("status"); // only shown, in 0.2
        if (copy.get("?") instanceof JsonObject head) {
            head.remove("status"); // only shown, later
        }
        return copy;
    }

    private static JsonObject merged(JsonObject old, JsonObject want) {
        JsonObject all = old.deepCopy();
        want.entrySet().forEach(e -> all.add(e.getKey(), e.getKey().equals("?") && old.get("?") instanceof JsonObject head ? merged(head, e.getValue().getAsJsonObject())
                : value(old.get(e.getKey()), e.getValue())));
        return all;
    }

    private static JsonElement value(JsonElement old, JsonElement want) {
        if (old instanceof JsonObject o && want instanceof JsonObject w && id(o).equals(id(w))) {
            return merged(o, w);
        }
        if (old instanceof JsonArray o && want instanceof JsonArray w && w.asList().stream().allMatch(e -> e instanceof JsonObject x && !id(x).isEmpty())) {
            JsonArray all = new JsonArray();
            for (JsonElement item : w) {
                JsonElement before = o.asList().stream().filter(e -> e instanceof JsonObject x && id(x).equals(id(item.getAsJsonObject()))).findFirst().orElse(null);
                all.add(before == null ? item : merged(before.getAsJsonObject(), item.getAsJsonObject()));
            }
            return all;
        }
        // The engine writes version and package behind the class.
        boolean versioned = old != null && want.isJsonPrimitive() && old.isJsonPrimitive() && old.getAsString().startsWith(want.getAsString() + "/");
        return versioned ? old : want;
    }

    private static String id(JsonObject of) {
        JsonElement id = (of.get("?") instanceof JsonObject head ? head : of).get("id");
        return id != null && id.isJsonPrimitive() ? id.getAsString() : "";
    }

    static String name(JsonObject of) {
        JsonElement name = of.get("name");
        return name != null && name.isJsonPrimitive() ? name.getAsString() : id(of);
    }

    /** Whether the draft is as it is wanted. */
    public boolean nothing() {
        return add.isEmpty() && replace.isEmpty() && remove.isEmpty();
    }

    /** The change in words, e.g. "adds web, removes db". */
    public String words() {
        List<String> parts = new ArrayList<>();
        part(parts, "adds ", add.stream().map(MuranoChange::name).toList());
        part(parts, "changes ", replace.stream().map(MuranoChange::name).toList());
        part(parts, "removes ", remove.stream().map(c -> c.name().isEmpty() ? c.id() : c.name()).toList());
        return parts.isEmpty() ? "changes nothing" : String.join(", ", parts);
    }

    private static void part(List<String> parts, String verb, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(verb + names.stream().limit(12).collect(Collectors.joining(", ")) + (names.size() > 12 ? " and " + (names.size() - 12) + " more" : ""));
        }
    }
}
