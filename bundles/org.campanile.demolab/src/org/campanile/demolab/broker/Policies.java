package org.campanile.demolab.broker;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import com.google.gson.JsonObject;

/** Policies of virtual hosts: kept, checked as RabbitMQ checks them, and shown at the queues they match; their effects are not played. Thread-safe. */
final class Policies {

    private static final Set<String> KNOWN = Set.of("expires", "message-ttl", "max-length", "max-length-bytes", "overflow", "dead-letter-exchange",
            "dead-letter-routing-key", "ha-mode", "ha-params", "ha-sync-mode", "queue-mode", "queue-version", "alternate-exchange", "delivery-limit",
            "federation-upstream-set", "federation-upstream", "queue-master-locator", "max-in-memory-length", "max-age");

    private final Map<String, JsonObject> all = new ConcurrentSkipListMap<>();

    private static String key(String vhost, String name) {
        return vhost + "\n" + name;
    }

    /** Adds or replaces; answers whether it is new. */
    boolean put(String vhost, String name, JsonObject body) throws RabbitError {
        if (!(body.get("definition") instanceof JsonObject definition) || !body.has("pattern")) {
            throw RabbitError.bad("[{key_missing," + (body.has("pattern") ? "definition" : "pattern") + "}]");
        }
        if (definition.isEmpty()) {
            throw RabbitError.bad("Validation failed\n\nno policy provided\n");
        }
        for (String key : definition.keySet()) {
            if (!KNOWN.contains(key)) {
                throw RabbitError.bad("Validation failed\n\n[{<<\"" + key + "\">>,unknown}] are not recognised policy settings\n");
            }
        }
        try {
            Pattern.compile(body.get("pattern").getAsString());
        } catch (PatternSyntaxException e) {
            throw RabbitError.bad("Validation failed\n\npattern should be a valid regular expression: " + e.getDescription());
        }
        JsonObject row = ManagementViews.object("vhost", vhost, "name", name, "pattern", body.get("pattern").getAsString(), "apply-to",
                body.has("apply-to") ? body.get("apply-to").getAsString() : "all", "definition", definition, "priority",
                body.has("priority") ? body.get("priority").getAsInt() : 0);
        return all.put(key(vhost, name), row) == null;
    }

    boolean delete(String vhost, String name) {
        return all.remove(key(vhost, name)) != null;
    }

    void deleteVhost(String vhost) {
        all.keySet().removeIf(k -> k.startsWith(vhost + "\n"));
    }

    /** Those of a virtual host, or all for {@code null}. */
    List<JsonObject> list(String vhost) {
        return all.values().stream().filter(p -> vhost == null || p.get("vhost").getAsString().equals(vhost)).toList();
    }

    Optional<JsonObject> find(String vhost, String name) {
        return Optional.ofNullable(all.get(key(vhost, name)));
    }

    /** Name of the policy in force for a queue. */
    Optional<String> ofQueue(String vhost, String queue) {
        return list(vhost).stream().filter(p -> !p.get("apply-to").getAsString().equals("exchanges"))
                .filter(p -> Pattern.compile(p.get("pattern").getAsString()).matcher(queue).find())
                .max(Comparator.comparingInt(p -> p.get("priority").getAsInt())).map(p -> p.get("name").getAsString());
    }
}
