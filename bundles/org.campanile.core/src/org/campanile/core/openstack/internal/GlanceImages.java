package org.campanile.core.openstack.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import org.campanile.core.openstack.Image;
import org.campanile.core.openstack.ImageDraft;
import org.campanile.core.openstack.Images;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

/**
 * Glance v2 ("Image Service API", docs.openstack.org/api-ref/image/v2). Direct, since openstack4j reads only texts as additional
 * properties, gives only the first page and hides the hash; deleting goes through it.
 */
final class GlanceImages implements Images {

    /** An UUID, or what a store of somebody's own gives instead. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z_-]{1,255}");
    private static final Set<String> BASE = Set.of("id", "name", "status", "visibility", "disk_format", "container_format", "size", "checksum",
            "os_hash_algo", "os_hash_value", "min_disk", "min_ram", "protected", "owner", "created_at", "updated_at", "tags", "self", "file",
            "schema", "virtual_size", "os_hidden", "direct_url", "locations", "stores");

    private final Session session;
    private final Library library;

    GlanceImages(Session session, Library library) {
        this.session = session;
        this.library = library;
    }

    private URI at(String path, String doing) throws FailureException {
        return session.at("image", "v2", path, doing);
    }

    @Override
    public List<Image> list(Task task) throws FailureException {
        return pages("listing images", "/images?limit=200&sort=name:asc,id:asc", task);
    }

    @Override
    public List<Image> named(String name, Task task) throws FailureException {
        return pages("looking for image " + name, "/images?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), task);
    }

    private List<Image> pages(String doing, String first, Task task) throws FailureException {
        URI base = at("", doing);
        return Pages.all(doing, "Glance", first, place -> {
            Answer answer = session.send(Call.get(doing, Session.uri(base + place, doing)), task);
            List<Image> images = Json.objects(answer, "images").stream().map(GlanceImages::image).toList();
            String next = Json.text(Json.object(answer), "next");
            // Glance gives the path as it sees it, which lacks what a proxy puts before it; only the query is of use.
            int query = next.indexOf('?');
            return new Pages.Page<>(images, query < 0 ? "" : "/images" + next.substring(query));
        });
    }

    @Override
    public Optional<Image> find(String id, Task task) throws FailureException {
        try {
            return Optional.of(get(id, task));
        } catch (FailureException failed) {
            if (failed.failure().kind() == Kind.NOT_FOUND && !failed.failure().cameBack().isEmpty()) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    Image get(String id, Task task) throws FailureException {
        String doing = "reading image " + id;
        Answer answer = session.send(Call.get(doing, at("/images/" + id, doing)), task);
        JsonObject found = Json.object(answer);
        if (!found.has("id")) {
            throw Failures.notJson(answer, "no \"id\" in it", null);
        }
        return image(found);
    }

    @Override
    public Image create(ImageDraft draft, Task task) throws FailureException {
        String doing = "creating image " + draft.name();
        JsonObject body = new JsonObject();
        draft.properties().forEach(body::addProperty);
        body.addProperty("name", draft.name());
        body.addProperty("visibility", draft.visibility());
        body.addProperty("disk_format", draft.diskFormat());
        body.addProperty("container_format", draft.containerFormat());
        body.addProperty("min_disk", draft.minDisk());
        body.addProperty("min_ram", draft.minRam());
        JsonArray tags = new JsonArray();
        draft.tags().forEach(tags::add);
        body.add("tags", tags);
        Answer answer = session.send(Call.json(doing, "POST", at("/images", doing), body), task);
        Image made = image(Json.object(answer));
        // It becomes part of the addresses that the bytes are sent to and that a half image is deleted at.
        if (!ID.matcher(made.id()).matches()) {
            throw Failures.notJson(answer, "no \"id\" in it that is one", null);
        }
        return made;
    }

    @Override
    public Image upload(String id, Path file, Task task) throws FailureException {
        return new ImageUpload(session, this).run(id, ImageSource.of(file), task);
    }

    @Override
    public Image createFrom(ImageDraft draft, Path file, Task task) throws FailureException {
        return new UploadRestarts(this, new ImageUpload(session, this), session.transport().limits()).run(draft, ImageSource.of(file), task);
    }

    /**
     * The checksum that Glance computes of new images ({@code [DEFAULT] hashing_algorithm}), as its newest image tells; empty when there is none or
     * it is older than such checksums.
     */
    String hashing(Task task) throws FailureException {
        String doing = "looking which checksum Glance computes";
        Answer answer;
        try {
            answer = session.send(Call.get(doing, at("/images?limit=1&status=active&sort=created_at:desc", doing)), task);
        } catch (FailureException unable) {
            if (unable.failure().kind() == Kind.NOT_FOUND || unable.failure().kind() == Kind.BAD_INPUT) {
                // An image service that cannot list like this can still take an upload; then both usual checksums are computed.
                return "";
            }
            throw unable;
        }
        return Json.objects(answer, "images").stream().findFirst().map(i -> Json.text(i, "os_hash_algo")).orElse("");
    }

