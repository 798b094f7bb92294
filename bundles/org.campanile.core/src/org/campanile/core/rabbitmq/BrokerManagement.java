package org.campanile.core.rabbitmq;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.domain.UserInfo;
import com.rabbitmq.http.client.domain.UserPermissions;

import org.campanile.core.rabbitmq.internal.HopLayer;
import org.campanile.core.rabbitmq.internal.Json;
import org.campanile.core.rabbitmq.internal.ManagementHttp;
import org.campanile.core.rabbitmq.internal.Readings;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;
import org.campanile.core.wire.Causes;

/**
 * The management HTTP API of a broker, by Hop where Hop knows the call and directly where it does not (pages of queues with chosen columns,
 * partitions of nodes, definitions as text, tags without a new password). Every call blocks, ends within the limits and closes its
 * connection when its task is cancelled. Thread-safe. Close it to end its threads.
 */
public final class BrokerManagement implements BrokerAccounts, DefinitionsImport.Broker, AutoCloseable {

    private static final String COLUMNS = "name,vhost,type,durable,state,messages,messages_ready,messages_unacknowledged,consumers";

    private final URI api;
    private final ManagementHttp http;
    private final Json json = new Json();

    /** With the usual limits, asking nobody about certificates; connects to nothing yet. */
    public BrokerManagement(BrokerProfile profile, Secret password) throws FailureException {
        this(profile, password, BrokerLimits.USUAL);
    }

    /** Asking nobody about certificates; connects to nothing yet. */
    public BrokerManagement(BrokerProfile profile, Secret password, BrokerLimits limits) throws FailureException {
        this(profile, password, CertificateTrust.nobody(), limits);
    }

    /**
     * Fails as bad input when the profile has no usable management address or CA file; connects to nothing yet.
     *
     * @param certificates asks when the server's certificate is not trusted
     */
    public BrokerManagement(BrokerProfile profile, Secret password, CertificateTrust certificates, BrokerLimits limits) throws FailureException {
        api = api(profile.managementUrl());
        http = new ManagementHttp(profile, password, certificates, limits);
    }

    /** Versions and totals. */
    public BrokerOverview overview(Task task) throws FailureException {
        return hop("reading the broker's overview", task, client -> Readings.overview(client.getOverview()));
    }

    /** Who is logged in, and with which tags. */
    public BrokerUser whoAmI(Task task) throws FailureException {
        return hop("asking the broker who is logged in", task, client -> {
            var me = client.whoAmI();
            return new BrokerUser(me.getName(), me.getTags());
        });
    }

    /** The nodes of the cluster with their alarms and partitions. */
    public List<BrokerNode> nodes(Task task) throws FailureException {
        String doing = "reading the broker's nodes";
        JsonNode answer = tree("GET", "nodes", null, doing, task);
        return Readings.nodes(list(answer, answer, doing));
    }

    /** The virtual hosts that the user may see. */
    @Override
    public List<VirtualHost> vhosts(Task task) throws FailureException {
        return hop("listing virtual hosts", task, client -> client.getVhosts().stream().map(Readings::vhost).toList());
    }

    /** Creates a virtual host; nothing happens when it exists. */
    @Override
    public void createVhost(String name, Task task) throws FailureException {
        run("creating virtual host " + name, task, client -> client.createVhost(name));
    }

    /** Deletes a virtual host with everything in it; not found when there is none. */
    @Override
    public void deleteVhost(String name, Task task) throws FailureException {
        run("deleting virtual host " + name, task, client -> client.deleteVhost(name));
    }

    /** The users. */
    @Override
    public List<BrokerUser> users(Task task) throws FailureException {
        return hop("listing users", task, client -> client.getUsers().stream().map(Readings::user).toList());
    }

    /** Creates a user, or gives an existing one this password and these tags. */
    @Override
    public void putUser(String name, Secret password, List<String> tags, Task task) throws FailureException {
        try {
            run("creating user " + name, task, client -> client.createUser(name, password.reveal().toCharArray(), tags));
        } catch (FailureException told) {
            throw password.hiddenIn(told);
        }
    }

