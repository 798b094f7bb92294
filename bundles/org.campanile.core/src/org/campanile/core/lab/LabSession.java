package org.campanile.core.lab;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

import org.campanile.core.ask.Questions;
import org.campanile.core.inventory.Inventory;
import org.campanile.core.murano.MuranoApi;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.openstack.LegacyIdentity;
import org.campanile.core.rabbitmq.BrokerLimits;
import org.campanile.core.rabbitmq.BrokerManagement;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.rabbitmq.RoundTrip;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Remote;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.secret.Secret;
import org.campanile.core.secret.Secrets;
import org.campanile.core.servicemanager.Limits;
import org.campanile.core.servicemanager.ServiceManager;
import org.campanile.core.servicemanager.SystemProfile;
import org.campanile.core.servicemanager.TokenSource;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/**
 * The connections to one lab, each made when it is first asked for and then shared: many checks and steps at the same time cost one login. A
 * connection that failed is tried again by the next caller, but those that were waiting for it share its failure, so that a wrong password
 * is sent once and not once a check. Thread-safe; every method that connects blocks, so worker threads only. Close it to end them all.
 */
public final class LabSession implements AutoCloseable {

    /** Shown in the broker's list of connections. */
    private static final String CLIENT = "campanile";

    private final Lab lab;
    private final Secrets secrets;
    private final Questions questions;
    private final CertificateTrust certificates;
    private final Shared<Cloud> cloud;
    private final Shared<BrokerManagement> management;
    private final Shared<Controllers> controllers;
    private final Shared<Murano> murano;
    private final HostConnections hosts;

    /** A session on a lab that remembers accepted certificates until it is closed; nothing is connected yet. */
    public LabSession(Lab lab, Secrets secrets, Questions questions, CloudConnector connector) {
        this(lab, secrets, questions, CertificateTrust.asking(questions), connector);
    }

    /** A session on a lab that keeps accepted host keys in the user's own home; nothing is connected yet. */
    public LabSession(Lab lab, Secrets secrets, Questions questions, CertificateTrust trust, CloudConnector connector) {
        this(lab, secrets, questions, trust, connector, new RemoteAccess(secrets, questions, Home.system().knownHosts()));
    }

    /**
     * A session on a lab; nothing is connected yet.
     *
     * @param trust remembers the certificates that were accepted; what is refused is refused for this session
     * @param access opens the connections to the lab's hosts
     */
    public LabSession(Lab lab, Secrets secrets, Questions questions, CertificateTrust trust, CloudConnector connector, RemoteAccess access) {
        this.lab = lab;
        this.secrets = secrets;
        this.questions = questions;
        this.certificates = trust.forSession();
        this.hosts = new HostConnections(lab, access);
        this.cloud = new Shared<>(task -> {
            CloudProfile profile = needed(lab.cloud(), "connecting to the cloud", "cloud");
            return connector.connect(profile, secrets.require(lab.cloudKey()), certificates, task);
        });
        this.management = new Shared<>(task -> {
            BrokerProfile profile = broker();
            return new BrokerManagement(profile, secrets.require(lab.brokerKey()), certificates, BrokerLimits.USUAL);
        });
        // A system's tokens come from the lab's cloud, so the authority that vouches for that one may vouch for the controllers too.
        this.controllers = new Shared<>(task -> new Controllers(ServiceManager.http(Limits.standard(), certificates,
                lab.cloud().map(CloudProfile::caFile).orElse(null))));
        this.murano = new Shared<>(task -> {
            Cloud login = cloud(task);
            URI address = muranoAddress(task).orElseThrow(() -> new FailureException(new Failure(Failure.Kind.NOT_FOUND, "looking for Murano", "Keystone's catalogue",
                    "", "The catalogue lists no Murano service.", "Register it with the Keystone part of the set-up.")));
            return new Murano(MuranoApi.open(address, (rejected, t) -> {
                Secret token = login.token(t);
                if (token.equals(rejected)) {
                    login.renew(t);
                    token = login.token(t);
                }
                return token;
            }, controllers.get(task).http(), task));
        });
    }

    /** murano-api keeps no connection of its own: it uses the client that is closed with the session. */
    private record Murano(MuranoApi api) implements AutoCloseable {
        @Override
        public void close() {
            // nothing is held
        }
    }

    /** What all controllers are asked through; its own close would wait for answers that are still to come. */
    private record Controllers(HttpClient http) implements AutoCloseable {
        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    /** The lab. */
    public Lab lab() {
        return lab;
    }

    /** Where the lab's secrets come from. */
    public Secrets secrets() {
        return secrets;
    }

    /** Who is asked about trust and consent. */
    public Questions questions() {
        return questions;
    }

    /** The login to the lab's OpenStack; bad input when the lab has none. */
    public Cloud cloud(Task task) throws FailureException {
        return cloud.get(task);
    }

    /**
     * A client of a system's Service Manager, with tokens of the lab's cloud; connects to nothing yet. A rejected token is replaced once. It works
     * until the session is closed.
     */
    public ServiceManager serviceManager(SystemProfile system) throws FailureException {
        TokenSource tokens = (rejected, task) -> {
            Cloud login = cloud(task);
            Secret token = login.token(task);
            if (token.equals(rejected)) {
                login.renew(task);
                token = login.token(task);
            }
            return token;
        };
        return new ServiceManager(system, tokens, controllers.get(Task.unwatched()).http());
    }

