package org.campanile.core.diagnosis;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * As much of a Murano service as a diagnosis needs: 0.2 without a prefix, later ones under {@code /v1} (protocol document, sections 1 and 9). Every
 * call has a limit of time and size and is cut when its task is cancelled. Blocks; worker threads only.
 */
public final class MuranoDoor {

    /** Types that Murano's service has had in the catalogue. */
    static final List<String> TYPES = List.of("application-catalog", "murano");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int LARGEST = 8 << 20;
    private static final int DEEPEST = 200;

    private final Cloud cloud;
    private final String base;
    private final boolean later;

    private MuranoDoor(Cloud cloud, String base, boolean later) {
        this.cloud = cloud;
        this.base = base;
        this.later = later;
    }

    /** The address that the catalogue gives. */
    static Optional<String> address(Cloud cloud) {
        return TYPES.stream().flatMap(t -> cloud.endpoint(t).stream()).map(URI::toString).map(u -> u.replaceFirst("/+$", "")).findFirst();
    }

    /** Finds out which release answers at the catalogue's address. */
    public static MuranoDoor open(Cloud cloud, Task task) throws FailureException {
        String address = address(cloud).orElseThrow(() -> new FailureException(new Failure(Kind.NOT_FOUND, "looking for Murano", "Keystone's catalogue", "",
                "The catalogue lists no Murano service.", "Register it with the Keystone part of the set-up.")));
        MuranoDoor later = new MuranoDoor(cloud, address.endsWith("/v1") ? address : address + "/v1", true);
        try {
            later.get("/environments", task);
            return later;
        } catch (FailureException e) {
            if (e.failure().kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
        MuranoDoor first = new MuranoDoor(cloud, address, false);
        first.get("/environments", task);
        return first;
    }

    /** The address with its prefix. */
    public String url() {
        return base;
    }

    /** Whether it is of 2014.2 or later. */
    public boolean later() {
        return later;
    }

    /** An environment in a list. */
    public record Listed(String id, String name, String status) {
    }

    /** The environments of the project. */
    public List<Listed> environments(Task task) throws FailureException {
        List<Listed> all = new ArrayList<>();
        for (JsonElement e : array(get("/environments", task), "environments")) {
            all.add(new Listed(text(e, "id"), text(e, "name"), text(e, "status")));
        }
        return all;
    }

    /** The environment of a name or id. */
    public Listed find(String nameOrId, Task task) throws FailureException {
        return environments(task).stream().filter(e -> e.id().equals(nameOrId) || e.name().equals(nameOrId)).findFirst().orElseThrow(() -> new FailureException(
                new Failure(Kind.NOT_FOUND, "looking for a Murano environment", nameOrId, "", "Murano has no environment of that name or id.",
                        "Look into the list of environments.")));
    }

    /** The services of an environment; before the first deployment has ended, those that are being deployed. */
    JsonArray services(String id, Task task) throws FailureException {
        JsonArray now = array(get("/environments/" + id, task), "services");
        return now.isEmpty() ? newest(id, task).map(d -> array(d.getAsJsonObject().get("description"), "services")).orElse(now) : now;
    }

    private Optional<JsonElement> newest(String environment, Task task) throws FailureException {
        JsonElement newest = null;
        for (JsonElement e : array(get("/environments/" + environment + "/deployments", task), "deployments")) {
            newest = newest == null || text(e, "started").compareTo(text(newest, "started")) > 0 ? e : newest;
        }
        return Optional.ofNullable(newest);
    }

    /** The newest deployment with its reports, if there was one. */
    Optional<Fact.Deployment> deployment(String environment, Task task) throws FailureException {
        Optional<JsonElement> found = newest(environment, task);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        JsonElement newest = found.get();
        List<Fact.Report> reports = new ArrayList<>();
        String last = text(newest, "started");
        for (JsonElement r : array(get("/environments/" + environment + "/deployments/" + text(newest, "id"), task), "reports")) {
            reports.add(new Fact.Report(text(r, "level"), text(r, "text"), text(r, "details")));
            last = text(r, "created").isEmpty() ? last : text(r, "created");
        }
        JsonElement result = newest.getAsJsonObject().get("result");
        if (result != null && result.isJsonObject() && "true".equals(text(result, "isException"))) {
            String message = text(result.getAsJsonObject().get("result"), "message");
            reports.add(new Fact.Report("error", "Unexpected error has occurred", message.isEmpty() ? text(result, "result") : message));
        }
        return Optional.of(new Fact.Deployment(text(newest, "state"), text(newest, "finished").isEmpty(), Times.since(last), reports));
    }

    /** Makes an environment; its id. */
    String create(String name, Task task) throws FailureException {
        return text(send("POST", "/environments", "{\"name\":\"" + name + "\"}", "", task), "id");
    }

    /** Opens a draft; its id. */
    String draft(String environment, Task task) throws FailureException {
        return text(send("POST", "/environments/" + environment + "/configure", "", "", task), "id");
    }

    void add(String environment, String draft, JsonObject service, Task task) throws FailureException {
        send("POST", "/environments/" + environment + "/services", service.toString(), draft, task);
    }

    void deploy(String environment, String draft, Task task) throws FailureException {
        send("POST", "/environments/" + environment + "/sessions/" + draft + "/deploy", "", "", task);
    }

    /** Asks for the deletion of an environment. */
    void delete(String environment, Task task) throws FailureException {
        send("DELETE", "/environments/" + environment, "", "", task);
    }

    private JsonObject get(String path, Task task) throws FailureException {
        return send("GET", path, "", "", task);
    }

    private JsonObject send(String method, String path, String body, String draft, Task task) throws FailureException {
        String doing = method.equals("GET") ? "asking murano-api" : "telling murano-api";
        String subject = method + " " + base + path;
        task.checkCancelled(doing);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LIMIT).header("X-Auth-Token", cloud.token(task).reveal())
                .header("Accept", "application/json").header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (!draft.isEmpty()) {
            request.header("X-Configuration-Session", draft);
        }
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).followRedirects(HttpClient.Redirect.NEVER).build();
        CompletableFuture<Answer> answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream()).thenApplyAsync(MuranoDoor::read);
        try (Task.Registration cancel = task.onCancel(() -> {
            answer.cancel(true);
            client.shutdownNow();
        })) {
            return judge(answer.get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS), doing, subject);
        } catch (ExecutionException e) {
            task.checkCancelled(doing);
            Throwable cause = e.getCause();
            String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            boolean late = cause instanceof HttpTimeoutException;
            throw new FailureException(new Failure(late ? Kind.TIMED_OUT : Kind.UNREACHABLE, doing, subject, said, late ? "murano-api did not answer in time."
                    : "murano-api does not answer there.", late ? "Look at its log and the load of its host." : "Start murano-api, or correct its endpoint in Keystone."), cause);
        } catch (TimeoutException e) {
            throw new FailureException(new Failure(Kind.TIMED_OUT, doing, subject, "", "murano-api did not answer in time.", "Look into its log."), e);
        } catch (CancellationException e) {
            throw FailureException.cancelled(doing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw FailureException.cancelled(doing);
        } finally {
            client.shutdownNow();
        }
    }

    private record Answer(int status, byte[] body) {
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            return new Answer(response.statusCode(), in.readNBytes(LARGEST + 1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static JsonObject judge(Answer answer, String doing, String subject) throws FailureException {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        if (answer.status() / 100 != 2) {
            String said = "status " + answer.status() + (text.isBlank() ? "" : ": " + text.strip().substring(0, Math.min(300, text.strip().length())));
            Kind kind = switch (answer.status()) {
                case 300, 404 -> Kind.NOT_FOUND;
                case 401, 403 -> Kind.DENIED;
                case 409 -> Kind.CONFLICT;
                default -> Kind.REMOTE;
            };
            throw new FailureException(new Failure(kind, doing, subject, said, kind == Kind.DENIED ? "murano-api refused this." : "murano-api failed.",
                    kind == Kind.DENIED ? "Look at the roles of the user and at section authtoken of murano-api." : "Look into murano-api's log."));
        }
        int depth = 0;
        for (int i = 0; i < text.length() && depth <= DEEPEST; i++) {
            char c = text.charAt(i);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
        if (answer.body().length > LARGEST || depth > DEEPEST) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, "", "The answer is too large or nested too deep.", "Look what answers there."));
        }
        if (text.isBlank()) {
            return new JsonObject();
        }
        try {
            return JsonParser.parseString(text) instanceof JsonObject o ? o : new JsonObject();
        } catch (JsonParseException e) {
            throw new FailureException(new Failure(Kind.BAD_ANSWER, doing, subject, text.substring(0, Math.min(200, text.length())),
                    "The answer is no JSON.", "Look what answers there."), e);
        }
    }

    static String text(JsonElement of, String key) {
        JsonElement value = of instanceof JsonObject o ? o.get(key) : null;
        return value == null || value.isJsonNull() ? "" : value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }

    static JsonArray array(JsonElement of, String key) {
        return of instanceof JsonObject o && o.get(key) instanceof JsonArray a ? a : new JsonArray();
    }
}