    /** Replaces the tags of a user and leaves its password as it is, by handing the broker the hash it has. */
    public void setTags(String name, List<String> tags, Task task) throws FailureException {
        String doing = "changing the tags of user " + name;
        UserInfo now = hop(doing, task, client -> client.getUser(name));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("password_hash", now.getPasswordHash());
        body.put("hashing_algorithm", now.getHashingAlgorithm());
        body.put("tags", String.join(",", tags));
        http.send("PUT", api.resolve("users/" + escape(name)), json.write(body), doing, task);
    }

    /** Deletes a user; not found when there is none. */
    @Override
    public void deleteUser(String name, Task task) throws FailureException {
        run("deleting user " + name, task, client -> client.deleteUser(name));
    }

    /** The permissions of all users on all virtual hosts. */
    @Override
    public List<Permission> permissions(Task task) throws FailureException {
        return hop("listing permissions", task, client -> client.getPermissions().stream().map(Readings::permission).toList());
    }

    /** Gives a user these permissions, replacing what it had on that virtual host. */
    @Override
    public void setPermission(Permission permission, Task task) throws FailureException {
        run("setting permissions of " + permission.user() + " on " + permission.vhost(), task,
                client -> client.updatePermissions(permission.vhost(), permission.user(),
                        new UserPermissions(permission.read(), permission.write(), permission.configure())));
    }

    /** Takes all permissions of a user on a virtual host away. */
    @Override
    public void clearPermission(String user, String vhost, Task task) throws FailureException {
        run("clearing permissions of " + user + " on " + vhost, task, client -> client.clearPermissions(vhost, user));
    }

    /** One page of queues, with the columns of a list and nothing more, so that 10,000 queues cost the broker little. */
    public QueuePage queues(QueueQuery query, Task task) throws FailureException {
        StringBuilder path = new StringBuilder("queues");
        if (query.vhost() != null) {
            path.append('/').append(escape(query.vhost()));
        }
        path.append("?page=").append(query.page()).append("&page_size=").append(query.pageSize());
        path.append("&name=").append(escape(query.name())).append("&use_regex=").append(query.regex());
        path.append("&columns=").append(COLUMNS);
        String doing = "listing queues";
        JsonNode answer = tree("GET", path.toString(), null, doing, task);
        list(answer, answer.isArray() ? answer : answer.path("items"), doing);
        return Readings.queues(answer);
    }

    /** All that is known of one queue. */
    public QueueDetails queue(String vhost, String name, Task task) throws FailureException {
        return Readings.queue(tree("GET", "queues/" + escape(vhost) + "/" + escape(name), null, "reading queue " + name, task));
    }

    /** Deletes a queue and the messages in it; not found when there is none. */
    public void deleteQueue(String vhost, String name, Task task) throws FailureException {
        run("deleting queue " + name, task, client -> client.deleteQueue(vhost, name));
    }

    /** Drops the messages of a queue that are ready; those that a consumer has in work stay. Not found when there is no queue. */
    public void purgeQueue(String vhost, String name, Task task) throws FailureException {
        http.send("DELETE", api.resolve("queues/" + escape(vhost) + "/" + escape(name) + "/contents"), null, "purging queue " + name, task);
    }

    /** The bindings of a virtual host. */
    public List<Binding> bindings(String vhost, Task task) throws FailureException {
        return hop("listing bindings of " + vhost, task, client -> client.getBindings(vhost).stream().map(Readings::binding).toList());
    }

    /**
     * The definitions as the broker tells them, JSON.
     *
     * @param vhost only those inside a virtual host, or {@code null} for all; then with the users' password hashes, so treat the text as secret
     */
    @Override
    public String exportDefinitions(String vhost, Task task) throws FailureException {
        String doing = "exporting definitions";
        String text = http.send("GET", definitions(vhost), null, doing, task);
        json.tree(text, doing, api.getHost());
        return text;
    }

    /** Applies definitions; what exists and is not named in them stays. Text that is not a JSON object is refused before it is sent. */
    @Override
    public void importDefinitions(String vhost, String text, Task task) throws FailureException {
        String doing = "importing definitions";
        json.requireObject(text, doing, vhost == null ? "" : vhost);
        http.send("POST", definitions(vhost), text, doing, task);
    }

