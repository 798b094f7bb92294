package org.campanile.core.murano;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * One murano-api, whichever generation it is (protocol document, sections 1 and 9). Every call blocks, ends within its limit, takes at most 16 MiB and is
 * cut when its task is cancelled; nothing that changes something is sent twice. Any thread but the UI's.
 */
public final class MuranoApi {

    /** Where tokens come from. */
    @FunctionalInterface
    public interface Tokens {
        /** A token that is valid now. @param rejected one that was not taken, or {@code null} */
        Secret token(Secret rejected, Task task) throws FailureException;
    }

    /** Types that Murano's service has had in Keystone's catalogue, the newer first. */
    public static final List<String> CATALOGUE_TYPES = List.of("application-catalog", "murano");

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String JSON = "application/json";
    private static final int MOST_PACKAGES = 2000;

    private final MuranoWire wire;
    private final String base;
    private final Generation generation;

    private MuranoApi(MuranoWire wire, String base, Generation generation) {
        this.wire = wire;
        this.base = base;
        this.generation = generation;
    }

    /**
     * Finds out which generation answers.
     *
     * @param address of the catalogue, with or without {@code /v1}
     */
    public static MuranoApi open(URI address, Tokens tokens, HttpClient http, Task task) throws FailureException {
        return open(address, tokens, http, LIMIT, task);
    }

