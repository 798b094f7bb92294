package org.campanile.demolab.cloud;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A HOT template with the values of its parameters, checked: every mistake is told in the words Heat has for it. Immutable.
 *
 * @param root the template itself
 * @param parameters value of each parameter
 * @param files contents of {@code get_file} by name
 * @param requires for each resource, in the order of the template, those that have to be there before
 */
record Hot(JsonObject root, JsonObject parameters, JsonObject files, Map<String, Set<String>> requires) {

    private static final int LIMIT = 524_288;
    private static final Set<String> SECTIONS = Set.of("heat_template_version", "description", "parameters", "parameter_groups", "resources", "outputs",
            "conditions");

    /** Reads the body of a create, update, preview or validate; {@code old} supplies parameters kept by an update, else it is empty. */
    static Hot read(JsonObject body, JsonObject old) {
        if (!body.has("template") || body.get("template").isJsonNull()) {
            throw new ApiError(400, "HTTPBadRequest", body.has("template_url") ? "The demo lab takes templates in the request only, not by template_url."
                    : "No template specified");
        }
        JsonObject root = document(body.get("template"), "template");
        if (!root.has("heat_template_version")) {
            throw new ApiError(400, "InvalidTemplateVersion", "The template version is invalid: \"heat_template_version: \". \"heat_template_version\" should be "
                    + "one of: 2013-05-23, 2014-10-16, 2015-04-30, 2015-10-15, 2016-04-08, 2016-10-14, 2017-02-24, 2017-09-01, 2018-03-02, 2018-08-31, 2021-04-16");
        }
        for (String section : root.keySet()) {
            if (!SECTIONS.contains(section)) {
                throw new ApiError(400, "InvalidTemplateSection", "The template section is invalid: " + section);
            }
        }
        JsonObject given = old.deepCopy();
        if (body.has("environment") && !body.get("environment").isJsonNull()) {
            JsonObject environment = document(body.get("environment"), "environment");
            merge(given, Json.object(environment, "parameter_defaults"));
            merge(given, Json.object(environment, "parameters"));
        }
        merge(given, Json.object(body, "parameters"));
        return checked(root, given, Json.object(body, "files"));
    }

    /** A template that was checked before. */
    static Hot again(JsonObject root, JsonObject parameters, JsonObject files) {
        return new Hot(root, parameters, files, order(root));
    }

    private static void merge(JsonObject into, JsonObject from) {
        from.entrySet().forEach(e -> into.add(e.getKey(), e.getValue()));
    }

    private static JsonObject document(JsonElement e, String what) {
        if (e instanceof JsonObject o) {
            return o;
        }
        String text = e.getAsString();
        if (text.length() > LIMIT) {
            throw new ApiError(400, "RequestLimitExceeded", "Request limit exceeded: Template size (" + text.length() + " bytes) exceeds maximum allowed size ("
                    + LIMIT + " bytes).");
        }
        try {
            Object value = text.stripLeading().startsWith("{") ? JsonParser.parseString(text) : new Load(LoadSettings.builder().setCodePointLimit(2 * LIMIT)
                    .setAllowDuplicateKeys(false).setMaxAliasesForCollections(50).build()).loadFromString(text);
            return switch (Json.of(value)) {
                case JsonObject o -> o;
                case JsonNull n -> new JsonObject();
                default -> throw new ApiError(400, "HTTPBadRequest", "The " + what + " is not a JSON object or YAML mapping.");
            };
        } catch (YamlEngineException | JsonParseException bad) {
            throw new ApiError(400, "HTTPBadRequest", "Template format error: Error parsing " + what + ": " + bad.getMessage());
        }
    }

    private static Hot checked(JsonObject root, JsonObject given, JsonObject files) {
        JsonObject values = new JsonObject();
        JsonObject declared = Json.object(root, "parameters");
        for (String name : given.keySet()) {
            if (!declared.has(name)) {
                throw new ApiError(400, "UnknownUserParameter", "The Parameter (" + name + ") was not defined in template.");
            }
        }
        for (String name : declared.keySet()) {
            JsonObject schema = Json.object(declared, name);
            if (!given.has(name) && !schema.has("default")) {
                throw new ApiError(400, "UserParameterMissing", "The Parameter (" + name + ") was not provided.");
            }
            values.add(name, typed(name, schema, given.has(name) ? given.get(name) : schema.get("default")));
        }
        Map<String, Set<String>> requires = order(root);
        Hot hot = new Hot(root, values, files, requires);
        requires.keySet().forEach(hot::check);
        return hot;
    }

