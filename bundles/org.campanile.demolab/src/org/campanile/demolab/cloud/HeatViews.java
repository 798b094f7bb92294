package org.campanile.demolab.cloud;

import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** How Heat shows stacks, resources, events and outputs. */
final class HeatViews {

    private static final Map<String, String> TYPES = Map.of("string", "String", "number", "Number", "json", "Json", "boolean", "Boolean",
            "comma_delimited_list", "CommaDelimitedList");

    private final String url;
    private final StackEngine engine;

    HeatViews(String url, StackEngine engine) {
        this.url = url;
        this.engine = engine;
    }

    String self(JsonObject stack) {
        return url + "/v1/" + Json.text(stack, "project_id") + "/stacks/" + Json.text(stack, "name") + "/" + Json.text(stack, "id");
    }

    JsonArray links(JsonObject stack) {
        return Json.arr(Json.obj("href", self(stack), "rel", "self"));
    }

    String status(JsonObject stack) {
        return Json.text(stack, "action") + "_" + Json.text(stack, "status");
    }

    private static Object orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A stack in a list. */
    JsonObject row(JsonObject s) {
        return Json.obj("id", s.get("id"), "links", links(s), "project", s.get("project_id"), "stack_name", s.get("name"), "description",
                Json.text(Json.object(s, "template"), "description"), "stack_status", status(s), "stack_status_reason", s.get("reason"), "creation_time",
                s.get("created"), "updated_time", orNull(Json.text(s, "updated")), "deletion_time", orNull(Json.text(s, "deleted")), "stack_owner", s.get("owner"),
                "parent", null, "stack_user_project_id", Ids.fixed("stack-user:" + Json.text(s, "id")), "tags", tags(s));
    }

    private static JsonElement tags(JsonObject s) {
        return Json.text(s, "tags").isEmpty() ? Json.of(null) : Json.arr((Object[]) Json.text(s, "tags").split(","));
    }

    /** A stack by itself. */
    JsonObject stack(JsonObject s) {
        JsonObject parameters = Json.obj("OS::stack_id", s.get("id"), "OS::project_id", s.get("project_id"), "OS::stack_name", s.get("name"));
        Json.object(s, "parameters").entrySet().forEach(p -> {
            JsonObject schema = Json.object(Json.object(Json.object(s, "template"), "parameters"), p.getKey());
            JsonElement value = p.getValue();
            parameters.addProperty(p.getKey(), Json.flag(schema, "hidden") ? "******" : value.isJsonPrimitive() ? value.getAsString() : value.toString());
        });
        JsonObject template = Json.object(s, "template");
        String description = template.has("description") ? Json.text(template, "description") : "No description";
        return Json.obj("stack_name", s.get("name"), "id", s.get("id"), "links", links(s), "creation_time", s.get("created"), "updated_time",
                orNull(Json.text(s, "updated")), "deletion_time", orNull(Json.text(s, "deleted")), "notification_topics", Json.arr(), "parameters", parameters,
                "description", description, "template_description", description, "capabilities", Json.arr(), "disable_rollback", !Json.flag(s, "rollback"),
                "timeout_mins", s.get("timeout"), "stack_owner", s.get("owner"), "parent", null, "stack_user_project_id",
                Ids.fixed("stack-user:" + Json.text(s, "id")), "tags", tags(s), "stack_status", status(s), "stack_status_reason", s.get("reason"), "outputs",
                Json.text(s, "id").equals("None") ? Json.arr() : outputs(s, true));
    }

    /** The outputs as far as they are known. */
    JsonArray outputs(JsonObject s, boolean values) {
        JsonArray all = new JsonArray();
        JsonObject template = Json.object(s, "template");
        JsonObject declared = Json.object(template, "outputs");
        if (!Json.text(s, "deleted").isEmpty() || declared.isEmpty()) {
            return all;
        }
        HotFunctions.Scope scope = engine.scope(Json.text(s, "id"), Hot.again(template, Json.object(s, "parameters"), Json.object(s, "files")));
        for (String name : declared.keySet()) {
            JsonObject o = Json.object(declared, name);
            JsonObject view = Json.obj("output_key", name, "description", o.has("description") ? Json.text(o, "description") : "No description given");
            if (values) {
                try {
                    view.add("output_value", HotFunctions.resolve(o.get("value"), scope));
                } catch (ApiError e) {
                    view.add("output_value", Json.of(null));
                    view.addProperty("output_error", e.getMessage());
                }
            }
            all.add(view);
        }
        return all;
    }