    static MuranoApi open(URI address, Tokens tokens, HttpClient http, Duration limit, Task task) throws FailureException {
        String root = address.toString().replaceFirst("/+$", "").replaceFirst("/v1$", "");
        MuranoWire wire = new MuranoWire(http, tokens, limit);
        MuranoApi later = new MuranoApi(wire, root + "/v1", Generation.LATER);
        try {
            later.environments(task);
            return later;
        } catch (FailureException e) {
            if (e.failure().kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
        MuranoApi first = new MuranoApi(wire, root, Generation.FIRST);
        first.environments(task);
        return first;
    }

    /** Which generation answers. */
    public Generation generation() {
        return generation;
    }

    /** The address with its prefix. */
    public String url() {
        return base;
    }

    /** The environments of the project, in Murano's order, without their services. */
    public List<MuranoEnvironment> environments(Task task) throws FailureException {
        return list("/environments", "environments", task).stream().map(MuranoAnswers::environment).toList();
    }

    /** An environment with what is deployed in it. */
    public MuranoEnvironment environment(String id, Task task) throws FailureException {
        return MuranoAnswers.environment(one("GET", env(id), null, task));
    }

    /**
     * The environment of an id or a name.
     *
     * @throws FailureException NOT_FOUND, or CONFLICT when several have the name, which release 0.2 allows
     */
    public MuranoEnvironment find(String nameOrId, Task task) throws FailureException {
        List<MuranoEnvironment> found = environments(task).stream().filter(e -> e.id().equals(nameOrId) || e.name().equals(nameOrId)).toList();
        Optional<MuranoEnvironment> exact = found.stream().filter(e -> e.id().equals(nameOrId)).findFirst();
        if (exact.isPresent() || found.size() == 1) {
            return exact.orElseGet(found::getFirst);
        }
        if (found.isEmpty()) {
            throw new FailureException(new Failure(Kind.NOT_FOUND, "looking for a Murano environment", nameOrId, "", "Murano has no environment of that name or id.",
                    "Look into the list of environments."));
        }
        throw new FailureException(new Failure(Kind.CONFLICT, "looking for a Murano environment", nameOrId, "",
                "Several environments have that name: " + String.join(", ", found.stream().map(MuranoEnvironment::id).toList()) + ".", "Name it by its id."));
    }

    /** Makes an environment. */
    public MuranoEnvironment create(String name, Task task) throws FailureException {
        JsonObject body = new JsonObject();
        body.addProperty("name", name);
        return MuranoAnswers.environment(one("POST", "/environments", body.toString(), task));
    }

    /** Deletes an environment and has its stack torn down; the later generation still lists it until that has ended. */
    public void delete(String id, Task task) throws FailureException {
        send("DELETE", env(id), null, "", task);
    }

    /** Forgets an environment without tearing anything down; only the later generation can. */
    public void abandon(String id, Task task) throws FailureException {
        if (generation == Generation.FIRST) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, "abandoning an environment", id, "", "murano-api 0.2 cannot forget an environment and leave its stack.",
                    "Delete it, which tears the stack down; or delete its rows from Murano's database."));
        }
        send("DELETE", env(id) + "?abandon=true", null, "", task);
    }

    /** Opens a draft; CONFLICT while the environment is deployed or deleted. */
    public MuranoDraft configure(String id, Task task) throws FailureException {
        return MuranoAnswers.draft(one("POST", env(id) + "/configure", null, task));
    }

    /** A draft; empty when it is over: deployed by itself, or made invalid by another's deployment (protocol document, section 1.4). */
    public Optional<MuranoDraft> draft(String id, String draft, Task task) throws FailureException {
        try {
            return Optional.of(MuranoAnswers.draft(get(session(id, draft), "", task)));
        } catch (FailureException e) {
            if (e.failure().kind() == Kind.CONFLICT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Drops a draft. */
    public void drop(String id, String draft, Task task) throws FailureException {
        send("DELETE", session(id, draft), null, "", task);
    }

    /** Deploys a draft. */
    public void deploy(String id, String draft, Task task) throws FailureException {
        send("POST", session(id, draft) + "/deploy", null, "", task);
    }

    /** The services of a draft, or of what is deployed when {@code draft} is empty. */
    public List<MuranoComponent> components(String id, String draft, Task task) throws FailureException {
        return get(env(id) + "/services", draft, task) instanceof JsonArray all ? MuranoAnswers.components(all) : List.of();
    }

    /** Adds a service to a draft; answers it with the ids that Murano gave. */
    public MuranoComponent add(String id, String draft, JsonObject service, Task task) throws FailureException {
        JsonElement made = send("POST", env(id) + "/services", service.toString(), draft, task);
        return MuranoAnswers.component(made instanceof JsonObject o ? o : service);
    }

    /** Takes a service out of a draft. */
    public void remove(String id, String draft, String component, Task task) throws FailureException {
        send("DELETE", env(id) + "/services/" + part(component), null, draft, task);
    }

    /** The deployments of an environment, the newest first. */
    public List<MuranoDeployment> deployments(String id, Task task) throws FailureException {
        return list(env(id) + "/deployments", "deployments", task).stream().map(MuranoAnswers::deployment)
                .sorted(Comparator.comparing(MuranoDeployment::started).reversed()).toList();
    }

    /** What the newest deployment was asked to make, passwords left out by Murano; for an environment whose first deployment has not ended. */
    public List<MuranoComponent> deployed(String id, Task task) throws FailureException {
        return list(env(id) + "/deployments", "deployments", task).stream().max(Comparator.comparing(d -> MuranoAnswers.text(d, "started")))
                .map(newest -> MuranoAnswers.components(MuranoAnswers.array(newest.get("description"), "services"))).orElse(List.of());
    }

    /** The reports of a deployment, the oldest first. */
    public List<MuranoReport> reports(String id, String deployment, Task task) throws FailureException {
        return list(env(id) + "/deployments/" + part(deployment), "reports", task).stream().map(MuranoAnswers::report).toList();
    }

    /** The newest report of each service, by its id; a service without one is absent. */
    public Map<String, MuranoReport> lastStatus(String id, Task task) throws FailureException {
        Map<String, MuranoReport> last = new LinkedHashMap<>();
        if (get(env(id) + "/lastStatus", "", task) instanceof JsonObject top && top.get("lastStatuses") instanceof JsonObject all) {
            all.entrySet().stream().filter(e -> e.getValue().isJsonObject()).forEach(e -> last.put(e.getKey(), MuranoAnswers.report(e.getValue())));
        }
        return last;
    }

    /** The packages of the catalogue; BAD_INPUT for the first generation, which has none. */
    public List<MuranoPackage> packages(Task task) throws FailureException {
        if (generation == Generation.FIRST) {
            throw new FailureException(new Failure(Kind.BAD_INPUT, "listing packages", base, "", "murano-api 0.2 has no packages; its types of services are fixed.",
                    "Use the types of the palette."));
        }
        List<MuranoPackage> all = new ArrayList<>();
        String marker = "";
        do {
            String path = "/catalog/packages?limit=100" + (marker.isEmpty() ? "" : "&marker=" + marker);
            JsonElement page = get(path, "", task);
            list(page, path, "packages").forEach(p -> all.add(MuranoAnswers.pack(p)));
            String next = MuranoAnswers.text(page, "next_marker");
            marker = next.equals(marker) ? "" : part(next);
        } while (!marker.isEmpty() && all.size() < MOST_PACKAGES);
        return all;
    }

    /** The package of an id or a fully qualified name. */
    public MuranoPackage findPackage(String nameOrId, Task task) throws FailureException {
        return packages(task).stream().filter(p -> p.id().equals(nameOrId) || p.name().equals(nameOrId)).findFirst()
                .orElseThrow(() -> new FailureException(new Failure(Kind.NOT_FOUND, "looking for a package", nameOrId, "", "Murano has no package of that name or id.",
                        "Look into the list of packages.")));
    }

    /** The definition of a package's form, YAML as the package has it; empty when the package has none. */
    public Optional<String> form(MuranoPackage of, Task task) throws FailureException {
        String url = base + "/catalog/packages/" + part(of.id()) + "/ui";
        MuranoWire.Reply reply = wire.send("GET", url, null, "", "text/plain", task);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (reply.status() != 200) {
            MuranoAnswers.judge(reply, generation, "GET", url);
        }
        return Optional.of(reply.text()).filter(t -> !t.isBlank());
    }

    private static String env(String id) {
        return "/environments/" + part(id);
    }

    private static String session(String id, String draft) {
        return env(id) + "/sessions/" + part(draft);
    }

    private static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private List<JsonObject> list(String path, String key, Task task) throws FailureException {
        return list(get(path, "", task), path, key);
    }

    /** The objects of a list that every good answer has; without it, whatever answered is no murano-api. */
    private List<JsonObject> list(JsonElement answer, String path, String key) throws FailureException {
        if (answer instanceof JsonObject whole && whole.get(key) instanceof JsonArray all) {
            return all.asList().stream().filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject).toList();
        }
        throw lacks("GET", path, "list " + key);
    }

    /** A thing with an id. */
    private JsonElement one(String method, String path, String body, Task task) throws FailureException {
        JsonElement answer = send(method, path, body, "", task);
        if (MuranoAnswers.text(answer, "id").isEmpty()) {
            throw lacks(method, path, "id");
        }
        return answer;
    }

    private FailureException lacks(String method, String path, String what) {
        return new FailureException(new Failure(Kind.BAD_ANSWER, method.equals("GET") ? "asking murano-api" : "telling murano-api", method + " " + base + path, "",
                "The answer has no " + what + ".", "Look what answers there."));
    }

    private JsonElement get(String path, String draft, Task task) throws FailureException {
        return send("GET", path, null, draft, task);
    }

    private JsonElement send(String method, String path, String body, String draft, Task task) throws FailureException {
        String url = base + path;
        return MuranoAnswers.judge(wire.send(method, url, body, draft, JSON, task), generation, method, url);
    }
}