    /** The policies of a virtual host. */
    public List<Policy> policies(String vhost, Task task) throws FailureException {
        String doing = "listing policies of " + vhost;
        JsonNode answer = tree("GET", "policies/" + escape(vhost), null, doing, task);
        return Readings.policies(list(answer, answer, doing));
    }

    /** Creates a policy or replaces the one of that name; bad input when the broker knows no such definition. */
    public void putPolicy(Policy policy, Task task) throws FailureException {
        String doing = "setting policy " + policy.name();
        json.requireObject(policy.definition(), doing, policy.name());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pattern", policy.pattern());
        body.put("apply-to", policy.applyTo());
        body.put("definition", json.tree(policy.definition(), doing, policy.name()));
        body.put("priority", policy.priority());
        http.send("PUT", api.resolve("policies/" + escape(policy.vhost()) + "/" + escape(policy.name())), json.write(body), doing, task);
    }

    /** Deletes a policy; not found when there is none. */
    public void deletePolicy(String vhost, String name, Task task) throws FailureException {
        http.send("DELETE", api.resolve("policies/" + escape(vhost) + "/" + escape(name)), null, "deleting policy " + name, task);
    }

    /** Deletes an exchange with its bindings; not found when there is none. */
    public void deleteExchange(String vhost, String name, Task task) throws FailureException {
        http.send("DELETE", api.resolve("exchanges/" + escape(vhost) + "/" + escape(name)), null, "deleting exchange " + name, task);
    }

    @Override
    public void close() {
        http.close();
    }

    private URI definitions(String vhost) {
        return api.resolve(vhost == null ? "definitions" : "definitions/" + escape(vhost));
    }

    private JsonNode tree(String method, String path, String body, String doing, Task task) throws FailureException {
        return json.tree(http.send(method, api.resolve(path), body, doing, task), doing, api.getHost());
    }

    /** The list of an answer; something else, be it an error with status 200, must not be taken for "there are none". */
    private JsonNode list(JsonNode answer, JsonNode list, String doing) throws FailureException {
        if (!list.isArray()) {
            throw odd(doing, answer.toString(), null);
        }
        for (JsonNode item : list) {
            if (!item.path("name").isTextual()) {
                throw odd(doing, item.toString(), null);
            }
        }
        return list;
    }

    private FailureException odd(String doing, String cameBack, Exception cause) {
        return new FailureException(new Failure(Kind.BAD_ANSWER, doing, api.toString(), Causes.brief(cameBack),
                "The answer lacks what the management API always tells.", "Check that the address is that of a RabbitMQ management API."), cause);
    }

    private void run(String doing, Task task, Consumer<Client> call) throws FailureException {
        hop(doing, task, client -> {
            call.accept(client);
            return Boolean.TRUE;
        });
    }

    private <T> T hop(String doing, Task task, Function<Client, T> call) throws FailureException {
        try {
            Client client = new Client(new ClientParameters().url(api.toURL()).username("-").password("-")
                    .httpLayerFactory(parameters -> new HopLayer(http, json, doing, task)));
            return call.apply(client);
        } catch (HopLayer.Carried e) {
            throw e.failure();
        } catch (NullPointerException | ClassCastException e) {
            throw odd(doing, "", e);
        } catch (MalformedURLException | URISyntaxException e) {
            throw new IllegalStateException(api.toString(), e);
        }
    }

    private static String escape(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static URI api(String url) throws FailureException {
        try {
            URI given = new URI(url.endsWith("/") ? url : url + "/");
            boolean web = "http".equalsIgnoreCase(given.getScheme()) || "https".equalsIgnoreCase(given.getScheme());
            if (web && given.getHost() != null && given.getUserInfo() == null && given.getQuery() == null) {
                return given.getPath().endsWith("/api/") ? given : given.resolve("api/");
            }
        } catch (URISyntaxException e) {
            throw badAddress(url, e);
        }
        throw badAddress(url, null);
    }

    private static FailureException badAddress(String url, Exception cause) {
        boolean credentials = url.contains("@");
        return new FailureException(new Failure(Kind.BAD_INPUT, "reading the address of the management API", credentials ? "" : url, "",
                url.isEmpty() ? "The profile has no address of the management API."
                        : "This is not a plain http or https address" + (credentials ? "; it must not carry a user or password." : "."),
                "Give an address such as http://broker:15672."), credentials ? null : cause);
    }
}
