package org.campanile.core.openstack.internal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.campanile.core.openstack.Orchestration;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Heat ("Orchestration Service API v1", docs.openstack.org/api-ref/orchestration). Direct, since openstack4j has no preview, no marker and
 * nesting of events, no outputs as they are and no files of an environment.
 */
final class HeatOrchestration implements Orchestration {

    private static final int PAGE = 200;

    private final Session session;

    HeatOrchestration(Session session) {
        this.session = session;
    }

    private URI at(String path, String doing) throws FailureException {
        return session.at("orchestration", "", path, doing);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String path(StackRef stack) {
        return "/stacks/" + encoded(stack.name()) + (stack.id().isEmpty() ? "" : '/' + encoded(stack.id()));
    }

    @Override
    public List<Stack> stacks(Task task) throws FailureException {
        String doing = "listing stacks";
        return Pages.all(doing, "Heat", "", marker -> {
            URI page = at("/stacks?limit=" + PAGE + (marker.isEmpty() ? "" : "&marker=" + encoded(marker)), doing);
            return Pages.byMarker(session.send(Call.get(doing, page), task), "stacks", PAGE, HeatOrchestration::stack, s -> s.ref().id());
        });
    }

    @Override
    public Optional<Stack> find(String nameOrId, Task task) throws FailureException {
        try {
            Stack found = show(new StackRef(nameOrId, ""), task);
            return found.status().equals("DELETE_COMPLETE") ? Optional.empty() : Optional.of(found);
        } catch (FailureException failed) {
            if (failed.failure().kind() == Kind.NOT_FOUND && !failed.failure().cameBack().isEmpty()) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    @Override
    public Stack show(StackRef ref, Task task) throws FailureException {
        String doing = "reading stack " + ref.name();
        return stack(Json.object(session.send(Call.get(doing, at(path(ref), doing)), task), "stack"));
    }

    private static Stack stack(JsonObject s) {
        Map<String, String> outputs = new LinkedHashMap<>();
        Json.objects(s, "outputs").forEach(o -> outputs.put(Json.text(o, "output_key"), Json.text(o, "output_value")));
        return new Stack(new StackRef(Json.text(s, "stack_name"), Json.text(s, "id")), Json.text(s, "stack_status"),
                Json.text(s, "stack_status_reason"), Json.text(s, "description"), Json.map(Json.inner(s, "parameters")), outputs,
                Json.time(s, "creation_time"), Json.time(s, "updated_time"));
    }

    @Override
    public Template validate(StackDraft draft, Task task) throws FailureException {
        String doing = "validating template " + draft.name();
        JsonObject body = body(draft);
        // This call refuses what belongs to a stack only.
        List.of("stack_name", "timeout_mins", "disable_rollback", "tags").forEach(body::remove);
        JsonObject got = Json.object(session.send(Call.json(doing, "POST", at("/validate", doing), body), task));
        JsonObject parameters = Json.inner(got, "Parameters");
        Map<String, String> types = new LinkedHashMap<>();
        parameters.keySet().forEach(name -> types.put(name, Json.text(Json.inner(parameters, name), "Type")));
        return new Template(Json.text(got, "Description"), types);
    }

    @Override
    public List<Resource> preview(StackDraft draft, Task task) throws FailureException {
        String doing = "previewing stack " + draft.name();
        JsonObject stack = Json.object(session.send(Call.json(doing, "POST", at("/stacks/preview", doing), body(draft)), task), "stack");
        List<Resource> all = new ArrayList<>();
        collect(stack.get("resources"), all);
        return List.copyOf(all);
    }

    /** A nested stack is a list within the list. */
    private static void collect(JsonElement node, List<Resource> into) {
        if (node instanceof JsonArray list) {
            list.forEach(one -> collect(one, into));
        } else if (node instanceof JsonObject one) {
            into.add(resource(one));
        }
    }

    @Override
    public StackRef create(StackDraft draft, Task task) throws FailureException {
        String doing = "creating stack " + draft.name();
        Answer answer = session.send(Call.json(doing, "POST", at("/stacks", doing), body(draft)), task);
        String id = Json.text(Json.object(answer, "stack"), "id");
        if (id.isEmpty()) {
            throw Failures.notJson(answer, "no id in it", null);
        }
        return new StackRef(draft.name(), id);
    }

    @Override
    public void update(StackRef stack, StackDraft draft, Task task) throws FailureException {
        String doing = "updating stack " + stack.name();
        JsonObject body = body(draft);
        body.remove("stack_name");
        session.send(Call.json(doing, "PUT", at(path(known(stack, task)), doing), body), task);
    }

    /** With the id, since a redirect would lose the body's meaning for a name that is gone. */
    private StackRef known(StackRef stack, Task task) throws FailureException {
        return stack.id().isEmpty() ? show(stack, task).ref() : stack;
    }

    private static JsonObject body(StackDraft draft) {
        JsonObject body = new JsonObject();
        body.addProperty("stack_name", draft.name());
        body.addProperty("template", draft.template());
        if (!draft.environment().isEmpty()) {
            body.addProperty("environment", draft.environment());
        }
        if (!draft.files().isEmpty()) {
            JsonObject files = new JsonObject();
            draft.files().forEach(files::addProperty);
            body.add("files", files);
        }
        JsonObject parameters = new JsonObject();
        draft.parameters().forEach(parameters::addProperty);
        body.add("parameters", parameters);
        if (!draft.tags().isEmpty()) {
            body.addProperty("tags", String.join(",", draft.tags()));
        }
        body.addProperty("timeout_mins", draft.timeoutMinutes());
        body.addProperty("disable_rollback", !draft.rollback());
        return body;
    }

    @Override
    public List<Event> events(StackRef ref, String afterEventId, int nestedDepth, Task task) throws FailureException {
        String doing = "reading events of stack " + ref.name();
        StackRef stack = known(ref, task);
        String query = "?limit=" + PAGE + "&sort_dir=asc" + (nestedDepth > 0 ? "&nested_depth=" + nestedDepth : "");
        return Pages.all(doing, "Heat", afterEventId == null ? "" : afterEventId, marker -> {
            URI page = at(path(stack) + "/events" + query + (marker.isEmpty() ? "" : "&marker=" + encoded(marker)), doing);
            return Pages.byMarker(session.send(Call.get(doing, page), task), "events", PAGE, e -> event(e, stack), Event::id);
        });
    }

    private static Event event(JsonObject e, StackRef stack) {
        String name = "";
        String id = "";
        for (JsonObject link : Json.objects(e, "links")) {
            if (Json.text(link, "rel").equals("stack")) {
                String[] parts = Json.text(link, "href").split("/");
                name = parts.length < 2 ? "" : parts[parts.length - 2];
                id = parts[parts.length - 1];
            }
        }
        return new Event(Json.text(e, "id"), Json.time(e, "event_time"), Json.text(e, "resource_name"), Json.text(e, "resource_type"),
                Json.text(e, "physical_resource_id"), Json.text(e, "resource_status"), Json.text(e, "resource_status_reason"),
                name.isEmpty() ? stack.name() : name, id.isEmpty() ? stack.id() : id);
    }

    @Override
    public List<Resource> resources(StackRef ref, int nestedDepth, Task task) throws FailureException {
        String doing = "reading resources of stack " + ref.name();
        URI uri = at(path(known(ref, task)) + "/resources" + (nestedDepth > 0 ? "?nested_depth=" + nestedDepth : ""), doing);
        List<Resource> all = new ArrayList<>(
                Json.objects(session.send(Call.get(doing, uri), task), "resources").stream().map(HeatOrchestration::resource).toList());
        all.sort(Comparator.comparing(Resource::parent).thenComparing(Resource::name));
        return List.copyOf(all);
    }

    private static Resource resource(JsonObject r) {
        String stackId = "";
        for (JsonObject link : Json.objects(r, "links")) {
            if (Json.text(link, "rel").equals("stack")) {
                String href = Json.text(link, "href");
                stackId = href.substring(href.lastIndexOf('/') + 1);
            }
        }
        return new Resource(Json.text(r, "resource_name"), Json.text(r, "resource_type"), Json.text(r, "resource_status"),
                Json.text(r, "resource_status_reason"), Json.text(r, "physical_resource_id"), Json.text(r, "parent_resource"), stackId,
                Json.texts(r, "required_by"), Json.time(r, "updated_time"));
    }

    @Override
    public void delete(StackRef ref, Task task) throws FailureException {
        String doing = "deleting stack " + ref.name();
        try {
            session.send(Call.delete(doing, at(path(known(ref, task)), doing)), task);
        } catch (FailureException failed) {
            if (failed.failure().kind() != Kind.NOT_FOUND || failed.failure().cameBack().isEmpty()) {
                throw failed;
            }
        }
    }

    @Override
    public List<Engine> engines(Task task) throws FailureException {
        String doing = "listing Heat's engines";
        return Json.objects(session.send(Call.get(doing, at("/services", doing)), task), "services").stream()
                .map(s -> new Engine(Json.text(s, "engine_id"), Json.text(s, "hostname"), Json.text(s, "binary"), Json.text(s, "status"),
                        Json.time(s, "updated_at")))
                .toList();
    }
}
