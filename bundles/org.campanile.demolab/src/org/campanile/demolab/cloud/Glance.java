package org.campanile.demolab.cloud;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.campanile.demolab.http.Answer;

/** Glance v2: images with free properties, listed by pages, changed by JSON patches; their contents are {@link ImageStore}'s. */
final class Glance {

    private static final Set<String> READ_ONLY = Set.of("id", "status", "size", "checksum", "created_at", "updated_at", "file", "self", "schema",
            "os_hash_algo", "os_hash_value", "virtual_size", "direct_url", "locations");
    private static final Pattern UUID = Pattern.compile("^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$");
    private static final Set<String> FLAGS = Set.of("protected", "os_hidden");
    private static final Set<String> NUMBERS = Set.of("min_disk", "min_ram");
    private static final Set<String> NOT_FILTERS = Set.of("limit", "marker", "sort_key", "sort_dir", "sort", "member_status", "size_min", "size_max",
            "visibility", "owner", "os_hidden");

    private final Api api;
    private final Table images;
    private final Ids ids;
    private final ImageStore store;

    Glance(Api api, DemoState state, Ids ids) {
        this.api = api;
        this.images = state.table("images");
        this.ids = ids;
        this.store = new ImageStore(state, images);
        api.open("GET", "/(?:versions)?", e -> Answer.json(300, Json.obj("versions", Json.arr(version("v2.9", "CURRENT"), version("v2.7", "SUPPORTED"),
                version("v2.6", "SUPPORTED"), version("v2.5", "SUPPORTED"), version("v2.4", "SUPPORTED"), version("v2.3", "SUPPORTED"),
                version("v2.2", "SUPPORTED"), version("v2.1", "SUPPORTED"), version("v2.0", "SUPPORTED")))));
        api.route("GET", "/v2/images/?", this::list);
        api.route("POST", "/v2/images", c -> {
            JsonObject image = create(c.body(), c.projectId(), c.admin());
            return Answer.json(201, view(image)).with("Location", api.url() + "/v2/images/" + Json.text(image, "id"));
        });
        api.route("GET", "/v2/images/([^/]+)", c -> Answer.json(200, view(visible(c))));
        api.route("PATCH", "/v2/images/([^/]+)", this::patch);
        api.route("DELETE", "/v2/images/([^/]+)", c -> {
            JsonObject image = owned(c, "delete_image");
            if (Json.flag(image, "protected")) {
                throw ApiError.forbidden("Image " + c.group(0) + " is protected and cannot be deleted.");
            }
            images.remove(c.group(0));
            store.delete(c.group(0));
            return Answer.empty(204);
        });
        api.route("PUT", "/v2/images/([^/]+)/file", c -> {
            store.upload(owned(c, "upload_image"), c.exchange());
            return Answer.empty(204);
        });
        api.route("GET", "/v2/images/([^/]+)/file", c -> store.download(visible(c), c.exchange()));
        api.route("GET", "/v2/images/([^/]+)/members", c -> Answer.json(200, Json.obj("members", Json.arr(), "schema", "/v2/schemas/members")));
        for (String tagging : List.of("PUT", "DELETE")) {
            api.route(tagging, "/v2/images/([^/]+)/tags/([^/]+)", c -> {
                owned(c, "modify_image");
                images.update(c.group(0), i -> retag(Json.array(i, "tags"), c.group(1), tagging.equals("PUT")));
                return Answer.empty(204);
            });
        }
        api.route("GET", "/v2/schemas/(image|images|member|members)", c -> Answer.json(200, schema(c.group(0))));
        api.route("GET", "/v2/info/import", c -> Answer.json(200, Json.obj("import-methods", Json.obj("description", "Import methods available.", "type",
                "array", "value", Json.arr()))));
        api.route("GET", "/v2/info/stores", c -> Answer.json(200, Json.obj("stores", Json.arr(Json.obj("id", "file", "default", "true")))));
    }

    private JsonObject version(String id, String status) {
        return Json.obj("id", id, "status", status, "links", Json.arr(Json.obj("rel", "self", "href", api.url() + "/v2/")));
    }

