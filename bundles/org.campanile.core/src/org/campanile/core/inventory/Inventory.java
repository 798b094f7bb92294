package org.campanile.core.inventory;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.trust.OneRequest;
import org.campanile.core.wire.Causes;
import org.campanile.core.wire.LimitedBody;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Client of a StarlingX system's inventory API, through which its admins lock, unlock and swact, and of its fault management API. Every call blocks, ends
 * within its limit and is cancelled through its task; nothing is sent twice. Any thread but the UI's.
 */
public final class Inventory {

    /** Where tokens come from. */
    @FunctionalInterface
    public interface Tokens {
        /** A token that is valid now. */
        Secret token(Task task) throws FailureException;
    }

    /**
     * What came back to an action.
     *
     * @param at when it was sent
     * @param url where to
     * @param sent its body
     * @param status status code, 0 when no answer came
     * @param body the answer, cut to what a person reads
     * @param took how long it took
     * @param reason the server's words for a refusal, may be empty
     * @param trouble why no answer came, otherwise empty
     * @param delivered whether the server may have acted on it
     */
    public record Answer(Instant at, String url, String sent, int status, String body, Duration took, String reason, String trouble, boolean delivered) {
    }

    private static final Duration READ = Duration.ofSeconds(15);
    /** The inventory runs its own and Service Manager's checks before it answers. */
    private static final Duration ACT = Duration.ofSeconds(60);
    private static final int LARGEST = 8 << 20;
    private static final int SHOWN = 4000;
    /** The first, and after the answer about a certificate another; the servers behind one address may have two certificates. */
    private static final int ATTEMPTS = 3;

    private final String base;
    private final String hosts;
    private final Optional<String> alarms;
    private final Tokens tokens;
    private final HttpClient http;

    /**
     * A client.
     *
     * @param inventory address from the catalogue (type {@code platform}), with or without {@code /v1}
     * @param faults address of fault management (type {@code faultmanagement}), if there is one
     */
    public Inventory(URI inventory, Optional<URI> faults, Tokens tokens, HttpClient http) {
        this.base = base(inventory);
        this.hosts = base + "/v1/ihosts";
        this.alarms = faults.map(f -> base(f) + "/v1/alarms");
        this.tokens = tokens;
        this.http = http;
    }

    private static String base(URI uri) {
        return uri.toString().replaceAll("/+$", "").replaceAll("/v1$", "");
    }

    /** Its address. */
    public String address() {
        return base;
    }

    /** Whether the system has fault management. */
    public boolean hasAlarms() {
        return alarms.isPresent();
    }

    /** All hosts. */
    public List<InventoryHost> hosts(Task task) throws FailureException {
        List<InventoryHost> all = new ArrayList<>();
        for (JsonObject h : list(hosts, "ihosts", "reading the hosts of the inventory", task)) {
            JsonObject capabilities = h.get("capabilities") instanceof JsonObject c ? c : new JsonObject();
            String applied = text(h, "config_applied");
            boolean stale = !text(h, "config_target").isEmpty() && !text(h, "config_target").equals(applied);
            all.add(new InventoryHost(text(h, "uuid"), text(h, "hostname"), text(h, "personality"), text(capabilities, "Personality"),
                    text(h, "administrative"), text(h, "operational"), text(h, "availability"), text(h, "task"), stale ? "Config out-of-date" : ""));
        }
        return all;
    }

    /** Nodes and service groups, which it asks Service Manager for itself. */
    public HandedOn handedOn(Task task) throws FailureException {
        String doing = "reading the service groups from the inventory";
        return new HandedOn(list(base + "/v1/servicenodes", "nodes", doing, task).stream().map(n -> new HandedOn.Node(text(n, "name"),
                text(n, "administrative_state"), text(n, "operational_state"), text(n, "availability_status"), text(n, "ready_state"))).toList(),
                list(base + "/v1/servicegroup", "sm_servicegroup", doing, task).stream().map(g -> new HandedOn.Group(text(g, "uuid"), text(g, "name"),
                        text(g, "node_name"), text(g, "service_group_name"), text(g, "desired_state"), text(g, "state"), text(g, "status"),
                        text(g, "condition"))).toList());
    }

    /** The active alarms; empty when the system has no fault management. */
    public List<Alarm> alarms(Task task) throws FailureException {
        List<Alarm> all = new ArrayList<>();
        if (alarms.isPresent()) {
            for (JsonObject a : list(alarms.get(), "alarms", "reading the alarms", task)) {
                all.add(new Alarm(text(a, "uuid"), text(a, "alarm_id"), text(a, "severity"), text(a, "entity_instance_id"), text(a, "reason_text"),
                        text(a, "proposed_repair_action"), text(a, "timestamp")));
            }
        }
        return all;
    }

