package org.campanile.core.openstack;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Nova v2.1. Lists are read page by page and are those of the project logged into. */
public interface Compute {

    /** All flavors the project may use. */
    List<Flavor> flavors(Task task) throws FailureException;

    /** All availability zones; the hosts in them are not asked for, since that needs the admin role. */
    List<Zone> zones(Task task) throws FailureException;

    /** The project's compute quotas with what is used. */
    List<Quota> quotas(Task task) throws FailureException;

    /** The project's absolute limits by Nova's names, e.g. {@code maxTotalCores}, {@code totalCoresUsed}. */
    Map<String, Long> limits(Task task) throws FailureException;

    /** All servers of the project. */
    List<Server> servers(Task task) throws FailureException;

    /** One server, or nothing when it does not exist. */
    Optional<Server> server(String id, Task task) throws FailureException;

    /** The last lines of the console's log; empty while there is none. */
    String consoleLog(String serverId, int lines, Task task) throws FailureException;

    /** The user's key pairs. */
    List<KeyPair> keyPairs(Task task) throws FailureException;

    /** Nova's services on all hosts. Needs the admin role. */
    List<Service> services(Task task) throws FailureException;

    /** A flavor. {@code ram} in MiB, {@code disk} in GiB. */
    record Flavor(String id, String name, int vcpus, int ram, int disk, boolean isPublic) {
    }

    /** An availability zone. */
    record Zone(String name, boolean available) {
    }

    /** A public key Nova puts into servers. */
    record KeyPair(String name, String fingerprint, String publicKey) {
    }

    /** One of Nova's daemons; {@code status} enabled/disabled, {@code state} up/down. */
    record Service(String id, String binary, String host, String zone, String status, String state, String disabledReason, Instant updated) {
    }

    /** An address of a server; {@code type} fixed or floating. */
    record Address(String network, String address, int version, String type, String mac) {
    }

    /**
     * A server.
     *
     * @param status Nova's, e.g. {@code ACTIVE}, {@code BUILD}, {@code ERROR}
     * @param taskState what is under way, or empty
     * @param powerState e.g. {@code 1} running
     * @param flavor name or id
     * @param fault Nova's message when the status is ERROR
     */
    record Server(String id, String name, String status, String taskState, String powerState, String flavor, String imageId, String zone,
            String host, String keyName, List<Address> addresses, List<String> securityGroups, Map<String, String> metadata, String fault,
            Instant created, Instant updated) {
        public Server {
            addresses = List.copyOf(addresses);
            securityGroups = List.copyOf(securityGroups);
            metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        }
    }
}