    private static JsonObject schema(String name) {
        JsonObject properties = new JsonObject();
        for (String text : List.of("id", "name", "status", "visibility", "disk_format", "container_format", "owner", "checksum", "os_hash_algo",
                "os_hash_value", "created_at", "updated_at", "self", "file", "schema")) {
            properties.add(text, Json.obj("type", Json.arr("null", "string")));
        }
        NUMBERS.forEach(n -> properties.add(n, Json.obj("type", "integer")));
        FLAGS.forEach(f -> properties.add(f, Json.obj("type", "boolean")));
        properties.add("size", Json.obj("type", Json.arr("null", "integer")));
        properties.add("tags", Json.obj("type", "array", "items", Json.obj("type", "string")));
        return Json.obj("name", name, "properties", properties, "additionalProperties", Json.obj("type", "string"));
    }

    private static void retag(JsonArray tags, String tag, boolean add) {
        tags.remove(Json.of(tag));
        if (add) {
            tags.add(tag);
        }
    }

    /** Makes an image in status queued. */
    JsonObject create(JsonObject given, String project, boolean admin) {
        JsonObject image = Json.obj("name", null, "disk_format", null, "container_format", null, "visibility", "shared", "size", null, "virtual_size",
                null, "status", "queued", "checksum", null, "protected", false, "min_ram", 0, "min_disk", 0, "owner", project, "os_hidden", false,
                "os_hash_algo", null, "os_hash_value", null, "tags", Json.arr());
        String id = given.has("id") ? Json.text(given, "id") : ids.uuid();
        if (!UUID.matcher(id).matches()) {
            throw ApiError.badRequest("Provided object does not match schema 'image': '" + id + "' does not match '" + UUID.pattern() + "'");
        }
        if (images.get(id).isPresent()) {
            throw ApiError.conflict("Image ID " + id + " already exists!");
        }
        given.entrySet().forEach(e -> {
            if (!e.getKey().equals("id")) {
                set(image, e.getKey(), e.getValue(), admin);
            }
        });
        image.addProperty("id", id);
        image.addProperty("created_at", Clock.now());
        image.addProperty("updated_at", Clock.now());
        return images.put(image);
    }

    /** Makes an active image of these bytes, for a new lab. */
    void seed(JsonObject given, String project, byte[] contents) {
        store.put(create(given, project, true), contents);
    }