    /**
     * Asks for an action on a host, once.
     *
     * @param action {@code swact}, {@code force-swact}, {@code lock} or {@code unlock}
     * @throws FailureException when cancelled before it was sent, or when the server's certificate was asked about and refused
     */
    public Answer act(InventoryHost host, String action, Task task) throws FailureException {
        String body = "[{\"op\":\"replace\",\"path\":\"/action\",\"value\":\"" + action + "\"}]";
        return send("PATCH", hosts + "/" + host.uuid(), body, ACT, task);
    }

    private List<JsonObject> list(String url, String key, String doing, Task task) throws FailureException {
        Answer answer = send("GET", url, null, READ, task);
        if (answer.status() == 0) {
            task.checkCancelled(doing);
        }
        if (answer.status() != 200) {
            Failure.Kind kind = answer.status() == 0 ? Failure.Kind.UNREACHABLE : answer.status() == 401 || answer.status() == 403 ? Failure.Kind.DENIED
                    : Failure.Kind.REMOTE;
            throw new FailureException(new Failure(kind, doing, url, answer.status() == 0 ? answer.trouble() : answer.status() + " " + answer.reason(),
                    kind == Failure.Kind.DENIED ? "The user may not look at this." : "No usable answer came.", "Check the address in the catalogue and the user's role."));
        }
        boolean page = answer.body().stripLeading().startsWith("<");
        String found = "";
        try {
            if (!page && JsonParser.parseString(answer.body()) instanceof JsonObject document && document.get(key) instanceof JsonArray list) {
                return list.asList().stream().filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject).toList();
            }
        } catch (JsonParseException e) {
            found = Causes.ofParser(e);
        }
        throw new FailureException(new Failure(Failure.Kind.BAD_ANSWER, doing, url, page ? answer.status() + " " + shortened(answer.body()) : found,
                page ? "A web page came where JSON should be." : "The answer has no list " + key + ".", "Check that the address is the right service's."));
    }

    private Answer send(String method, String url, String body, Duration limit, Task task) throws FailureException {
        HttpClient client = body == null ? http : OneRequest.like(http);
        try {
            return send(client, method, url, body, limit, task, 1);
        } finally {
            if (client != http) {
                client.shutdownNow();
            }
        }
    }

    private Answer send(HttpClient client, String method, String url, String body, Duration limit, Task task, int attempt)
            throws FailureException {
        task.checkCancelled(method + " " + url);
        Secret token = tokens.token(task);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "application/json").header("Content-Type", "application/json")
                .header("X-Auth-Token", token.reveal())
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)).build();
        Instant at = Instant.now();
        long start = System.nanoTime();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, info -> new LimitedBody(LARGEST));
        String trouble;
        boolean delivered = true;
        try (Task.Registration cancel = task.onCancel(() -> answer.cancel(true))) {
            HttpResponse<byte[]> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            String text = token.hiddenIn(new String(response.body(), StandardCharsets.UTF_8));
            String shown = method.equals("GET") || text.length() < SHOWN ? text : text.substring(0, SHOWN) + "…";
            return new Answer(at, url, body, response.statusCode(), shown, since(start), reason(text), "", true);
        } catch (TimeoutException e) {
            answer.cancel(true);
            trouble = "no complete answer within " + limit.toSeconds() + " s";
        } catch (CancellationException e) {
            trouble = "cancelled before the answer came";
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            trouble = "cancelled before the answer came";
        } catch (ExecutionException e) {
            // a handshake that fails comes before the request, so it is still sent once only
            if (attempt < ATTEMPTS && CertificateTrust.nowTrusted(e.getCause(), method + " " + url, task)) {
                return send(client, method, url, body, limit, task, attempt + 1);
            }
            delivered = !(e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException
                    || e.getCause() instanceof SSLHandshakeException);
            trouble = Causes.words(e.getCause());
        }
        return new Answer(at, url, body, 0, "", since(start), "", trouble, delivered);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** The words of a fault, which may be a document within a text within a document. */
    static String reason(String body) {
        try {
            JsonElement read = JsonParser.parseString(body);
            for (int depth = 0; depth < 3 && read.isJsonObject(); depth++) {
                JsonObject document = read.getAsJsonObject();
                if (document.has("faultstring")) {
                    return text(document, "faultstring");
                }
                JsonElement inner = document.has("error_message") ? document.get("error_message") : document.get("error");
                if (inner == null || inner.isJsonNull()) {
                    return "";
                }
                read = inner.isJsonPrimitive() ? JsonParser.parseString(inner.getAsString()) : inner;
            }
            return read.isJsonPrimitive() ? read.getAsString() : "";
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            // a text that is no document is the reason itself, unless it is a page
            return body.startsWith("<") ? "" : shortened(body);
        }
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private static String text(JsonObject row, String field) {
        JsonElement value = row.get(field);
        return value == null || value.isJsonNull() || !value.isJsonPrimitive() ? "" : value.getAsString();
    }
}