    private static JsonElement typed(String name, JsonObject schema, JsonElement value) {
        String type = Json.text(schema, "type");
        JsonElement typed = value;
        switch (type) {
            case "number" -> {
                try {
                    typed = value.getAsJsonPrimitive().isNumber() ? value : new JsonPrimitive(new java.math.BigDecimal(value.getAsString()));
                } catch (NumberFormatException | IllegalStateException e) {
                    throw invalid(name, "could not convert string to float: '" + value.getAsString() + "'");
                }
            }
            case "boolean" -> typed = new JsonPrimitive(Set.of("true", "t", "1", "yes", "on", "y").contains(value.getAsString().toLowerCase()));
            case "comma_delimited_list" -> typed = value.isJsonArray() ? value : Json.of(List.of(value.getAsString().split("\\s*,\\s*")));
            case "json" -> {
                if (value.isJsonPrimitive()) {
                    try {
                        typed = JsonParser.parseString(value.getAsString());
                    } catch (JsonParseException e) {
                        throw invalid(name, "Value must be valid JSON: " + e.getMessage());
                    }
                }
            }
            case "string" -> typed = value.isJsonPrimitive() ? new JsonPrimitive(value.getAsString()) : value;
            default -> throw new ApiError(400, "StackValidationFailed", "Invalid type (" + type + ") of parameter " + name);
        }
        for (JsonElement each : Json.array(schema, "constraints")) {
            JsonObject constraint = each.getAsJsonObject();
            JsonElement plain = typed;
            if (constraint.has("allowed_values") && Json.array(constraint, "allowed_values").asList().stream().noneMatch(
                    v -> v.getAsString().equals(plain.getAsString()))) {
                throw invalid(name, "\"" + plain.getAsString() + "\" is not an allowed value " + constraint.get("allowed_values"));
            }
            if (constraint.has("allowed_pattern") && !plain.getAsString().matches(Json.text(constraint, "allowed_pattern"))) {
                throw invalid(name, "\"" + plain.getAsString() + "\" does not match pattern \"" + Json.text(constraint, "allowed_pattern") + "\"");
            }
        }
        return typed;
    }

    private static ApiError invalid(String parameter, String why) {
        return new ApiError(400, "StackValidationFailed", "Parameter '" + parameter + "' is invalid: " + why);
    }

    private static Map<String, Set<String>> order(JsonObject root) {
        Map<String, Set<String>> requires = new LinkedHashMap<>();
        JsonObject resources = Json.object(root, "resources");
        for (String name : resources.keySet()) {
            JsonObject resource = Json.object(resources, name);
            Set<String> needs = new LinkedHashSet<>();
            HotFunctions.references(Json.object(resource, "properties"), needs);
            JsonElement on = resource.get("depends_on");
            Json.array(Json.obj("d", on == null ? Json.arr() : on.isJsonArray() ? on : Json.arr(on)), "d").forEach(d -> needs.add(d.getAsString()));
            for (String need : needs) {
                if (!resources.has(need)) {
                    throw new ApiError(400, "InvalidTemplateReference", "The specified reference \"" + need + "\" (in " + name + ") is incorrect.");
                }
            }
            requires.put(name, needs);
        }
        for (String name : requires.keySet()) {
            circle(name, requires, new ArrayList<>());
        }
        return requires;
    }

    private static void circle(String name, Map<String, Set<String>> requires, List<String> trail) {
        if (trail.contains(name)) {
            throw new ApiError(400, "StackValidationFailed", "Circular Dependency Found: " + String.join(" -> ", trail) + " -> " + name);
        }
        trail.add(name);
        requires.get(name).forEach(next -> circle(next, requires, trail));
        trail.removeLast();
    }

    /** The definition of a resource. */
    JsonObject resource(String name) {
        return Json.object(Json.object(root, "resources"), name);
    }

    private void check(String name) {
        JsonObject resource = resource(name);
        String type = Json.text(resource, "type");
        HotTypes known = HotTypes.of(type).orElseThrow(() -> new ApiError(400, "StackValidationFailed", "The Resource Type (" + type + ") could not be found."));
        JsonObject properties = Json.object(resource, "properties");
        for (Map.Entry<String, JsonElement> property : properties.entrySet()) {
            if (!known.knows(property.getKey())) {
                throw new ApiError(400, "StackValidationFailed", "Property error: resources." + name + ".properties: Unknown Property " + property.getKey());
            }
            String where = "Property error: : resources." + name + ".properties." + property.getKey() + ": : ";
            JsonElement value;
            try {
                value = HotFunctions.resolve(property.getValue(), new Unborn());
            } catch (ApiError e) {
                throw new ApiError(400, "StackValidationFailed", where + e.getMessage());
            }
            if (HotTypes.integer(property.getKey()) && value.isJsonPrimitive() && !value.getAsString().matches("-?\\d+")) {
                throw new ApiError(400, "StackValidationFailed", where + "Value '" + value.getAsString() + "' is not an integer");
            }
        }
        for (String required : known.required) {
            if (!properties.has(required) && !properties.has(required + "_id")) {
                throw new ApiError(400, "StackValidationFailed", "Property error: resources." + name + ".properties: Property " + required + " not assigned");
            }
        }
    }

    /** A parameter's value; the three that every stack has come with the stack. */
    JsonElement parameter(String name, JsonObject pseudo) {
        if (pseudo.has(name)) {
            return pseudo.get(name);
        }
        if (!parameters.has(name)) {
            throw new ApiError(400, "StackValidationFailed", "The Parameter (" + name + ") was not provided.");
        }
        return parameters.get(name);
    }

    /** Before there is a stack: no resource has an id or attributes yet. */
    private final class Unborn implements HotFunctions.Scope {
        @Override
        public JsonElement parameter(String name) {
            return Hot.this.parameter(name, Json.obj("OS::stack_id", "None", "OS::stack_name", "", "OS::project_id", ""));
        }

        @Override
        public JsonElement reference(String resource) {
            return JsonNull.INSTANCE;
        }

        @Override
        public JsonElement attribute(String resource, String attribute) {
            return JsonNull.INSTANCE;
        }

        @Override
        public String file(String name) {
            return Hot.this.file(name);
        }
    }

    /** Contents of a file sent along. */
    String file(String name) {
        if (!files.has(name)) {
            throw new ApiError(400, "StackValidationFailed", "No content found in the \"files\" section for get_file path: " + name);
        }
        return Json.text(files, name);
    }
}
