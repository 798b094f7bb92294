package org.campanile.core.openstack.internal;

import static org.campanile.core.openstack.internal.Token.text;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.campanile.core.openstack.Compute;
import org.campanile.core.openstack.Quota;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/**
 * Nova ("Compute API", docs.openstack.org/api-ref/compute), at its base microversion. Servers, quotas and limits are read directly, since
 * openstack4j turns Nova's words into fixed lists and leaves fields out; the rest goes through it.
 */
final class NovaCompute implements Compute {

    private static final int PAGE = 500;

    private final Session session;
    private final Library library;

    NovaCompute(Session session, Library library) {
        this.session = session;
        this.library = library;
    }

    private URI at(String path, String doing) throws FailureException {
        return session.at("compute", "", path, doing);
    }

    @Override
    public List<Flavor> flavors(Task task) throws FailureException {
        return pages("listing flavors", "/flavors/detail", "flavors", NovaCompute::flavor, Flavor::id, task);
    }

    private <T> List<T> pages(String doing, String path, String key, Function<JsonObject, T> item, Function<T, String> id, Task task)
            throws FailureException {
        return Pages.all(doing, "Nova", "", marker -> {
            URI page = at(path + "?limit=" + PAGE + (marker.isEmpty() ? "" : "&marker=" + marker), doing);
            return Pages.byMarker(session.send(Call.get(doing, page), task), key, PAGE, item, id);
        });
    }

    private static Flavor flavor(JsonObject f) {
        String open = Json.text(f, "os-flavor-access:is_public");
        return new Flavor(Json.text(f, "id"), Json.text(f, "name"), (int) Json.number(f, "vcpus", 0), (int) Json.number(f, "ram", 0),
                (int) Json.number(f, "disk", 0), open.isEmpty() || Boolean.parseBoolean(open));
    }

    @Override
    public List<Zone> zones(Task task) throws FailureException {
        return library.list("listing availability zones", "availabilityZoneInfo", task, os -> os.compute().zones().list().stream()
                .map(z -> new Zone(text(z.getZoneName()), z.getZoneState() != null && z.getZoneState().getAvailable())).toList());
    }

    @Override
    public List<Quota> quotas(Task task) throws FailureException {
        String doing = "reading compute quotas";
        JsonObject set = Json.object(session.send(Call.get(doing, at("/os-quota-sets/" + project(task) + "/detail", doing)), task),
                "quota_set");
        return quotas(set);
    }

    private String project(Task task) throws FailureException {
        return session.fresh(task).login().projectId();
    }

    /** Nova and Neutron write the same form, but for the name of what is used. */
    static List<Quota> quotas(JsonObject set) {
        List<Quota> all = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry : set.entrySet()) {
            if (entry.getValue() instanceof JsonObject one && one.has("limit")) {
                all.add(new Quota(entry.getKey(), Json.number(one, "limit", -1), Json.number(one, one.has("used") ? "used" : "in_use", 0),
                        Json.number(one, "reserved", 0)));
            }
        }
        return List.copyOf(all);
    }

    @Override
    public Map<String, Long> limits(Task task) throws FailureException {
        String doing = "reading compute limits";
        JsonObject limits = Json.object(session.send(Call.get(doing, at("/limits", doing)), task), "limits");
        Map<String, Long> all = new LinkedHashMap<>();
        Json.inner(limits, "absolute").entrySet().forEach(e -> {
            long value = Json.number(Json.inner(limits, "absolute"), e.getKey(), Long.MIN_VALUE);
            if (value != Long.MIN_VALUE) {
                all.put(e.getKey(), value);
            }
        });
        return Map.copyOf(all);
    }

    @Override
    public List<Server> servers(Task task) throws FailureException {
        return pages("listing servers", "/servers/detail", "servers", NovaCompute::server, Server::id, task);
    }

    @Override
    public Optional<Server> server(String id, Task task) throws FailureException {
        String doing = "reading server " + id;
        try {
            return Optional.of(server(Json.object(session.send(Call.get(doing, at("/servers/" + id, doing)), task), "server")));
        } catch (FailureException failed) {
            if (failed.failure().kind() == Kind.NOT_FOUND && !failed.failure().cameBack().isEmpty()) {
                return Optional.empty();
            }
            throw failed;
        }
    }

    private static Server server(JsonObject s) {
        List<Address> addresses = new ArrayList<>();
        JsonObject networks = Json.inner(s, "addresses");
        for (String network : networks.keySet()) {
            for (JsonObject a : Json.objects(networks, network)) {
                addresses.add(new Address(network, Json.text(a, "addr"), (int) Json.number(a, "version", 4),
                        Json.text(a, "OS-EXT-IPS:type"), Json.text(a, "OS-EXT-IPS-MAC:mac_addr")));
            }
        }
        JsonObject flavor = Json.inner(s, "flavor");
        String host = Json.text(s, "OS-EXT-SRV-ATTR:host");
        return new Server(Json.text(s, "id"), Json.text(s, "name"), Json.text(s, "status"), Json.text(s, "OS-EXT-STS:task_state"),
                Json.text(s, "OS-EXT-STS:power_state"), Json.text(flavor, flavor.has("original_name") ? "original_name" : "id"),
                Json.text(Json.inner(s, "image"), "id"), Json.text(s, "OS-EXT-AZ:availability_zone"), host, Json.text(s, "key_name"),
                addresses, Json.objects(s, "security_groups").stream().map(g -> Json.text(g, "name")).toList(),
                Json.map(Json.inner(s, "metadata")), Json.text(Json.inner(s, "fault"), "message"), Json.time(s, "created"),
                Json.time(s, "updated"));
    }

    @Override
    public String consoleLog(String serverId, int lines, Task task) throws FailureException {
        return library.call("reading the console log of server " + serverId, task,
                os -> text(os.compute().servers().getConsoleOutput(serverId, lines)));
    }

    @Override
    public List<KeyPair> keyPairs(Task task) throws FailureException {
        return library.list("listing key pairs", "keypairs", task, os -> os.compute().keypairs().list().stream()
                .map(k -> new KeyPair(text(k.getName()), text(k.getFingerprint()), text(k.getPublicKey()))).toList());
    }

    @Override
    public List<Service> services(Task task) throws FailureException {
        return library.list("listing compute services", "services", task, os -> os.compute().services().list().stream()
                .map(s -> new Service(text(s.getId()), text(s.getBinary()), text(s.getHost()), text(s.getZone()),
                        s.getStatus() == null ? "" : s.getStatus().name().toLowerCase(Locale.ROOT),
                        s.getState() == null ? "" : s.getState().name().toLowerCase(Locale.ROOT), text(s.getDisabledReason()),
                        Token.instant(s.getUpdatedAt()))).toList());
    }
}