    /**
     * The open SSH connection to a host of the lab, shared by all that ask, so never to be closed by one of them. When it was cut, the next who asks
     * gets a new one.
     *
     * @param name of the host in the lab; not found when there is none
     */
    public Remote host(String name, Task task) throws FailureException {
        return hosts.get(hostProfile(name), task);
    }

    /** How a host of the lab is reached; not found when the lab has none of that name. */
    public HostProfile hostProfile(String name) throws FailureException {
        return lab.hosts().stream().filter(h -> h.name().equals(name)).findFirst().orElseThrow(() -> new FailureException(new Failure(
                Failure.Kind.NOT_FOUND, "looking for a host of lab " + lab.name(), name, "", "The lab has no host of that name.",
                lab.hosts().isEmpty() ? "Add the host to the lab." : "Use one of "
                        + String.join(", ", lab.hosts().stream().map(HostProfile::name).toList()) + ", or add the host to the lab.")));
    }

    /** Keystone v2.0 of the lab's cloud, for labs of 2013; a login of its own, which the caller closes. */
    public LegacyIdentity legacyIdentity(Task task) throws FailureException {
        CloudProfile profile = needed(lab.cloud(), "connecting to the cloud", "cloud");
        return LegacyIdentity.connect(profile, secrets.require(lab.cloudKey()), certificates, CloudLimits.DEFAULT, task);
    }

    /**
     * A client of the inventory (and fault management) of the StarlingX system that the lab's cloud belongs to; empty when its catalogue has no service
     * {@code platform}. Logs in to the cloud.
     */
    public Optional<Inventory> inventory(Task task) throws FailureException {
        if (lab.cloud().isEmpty()) {
            return Optional.empty();
        }
        Cloud login = cloud(task);
        Optional<URI> hosts = login.endpoint("platform");
        if (hosts.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Inventory(hosts.get(), login.endpoint("faultmanagement"), t -> cloud(t).token(t), controllers.get(task).http()));
    }

    /** The address of murano-api in the catalogue of the lab's cloud, if it lists one. */
    public Optional<URI> muranoAddress(Task task) throws FailureException {
        Cloud login = cloud(task);
        return MuranoApi.CATALOGUE_TYPES.stream().flatMap(type -> login.endpoint(type).stream()).findFirst();
    }

    /** murano-api of the lab's cloud, whichever generation answers; not found when the catalogue has none. */
    public MuranoApi murano(Task task) throws FailureException {
        return murano.get(task).api();
    }

    /** The broker's management API; bad input when the lab has no broker. */
    public BrokerManagement management(Task task) throws FailureException {
        return management.get(task);
    }

    /** The profile of the lab's broker; bad input when it has none. */
    public BrokerProfile broker() throws FailureException {
        return needed(lab.broker(), "connecting to the broker", "broker");
    }

    /** A new AMQP connection as the lab's user; the caller closes it. */
    public Messaging messaging(Task task) throws FailureException {
        BrokerProfile profile = broker();
        return Messaging.open(profile, secrets.require(lab.brokerKey()), certificates, CLIENT, BrokerLimits.USUAL, task);
    }

    /**
     * A new AMQP connection as the lab's user that does not come back by itself; the caller closes it.
     *
     * @param client shown in the broker's list of connections
     * @param lost told when it ends other than by being closed
     */
    public Messaging messagingOnce(String client, Runnable lost, Task task) throws FailureException {
        BrokerProfile profile = broker();
        return Messaging.openOnce(profile, secrets.require(lab.brokerKey()), certificates, client, BrokerLimits.USUAL, lost, task);
    }

    /** A new AMQP connection as another user on another virtual host of the lab's broker; the caller closes it. */
    public Messaging messaging(String user, String vhost, Secret password, Task task) throws FailureException {
        return Messaging.open(broker().as(user, vhost), password, certificates, CLIENT, BrokerLimits.USUAL, task);
    }

    /** Proves with a message there and back that the lab's user can use the broker. */
    public RoundTrip proveMessages(Task task) throws FailureException {
        BrokerProfile profile = broker();
        return Messaging.proveRoundTrip(profile, secrets.require(lab.brokerKey()), certificates, BrokerLimits.USUAL, task);
    }

    /** The same as another user on another virtual host. */
    public RoundTrip proveMessages(String user, String vhost, Secret password, Task task) throws FailureException {
        return Messaging.proveRoundTrip(broker().as(user, vhost), password, certificates, BrokerLimits.USUAL, task);
    }

    private <T> T needed(Optional<T> profile, String doing, String part) throws FailureException {
        return profile.orElseThrow(() -> new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, "lab " + lab.name(), "",
                "The lab has no " + part + ".", "Add the " + part + " to the lab.")));
    }

    @Override
    public void close() {
        cloud.close();
        management.close();
        hosts.close();
        murano.close();
        controllers.close();
    }
}