    /** Where the data of an image goes. */
    URI data(String id, String doing) throws FailureException {
        return at("/images/" + id + "/file", doing);
    }

    @Override
    public Image update(String id, Map<String, String> set, Set<String> remove, Task task) throws FailureException {
        String doing = "changing image " + id;
        JsonObject now = Json.object(session.send(Call.get(doing, at("/images/" + id, doing)), task));
        JsonArray patch = new JsonArray();
        set.forEach((name, value) -> {
            JsonObject op = new JsonObject();
            op.addProperty("op", now.has(name) ? "replace" : "add");
            op.addProperty("path", pointer(name));
            switch (name) {
                case "min_disk", "min_ram" -> op.addProperty("value", number(value));
                case "protected" -> op.addProperty("value", Boolean.valueOf(value));
                default -> op.addProperty("value", value);
            }
            patch.add(op);
        });
        for (String name : remove) {
            if (now.has(name)) {
                JsonObject op = new JsonObject();
                op.addProperty("op", "remove");
                op.addProperty("path", pointer(name));
                patch.add(op);
            }
        }
        if (patch.isEmpty()) {
            return image(now);
        }
        Call call = new Call(doing, "PATCH", at("/images/" + id, doing),
                Map.of("Content-Type", "application/openstack-images-v2.1-json-patch"),
                BodyPublishers.ofByteArray(patch.toString().getBytes(StandardCharsets.UTF_8)));
        return image(Json.object(session.send(call, task)));
    }

    /** A property's name as JSON pointer (RFC 6901). */
    private static String pointer(String name) {
        return '/' + name.replace("~", "~0").replace("/", "~1");
    }

    /** Glance tells what is wrong with a text where a number belongs. */
    private static Number number(String value) {
        return value.matches("\\d{1,9}") ? Integer.valueOf(value) : Integer.valueOf(-1);
    }

    @Override
    public Image setVisibility(String id, String visibility, Task task) throws FailureException {
        return update(id, Map.of("visibility", visibility), Set.of(), task);
    }

    @Override
    public void delete(String id, Task task) throws FailureException {
        library.call("deleting image " + id, task, os -> os.imagesV2().delete(id));
    }

    private static Image image(JsonObject i) {
        Map<String, String> properties = new LinkedHashMap<>();
        i.entrySet().forEach(e -> {
            if (!BASE.contains(e.getKey()) && !e.getValue().isJsonNull()) {
                properties.put(e.getKey(), Json.text(e.getValue()));
            }
        });
        return new Image(Json.text(i, "id"), Json.text(i, "name"), Json.text(i, "status"), Json.text(i, "visibility"),
                Json.text(i, "disk_format"), Json.text(i, "container_format"), Json.number(i, "size", -1), Json.text(i, "checksum"),
                Json.text(i, "os_hash_algo"), Json.text(i, "os_hash_value"), (int) Json.number(i, "min_disk", 0),
                (int) Json.number(i, "min_ram", 0), Json.flag(i, "protected"), Json.text(i, "owner"), Json.time(i, "created_at"),
                Json.time(i, "updated_at"), Json.texts(i, "tags"), properties);
    }
}
