package org.campanile.demolab.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Users, virtual hosts and who may do what in them. Thread-safe; what it hands out are values. */
final class Accounts {

    /**
     * A virtual host.
     *
     * @param name as clients know it, any text
     * @param inner its name inside Broker-J, which does not take every text
     */
    record Vhost(String name, String inner, String description, List<String> tags) {
    }

    /** One line of the permissions table. */
    record Grant(String user, String vhost, Permission permission) {
    }

    private record Key(String vhost, String user) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byVhost = vhost.compareTo(other.vhost);
            return byVhost != 0 ? byVhost : user.compareTo(other.user);
        }
    }

    /** RabbitMQ's name for itself; nobody can log in with it from outside, since its password is made at start and kept here. */
    static final String SYSTEM = "rmq-internal";

    private final BrokerUser system;
    private final Map<String, BrokerUser> users = new TreeMap<>();
    private final Map<String, Vhost> vhosts = new TreeMap<>();
    private final Map<Key, Permission> permissions = new TreeMap<>();

    /** No user, no virtual host; {@code systemPassword} opens the account {@link #SYSTEM}, which may do everything and is in no list. */
    Accounts(String systemPassword) {
        system = new BrokerUser(SYSTEM, BrokerUser.hash(systemPassword), List.of());
    }

    synchronized List<BrokerUser> users() {
        return List.copyOf(users.values());
    }

    synchronized Optional<BrokerUser> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    /** The user when name and password fit. */
    Optional<BrokerUser> login(String name, String password) {
        return (SYSTEM.equals(name) ? Optional.of(system) : user(name)).filter(u -> u.accepts(password));
    }

    /** Adds or replaces; answers whether it is new. */
    synchronized boolean put(BrokerUser user) {
        return users.put(user.name(), user) == null;
    }

    synchronized boolean deleteUser(String name) {
        permissions.keySet().removeIf(k -> k.user().equals(name));
        return users.remove(name) != null;
    }

    synchronized List<Vhost> vhosts() {
        return List.copyOf(vhosts.values());
    }

    synchronized Optional<Vhost> vhost(String name) {
        return Optional.ofNullable(vhosts.get(name));
    }

    synchronized void put(Vhost vhost) {
        vhosts.put(vhost.name(), vhost);
    }

    synchronized Optional<Vhost> deleteVhost(String name) {
        permissions.keySet().removeIf(k -> k.vhost().equals(name));
        return Optional.ofNullable(vhosts.remove(name));
    }

    synchronized List<Grant> grants() {
        List<Grant> all = new ArrayList<>();
        permissions.forEach((k, p) -> all.add(new Grant(k.user(), k.vhost(), p)));
        return all;
    }

    synchronized Optional<Permission> permission(String vhost, String user) {
        return SYSTEM.equals(user) ? Optional.of(Permission.ALL) : Optional.ofNullable(permissions.get(new Key(vhost, user)));
    }

    /** Adds or replaces; answers whether it is new. */
    synchronized boolean grant(String vhost, String user, Permission permission) {
        return permissions.put(new Key(vhost, user), permission) == null;
    }

    synchronized boolean revoke(String vhost, String user) {
        return permissions.remove(new Key(vhost, user)) != null;
    }
}
