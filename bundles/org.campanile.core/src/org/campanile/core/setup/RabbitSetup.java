package org.campanile.core.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerUser;
import org.campanile.core.rabbitmq.Permission;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks for and makes what Murano needs in RabbitMQ: virtual host, user with tag, permissions. Each method is one call or two. */
final class RabbitSetup {

    /** How the broker's words begin when user and password are right but the virtual host is closed to the user (AMQP 0-9-1, "not-allowed"). */
    private static final String NOT_ALLOWED = "530";

    private final LabSession session;
    private final BrokerAccount wanted;

    RabbitSetup(LabSession session, BrokerAccount wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    LabSession session() {
        return session;
    }

    BrokerAccount request() {
        return wanted;
    }

    private BrokerManagement management(Task task) throws FailureException {
        return session.management(task);
    }

    boolean vhostExists(Task task) throws FailureException {
        return management(task).vhosts(task).stream().anyMatch(v -> v.name().equals(wanted.vhost()));
    }

    void createVhost(Task task) throws FailureException {
        management(task).createVhost(wanted.vhost(), task);
    }

    /** Deletes it if it is still there. */
    static void deleteVhost(LabSession session, String name, Task task) throws FailureException {
        BrokerManagement management = session.management(task);
        if (management.vhosts(task).stream().anyMatch(v -> v.name().equals(name))) {
            management.deleteVhost(name, task);
        }
    }

    Optional<BrokerUser> user(Task task) throws FailureException {
        return management(task).users(task).stream().filter(u -> u.name().equals(wanted.user())).findFirst();
    }

    /** What the user lacks; empty when there is nothing to do. */
    Optional<String> userLacks(Task task) throws FailureException {
        Optional<BrokerUser> user = user(task);
        if (user.isEmpty()) {
            return Optional.of("User " + wanted.user() + " does not exist.");
        }
        List<String> tags = new ArrayList<>(wanted.tags());
        tags.removeAll(user.get().tags());
        if (!tags.isEmpty()) {
            return Optional.of("User " + wanted.user() + " has not the tag " + String.join(", ", tags) + ".");
        }
        Optional<Secret> password = wanted.password().known();
        return password.isPresent() && loginRefused(password.get(), task) ? Optional.of("User " + wanted.user() + " exists, but the given password is not the user's.") : Optional.empty();
    }

    /**
     * Whether the broker refuses the user's password. It looks at the password before it looks at the virtual host, so a virtual host that is
     * missing or closed to the user says that the password was right.
     */
    private boolean loginRefused(Secret password, Task task) throws FailureException {
        String vhost = vhostExists(task) ? wanted.vhost() : session.broker().vhost();
        try {
            session.messaging(wanted.user(), vhost, password, task).close();
            return false;
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND || e.failure().cameBack().startsWith(NOT_ALLOWED)) {
                return false;
            }
            if (e.failure().kind() == Failure.Kind.DENIED) {
                return true;
            }
            throw e;
        }
    }

    /** Creates the user, or gives an existing one password and tags. */
    void putUser(Task task) throws FailureException {
        List<String> tags = new ArrayList<>(user(task).map(BrokerUser::tags).orElse(List.of()));
        wanted.tags().stream().filter(t -> !tags.contains(t)).forEach(tags::add);
        management(task).putUser(wanted.user(), wanted.password().required(), tags, task);
    }

    /** Deletes the user if it is still there. */
    static void deleteUser(LabSession session, String name, Task task) throws FailureException {
        BrokerManagement management = session.management(task);
        if (management.users(task).stream().anyMatch(u -> u.name().equals(name))) {
            management.deleteUser(name, task);
        }
    }

    Optional<String> permissionLacks(Task task) throws FailureException {
        boolean full = management(task).permissions(task).stream()
                .anyMatch(p -> p.user().equals(wanted.user()) && p.vhost().equals(wanted.vhost()) && p.isFull());
        return full ? Optional.empty() : Optional.of("User " + wanted.user() + " has not all permissions on " + wanted.vhost() + ".");
    }

    void grant(Task task) throws FailureException {
        management(task).setPermission(Permission.full(wanted.user(), wanted.vhost()), task);
    }

    /** What the user may do now, if anything was ever granted. */
    static Optional<Permission> permission(LabSession session, String user, String vhost, Task task) throws FailureException {
        return session.management(task).permissions(task).stream().filter(p -> p.user().equals(user) && p.vhost().equals(vhost)).findFirst();
    }

    /** Takes all permissions away, if there are any. */
    static void revoke(LabSession session, String user, String vhost, Task task) throws FailureException {
        if (permission(session, user, vhost, task).isPresent()) {
            session.management(task).clearPermission(user, vhost, task);
        }
    }

    /** Gives a user its former permissions, if user and virtual host are still there. */
    static void restore(LabSession session, Permission former, Task task) throws FailureException {
        if (permission(session, former.user(), former.vhost(), task).isPresent()) {
            session.management(task).setPermission(former, task);
        }
    }

    /** The guide's proof: the new user logs in over AMQP and a message goes there and back. */
    void prove(Task task) throws FailureException {
        session.proveMessages(wanted.user(), wanted.vhost(), wanted.password().required(), task);
    }
}