    private static void set(JsonObject image, String key, JsonElement value, boolean admin) {
        if (READ_ONLY.contains(key)) {
            throw ApiError.forbidden("Attribute '" + key + "' is read-only.");
        }
        String path = "Provided object does not match schema 'image': ";
        boolean plain = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
        switch (key) {
            case "tags" -> {
                if (!value.isJsonArray()) {
                    throw ApiError.badRequest(path + value + " is not of type 'array'");
                }
            }
            case "visibility" -> {
                if (!plain || !Set.of("public", "private", "shared", "community").contains(value.getAsString())) {
                    throw ApiError.badRequest(path + value + " is not one of ['community', 'public', 'private', 'shared']");
                }
                if (value.getAsString().equals("public") && !admin) {
                    throw ApiError.forbidden("You are not authorized to complete publicize_image action.");
                }
            }
            case "min_disk", "min_ram" -> {
                if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isNumber()) {
                    throw ApiError.badRequest(path + value + " is not of type 'integer'");
                }
            }
            case "protected", "os_hidden" -> {
                if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isBoolean()) {
                    throw ApiError.badRequest(path + value + " is not of type 'boolean'");
                }
            }
            case "disk_format" -> {
                if (!value.isJsonNull() && !Set.of("ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "iso", "ploop").contains(
                        value.getAsString())) {
                    throw ApiError.badRequest(path + value + " is not one of the disk formats");
                }
            }
            default -> {
                if (!plain && !value.isJsonNull()) {
                    throw ApiError.badRequest(path + value + " is not of type 'string'");
                }
            }
        }
        image.add(key, value);
    }

    private JsonObject visible(Call call) {
        String id = call.group(0);
        return images.get(id).filter(i -> seen(call, i)).orElseThrow(() -> ApiError.notFound("No image found with ID " + id));
    }

    private static boolean seen(Call call, JsonObject image) {
        return call.admin() || Json.text(image, "owner").equals(call.projectId()) || Set.of("public", "community").contains(Json.text(image, "visibility"));
    }

    private JsonObject owned(Call call, String action) {
        JsonObject image = visible(call);
        if (!call.admin() && !Json.text(image, "owner").equals(call.projectId())) {
            throw ApiError.forbidden("You are not authorized to complete " + action + " action.");
        }
        return image;
    }

    private Answer patch(Call call) throws Exception {
        JsonObject image = owned(call, "modify_image").deepCopy();
        String type = call.exchange().header("Content-Type").orElse("");
        if (!type.startsWith("application/openstack-images-v2.")) {
            throw new ApiError(415, "UnsupportedMediaType", "The server could not comply with the request: the content type has to be "
                    + "application/openstack-images-v2.1-json-patch.");
        }
        for (JsonElement each : JsonParser.parseString(call.exchange().text()).getAsJsonArray()) {
            JsonObject change = each.getAsJsonObject();
            String key = Json.text(change, "path").replaceFirst("^/", "").replace("~1", "/").replace("~0", "~");
            switch (Json.text(change, "op")) {
                case "add" -> set(image, key, change.get("value"), call.admin());
                case "replace" -> {
                    present(image, key);
                    set(image, key, change.get("value"), call.admin());
                }
                case "remove" -> {
                    present(image, key);
                    if (READ_ONLY.contains(key) || FLAGS.contains(key) || NUMBERS.contains(key) || Set.of("name", "visibility", "tags").contains(key)) {
                        throw ApiError.forbidden("Property " + key + " is a base property and may not be removed.");
                    }
                    image.remove(key);
                }
                default -> throw ApiError.badRequest("Operations must be JSON objects with op add, remove or replace.");
            }
        }
        image.addProperty("updated_at", Clock.now());
        return Answer.json(200, view(images.put(image)));
    }

    private static void present(JsonObject image, String key) {
        if (!image.has(key)) {
            throw ApiError.conflict("Property " + key + " does not exist.");
        }
    }

    private Answer list(Call call) {
        Map<String, String> q = call.exchange().query();
        List<JsonObject> found = new ArrayList<>(images.where(i -> seen(call, i) && matches(call, i, q)));
        String sort = q.getOrDefault("sort", q.getOrDefault("sort_key", "created_at") + ":" + q.getOrDefault("sort_dir", "desc"));
        String[] by = sort.split(",")[0].split(":");
        Comparator<JsonObject> order = Comparator.comparing(i -> Json.text(i, by[0]));
        found.sort(by.length < 2 || by[1].equals("desc") ? order.reversed() : order);
        int from = 0;
        if (q.containsKey("marker")) {
            String marker = q.get("marker");
            from = found.stream().map(i -> Json.text(i, "id")).toList().indexOf(marker) + 1;
            if (from == 0) {
                throw ApiError.badRequest("Invalid marker. Image " + marker + " could not be found.");
            }
        }
        int limit = Math.min(1000, q.containsKey("limit") ? Integer.parseInt(q.get("limit")) : 25);
        List<JsonObject> page = found.subList(Math.min(from, found.size()), Math.min(from + limit, found.size()));
        JsonObject answer = Json.obj("images", page.stream().map(Glance::view).toList(), "first", "/v2/images", "schema", "/v2/schemas/images");
        if (from + limit < found.size() && !page.isEmpty()) {
            StringBuilder next = new StringBuilder("/v2/images?marker=" + Json.text(page.getLast(), "id"));
            q.forEach((k, v) -> next.append(k.equals("marker") ? "" : "&" + k + "=" + java.net.URLEncoder.encode(v, java.nio.charset.StandardCharsets.UTF_8)));
            answer.addProperty("next", next.toString());
        }
        return Answer.json(200, answer);
    }

    private static boolean matches(Call call, JsonObject image, Map<String, String> q) {
        String visibility = q.getOrDefault("visibility", "");
        boolean mine = Json.text(image, "owner").equals(call.projectId());
        boolean shown = switch (visibility) {
            case "" -> mine || call.admin() || !Json.text(image, "visibility").equals("community");
            case "all" -> true;
            default -> Json.text(image, "visibility").equals(visibility);
        };
        return shown && Json.flag(image, "os_hidden") == Boolean.parseBoolean(q.getOrDefault("os_hidden", "false"))
                && (!q.containsKey("owner") || Json.text(image, "owner").equals(q.get("owner")))
                && q.entrySet().stream().filter(e -> !NOT_FILTERS.contains(e.getKey())).allMatch(e -> e.getValue().startsWith("in:")
                        ? List.of(e.getValue().substring(3).split(",")).contains(Json.text(image, e.getKey()))
                        : e.getKey().equals("tag") ? Json.array(image, "tags").contains(Json.of(e.getValue()))
                                : Json.text(image, e.getKey()).equals(e.getValue()));
    }

    private static JsonObject view(JsonObject image) {
        JsonObject view = image.deepCopy();
        String self = "/v2/images/" + Json.text(image, "id");
        view.addProperty("self", self);
        view.addProperty("file", self + "/file");
        view.addProperty("schema", "/v2/schemas/image");
        return view;
    }
}
