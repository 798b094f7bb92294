package org.campanile.demolab.cloud;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** HOT's functions: get_param, get_resource, get_attr, get_file, str_replace, list_join. Others of Heat's are refused by name. */
final class HotFunctions {

    private static final Set<String> NOT_HERE = Set.of("digest", "repeat", "resource_facade", "str_split", "map_merge", "map_replace", "yaql", "equals", "if",
            "not", "and", "or", "filter", "make_url", "list_concat", "list_concat_unique", "contains", "str_replace_strict", "str_replace_vstrict");

    /** Where the functions get their values. */
    interface Scope {
        /** Value of a parameter; fails when it was not given. */
        JsonElement parameter(String name);

        /** What {@code get_resource} gives. */
        JsonElement reference(String resource);

        /** What {@code get_attr} gives; null when it is not known yet. */
        JsonElement attribute(String resource, String attribute);

        /** Contents of a file sent along. */
        String file(String name);
    }

    private HotFunctions() {
    }

    static JsonElement resolve(JsonElement e, Scope scope) {
        return switch (e) {
            case JsonArray a -> {
                JsonArray out = new JsonArray();
                a.forEach(v -> out.add(resolve(v, scope)));
                yield out;
            }
            case JsonObject o when o.size() == 1 -> call(o, scope);
            case JsonObject o -> members(o, scope);
            default -> e;
        };
    }

    private static JsonObject members(JsonObject o, Scope scope) {
        JsonObject out = new JsonObject();
        o.entrySet().forEach(m -> out.add(m.getKey(), resolve(m.getValue(), scope)));
        return out;
    }

    private static JsonElement call(JsonObject o, Scope scope) {
        String name = o.keySet().iterator().next();
        JsonElement argument = o.get(name);
        if (NOT_HERE.contains(name)) {
            throw invalid("The demo lab's Heat does not have the function \"" + name + "\".");
        }
        return switch (name) {
            case "get_param" -> {
                List<JsonElement> path = path(argument, scope);
                yield walk(scope.parameter(path.getFirst().getAsString()), path.subList(1, path.size()));
            }
            case "get_resource" -> scope.reference(argument.getAsString());
            case "get_attr" -> {
                List<JsonElement> path = path(argument, scope);
                if (path.size() < 2) {
                    throw invalid("Arguments to \"get_attr\" must be of the form [resource_name, attribute, (path), ...]");
                }
                yield walk(scope.attribute(path.get(0).getAsString(), path.get(1).getAsString()), path.subList(2, path.size()));
            }
            case "get_file" -> new JsonPrimitive(scope.file(resolve(argument, scope).getAsString()));
            case "str_replace" -> replace(argument, scope);
            case "list_join" -> join(argument, scope);
            default -> members(o, scope);
        };
    }

    private static ApiError invalid(String message) {
        return new ApiError(400, "StackValidationFailed", message);
    }

    private static List<JsonElement> path(JsonElement argument, Scope scope) {
        return argument instanceof JsonArray a ? a.asList().stream().map(v -> resolve(v, scope)).toList() : List.of(argument);
    }

    private static JsonElement walk(JsonElement value, List<JsonElement> path) {
        JsonElement at = value;
        for (JsonElement step : path) {
            at = switch (at) {
                case JsonObject o when o.has(step.getAsString()) -> o.get(step.getAsString());
                case JsonArray a when step.getAsString().matches("\\d+") && step.getAsInt() < a.size() -> a.get(step.getAsInt());
                default -> JsonNull.INSTANCE;
            };
        }
        return at;
    }

    private static JsonElement replace(JsonElement argument, Scope scope) {
        if (!(argument instanceof JsonObject given) || !given.has("template") || !given.has("params")) {
            throw invalid("\"str_replace\" parameters must be a map with the keys template and params");
        }
        JsonElement template = resolve(given.get("template"), scope);
        JsonElement params = given.get("params") instanceof JsonObject p ? members(p, scope) : resolve(given.get("params"), scope);
        if (template.isJsonNull() || !(params instanceof JsonObject map)) {
            return JsonNull.INSTANCE;
        }
        String text = string(template);
        Map<String, String> values = map.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, m -> string(m.getValue())));
        List<String> keys = values.keySet().stream().filter(k -> !k.isEmpty()).sorted(Comparator.comparingInt(String::length).reversed()).toList();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length();) {
            int at = i;
            String key = keys.stream().filter(k -> text.startsWith(k, at)).findFirst().orElse("");
            out.append(key.isEmpty() ? String.valueOf(text.charAt(i)) : values.get(key));
            i += Math.max(1, key.length());
        }
        return new JsonPrimitive(out.toString());
    }

    private static JsonElement join(JsonElement argument, Scope scope) {
        if (!(argument instanceof JsonArray a) || a.size() < 2) {
            throw invalid("Incorrect arguments to \"list_join\" should be: \"list_join\" : [ \" \", [ \"str1\", \"str2\"]]");
        }
        String delimiter = string(resolve(a.get(0), scope));
        return new JsonPrimitive(a.asList().stream().skip(1).map(v -> resolve(v, scope)).flatMap(v -> v instanceof JsonArray list ? list.asList().stream()
                : List.of(v).stream()).map(HotFunctions::string).collect(Collectors.joining(delimiter)));
    }

    private static String string(JsonElement e) {
        return switch (e) {
            case JsonNull n -> "";
            case JsonPrimitive p -> p.getAsString();
            default -> e.toString();
        };
    }

    /** Adds the names of resources that a value refers to. */
    static void references(JsonElement e, Set<String> into) {
        switch (e) {
            case JsonArray a -> a.forEach(v -> references(v, into));
            case JsonObject o -> o.entrySet().forEach(m -> {
                if (m.getKey().equals("get_resource") && m.getValue().isJsonPrimitive()) {
                    into.add(m.getValue().getAsString());
                } else if (m.getKey().equals("get_attr") && m.getValue() instanceof JsonArray path && !path.isEmpty() && path.get(0).isJsonPrimitive()) {
                    into.add(path.get(0).getAsString());
                }
                references(m.getValue(), into);
            });
            default -> {
            }
        }
    }
}
