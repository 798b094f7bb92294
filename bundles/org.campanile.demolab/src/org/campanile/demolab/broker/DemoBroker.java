package org.campanile.demolab.broker;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.campanile.demolab.http.DemoCertificates;
import org.campanile.demolab.http.Faults;

/**
 * The demo lab's message broker: AMQP 0-9-1 on one loopback port, RabbitMQ's management API on another. Begins with RabbitMQ's own beginnings:
 * virtual host {@code /} and user {@code guest} with password {@code guest}, an administrator. Nothing is kept after {@link #close()}.
 * Queues, exchanges and messages are Apache Qpid Broker-J's; logins, virtual hosts and permissions are checked here with RabbitMQ's wording.
 * AMQP is also spoken inside TLS, with a certificate of an authority made at each start. Quorum queues are declared, refused and shown as RabbitMQ
 * does and kept as Broker-J keeps any; policies are checked and shown. No exchange-to-exchange bindings; policies, {@code x-expires} and dead-letter
 * arguments are kept but not obeyed.
 * Thread-safe.
 */
public final class DemoBroker implements AutoCloseable {

    private final Handshake.Inner inner = new Handshake.Inner(Accounts.SYSTEM, UUID.randomUUID().toString());
    private final Accounts accounts = new Accounts(inner.password());
    private final AtomicInteger number = new AtomicInteger();
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock hosts = new ReentrantLock();
    private final QpidEngine engine;
    private final Policies policies = new Policies();
    private final DemoCertificates certificates = new DemoCertificates();
    private final Guard guard;
    private final Gateway gateway;
    private final ManagementApi management;

    /**
     * Starts both, which takes one to two seconds.
     *
     * @param amqpPort loopback port for AMQP, 0 for any free one
     * @param managementPort loopback port of the management API, 0 for any free one
     * @param faults troubles of the management API, whose service name is {@code rabbitmq}
     * @throws IOException when a port is taken or the broker does not start
     */
    public DemoBroker(int amqpPort, int managementPort, Faults faults) throws IOException {
        this(amqpPort, 0, managementPort, faults);
    }

    /** The same with a port for AMQP inside TLS, 0 for any free one. */
    public DemoBroker(int amqpPort, int securePort, int managementPort, Faults faults) throws IOException {
        engine = new QpidEngine(inner.user(), inner.password());
        Gateway started = null;
        try {
            guard = new Guard(accounts, engine);
            started = new Gateway(amqpPort, securePort, certificates.context(), engine.port(), new Handshake(accounts, inner), guard);
            gateway = started;
            putUser("guest", "guest", List.of("administrator"));
            putVhost("/");
            grant("/", "guest", Permission.ALL);
            management = new ManagementApi(this, managementPort, faults);
        } catch (IOException | RuntimeException e) {
            if (started != null) {
                started.close();
            }
            engine.close();
            throw e;
        }
    }

    /** Loopback port of AMQP. */
    public int amqpPort() {
        return gateway.port();
    }

    /** Loopback port of AMQP inside TLS. */
    public int securePort() {
        return gateway.securePort();
    }

    /** Certificate of the authority (PEM) that a client on {@link #securePort} has to trust. */
    public String authority() {
        return certificates.authority();
    }

    /** Address of the management API without a trailing slash and without {@code /api}. */
    public String managementUrl() {
        return management.url();
    }

    /** Makes a virtual host; answers whether it is new. */
    public boolean putVhost(String name) throws IOException {
        return putVhost(name, "", List.of());
    }

    boolean putVhost(String name, String description, List<String> tags) throws IOException {
        hosts.lock();
        try {
            Accounts.Vhost present = accounts.vhost(name).orElse(null);
            String innerName = present == null ? "host" + number.incrementAndGet() : present.inner();
            if (present == null) {
                engine.createHost(innerName);
            }
            accounts.put(new Accounts.Vhost(name, innerName, description, List.copyOf(tags)));
            return present == null;
        } finally {
            hosts.unlock();
        }
    }

    /** Removes a virtual host with its queues, permissions and connections; answers whether there was one. */
    public boolean deleteVhost(String name) throws IOException {
        hosts.lock();
        try {
            Accounts.Vhost gone = accounts.deleteVhost(name).orElse(null);
            if (gone == null) {
                return false;
            }
            force("vhost '" + name + "' is deleted", c -> c.opened().vhost().name().equals(name));
            policies.deleteVhost(name);
            engine.deleteHost(gone.inner());
            return true;
        } finally {
            hosts.unlock();
        }
    }

    /** Adds a user or replaces password and tags; answers whether it is new. */
    public boolean putUser(String name, String password, List<String> tags) {
        return accounts.put(new BrokerUser(name, BrokerUser.hash(password), tags));
    }

    /** Removes a user; its connections are closed. */
    public boolean deleteUser(String name) {
        boolean was = accounts.deleteUser(name);
        force("user '" + name + "' is deleted", c -> c.opened().user().name().equals(name));
        return was;
    }

    /** Gives a user rights in a virtual host; answers whether the user had none there. */
    public boolean grant(String vhost, String user, Permission permission) {
        return accounts.grant(vhost, user, permission);
    }

    /** Cuts all AMQP connections without a word. */
    public void cutConnections() {
        gateway.cut();
    }

    /** Whether new AMQP connections are cut at once, as from a broker that is starting or overrun. */
    public void refuseConnections(boolean refuse) {
        gateway.refuse(refuse);
    }

    private void force(String reason, Predicate<GatewayConnection> which) {
        gateway.connections().stream().filter(which).forEach(c -> c.force(reason));
    }

    /** The account that may do everything, for what the management API does in its own name. */
    Handshake.Inner system() {
        return inner;
    }

    Policies policies() {
        return policies;
    }

    Accounts accounts() {
        return accounts;
    }

    QpidEngine engine() {
        return engine;
    }

    Guard guard() {
        return guard;
    }

    Gateway gateway() {
        return gateway;
    }

    @Override
    public void close() {
        management.close();
        gateway.close();
        engine.close();
    }
}