    /** A resource of a stack. */
    JsonObject resource(JsonObject s, String name, boolean whole) {
        JsonObject r = Json.object(Json.object(s, "resources"), name);
        String self = self(s) + "/resources/" + name;
        JsonArray by = new JsonArray();
        Json.object(s, "resources").entrySet().forEach(e -> {
            if (Json.array(e.getValue().getAsJsonObject(), "requires").contains(Json.of(name))) {
                by.add(e.getKey());
            }
        });
        JsonObject view = Json.obj("resource_name", name, "logical_resource_id", name, "physical_resource_id", Json.text(r, "physical"), "resource_status",
                Json.text(r, "action") + "_" + Json.text(r, "status"), "resource_status_reason", Json.text(r, "reason"), "resource_type", r.get("type"),
                "creation_time", r.get("created"), "updated_time", r.get("updated"), "required_by", by, "links",
                Json.arr(Json.obj("href", self, "rel", "self"), Json.obj("href", self(s), "rel", "stack")));
        if (whole) {
            view.addProperty("description", "");
            HotFunctions.Scope scope = engine.scope(Json.text(s, "id"), Hot.again(Json.object(s, "template"), Json.object(s, "parameters"), Json.object(s, "files")));
            view.add("attributes", scope.attribute(name, HotTypes.RANDOM.type.equals(Json.text(r, "type")) ? "value" : "show") instanceof JsonObject o ? o
                    : Json.object(r, "data"));
        }
        return view;
    }

    /** A resource that a template would make. */
    JsonObject planned(JsonObject s, String name, Hot hot) {
        JsonObject stackIdentity = Json.obj("tenant", s.get("project_id"), "stack_name", s.get("name"), "stack_id", s.get("id"), "path", "");
        JsonObject identity = stackIdentity.deepCopy();
        identity.addProperty("path", "/resources/" + name);
        return Json.obj("resource_name", name, "physical_resource_id", "", "resource_action", "INIT", "resource_status", "COMPLETE", "resource_status_reason", "",
                "resource_type", hot.resource(name).get("type"), "resource_identity", identity, "stack_identity", stackIdentity, "stack_name", s.get("name"),
                "required_by", hot.requires().entrySet().stream().filter(e -> e.getValue().contains(name)).map(Map.Entry::getKey).toList(), "properties",
                Json.object(hot.resource(name), "properties"), "metadata", Json.obj(), "attributes", Json.obj(), "description", "", "creation_time", null,
                "updated_time", null);
    }

    /** An event. */
    JsonObject event(JsonObject s, JsonObject e) {
        String resource = self(s) + "/resources/" + Json.text(e, "resource");
        return Json.obj("id", e.get("id"), "event_time", e.get("time"), "resource_name", e.get("resource"), "logical_resource_id", e.get("resource"),
                "physical_resource_id", e.get("physical"), "resource_status", e.get("status"), "resource_status_reason", e.get("reason"), "resource_type",
                e.get("type"), "links", Json.arr(Json.obj("href", resource + "/events/" + Json.text(e, "id"), "rel", "self"), Json.obj("href", resource, "rel",
                        "resource"), Json.obj("href", self(s), "rel", "stack")));
    }

    /** A parameter as validate shows it. */
    static JsonObject parameter(String name, JsonObject schema) {
        JsonObject view = Json.obj("Type", TYPES.getOrDefault(Json.text(schema, "type"), "String"), "Description", Json.text(schema, "description"), "NoEcho",
                String.valueOf(Json.flag(schema, "hidden")), "Label", schema.has("label") ? Json.text(schema, "label") : name);
        if (schema.has("default")) {
            view.add("Default", schema.get("default"));
        }
        return view;
    }
}
