package org.campanile.core.environment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a deployment would change, server by server: the document held against what is deployed. Heat resizes a server for another flavor and replaces it for
 * another image, zone or name; a replaced server comes back empty (protocol document, section 4.3). Pure.
 */
public final class EnvironmentDiff {

    /** What happens to a server or balancer. */
    public enum Kind {
        /** It is made. */ ADD("add"),
        /** It is changed and keeps what is in it. */ CHANGE("change in place"),
        /** It is deleted with all that is in it, and made anew. */ REPLACE("REPLACE"),
        /** It is deleted with all that is in it. */ REMOVE("remove");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /**
     * A change.
     *
     * @param kind what happens
     * @param name host name, or name of the balancer
     * @param serviceId id of its service, empty when that is gone
     * @param unitId id of its unit, empty for a balancer and when it is gone
     * @param what the properties that change, as {@code "flavor m1.medium -> m1.large"}
     */
    public record Change(Kind kind, String name, String serviceId, String unitId, List<String> what) {
        public Change {
            Objects.requireNonNull(kind);
            what = List.copyOf(what);
        }

        /** Whether a server is deleted with all that is in it, which nothing brings back. */
        public boolean loses() {
            return kind == Kind.REPLACE || kind == Kind.REMOVE;
        }

        /** One line. */
        public String text() {
            String loudly = kind == Kind.REPLACE ? "; the server and all that is in it are lost" : "";
            return kind.label() + " " + name + (what.isEmpty() ? "" : ": " + String.join(", ", what)) + loudly;
        }
    }

    /** Properties that Heat changes without replacing the server or balancer. */
    private static final Set<String> IN_PLACE = Set.of("flavor", "volumes", "floating network", "security groups", "port", "members");

    private final ServiceTypes types;

    /** Differences of documents of these types. */
    public EnvironmentDiff(ServiceTypes types) {
        this.types = Objects.requireNonNull(types);
    }

    /** The changes in the document's order, what is removed last; empty when nothing would change. */
    public List<Change> between(DeployedState deployed, Environment desired) {
        Map<String, String> hosts = HostNames.of(desired, deployed);
        Map<String, String> named = HostNames.of(desired);
        Map<String, Map<String, String>> wanted = DeployedState.wanted(desired, types, hosts);
        Map<String, Map<String, String>> have = deployed.stack() ? deployed.resources() : Map.of();
        Map<String, String[]> owners = owners(desired, hosts);
        List<Change> changes = new ArrayList<>();
        wanted.forEach((name, properties) -> {
            String[] owner = owners.getOrDefault(name, new String[] { "", "" });
            Map<String, String> before = have.get(name);
            if (before == null) {
                changes.add(new Change(Kind.ADD, name, owner[0], owner[1], List.of()));
                return;
            }
            Map<String, String> differing = before.isEmpty() ? Map.of() : differing(before, properties);
            List<String> what = new ArrayList<>(differing.values());
            if (!owner[1].isEmpty() && !named.get(owner[1]).equalsIgnoreCase(name)) {
                what.add("keeps its host name; the document's pattern would give " + named.get(owner[1]));
            }
            if (!differing.isEmpty()) {
                changes.add(new Change(IN_PLACE.containsAll(differing.keySet()) ? Kind.CHANGE : Kind.REPLACE, name, owner[0], owner[1], what));
            }
        });
        Set<String> gone = new LinkedHashSet<>(have.keySet());
        gone.removeAll(wanted.keySet());
        gone.forEach(name -> changes.add(new Change(Kind.REMOVE, name, "", "", List.of())));
        return changes;
    }

    /** Units whose servers Heat deletes and makes anew. */
    public Set<String> replaced(DeployedState deployed, Environment desired) {
        return between(deployed, desired).stream().filter(change -> change.kind() == Kind.REPLACE && !change.unitId().isEmpty()).map(Change::unitId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * What is left inside the servers once the stack is as desired: one that is replaced comes back empty, so that nothing counts as done in it, nor of a
     * service all of whose servers are.
     */
    public DeployedState surviving(DeployedState deployed, Environment desired) {
        Set<String> units = replaced(deployed, desired);
        if (units.isEmpty()) {
            return deployed;
        }
        Set<String> services = desired.services().stream().filter(service -> service.units().stream().allMatch(unit -> units.contains(unit.id())))
                .map(Service::id).collect(Collectors.toSet());
        return deployed.emptied(services, units);
    }

    private static Map<String, String[]> owners(Environment environment, Map<String, String> hosts) {
        Map<String, String[]> owners = new LinkedHashMap<>();
        for (Service service : environment.services()) {
            owners.put(service.name(), new String[] { service.id(), "" });
            service.units().forEach(unit -> owners.put(hosts.get(unit.id()), new String[] { service.id(), unit.id() }));
        }
        return owners;
    }

    private static Map<String, String> differing(Map<String, String> before, Map<String, String> after) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(after.keySet());
        Map<String, String> differing = new LinkedHashMap<>();
        for (String key : keys) {
            String old = before.getOrDefault(key, "");
            String now = after.getOrDefault(key, "");
            if (!old.equals(now)) {
                differing.put(key, key + " " + (old.isEmpty() ? "none" : old) + " -> " + (now.isEmpty() ? "none" : now));
            }
        }
        return differing;
    }
}
