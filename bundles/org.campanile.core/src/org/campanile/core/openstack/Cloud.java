package org.campanile.core.openstack;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A login to one OpenStack. Every call takes the task it belongs to, has a time limit, and is cut at the socket when the task is
 * cancelled; it may be made from any worker thread, several at a time, and never from a UI thread. The token is renewed by itself, before it
 * expires and once after a 401. Failures carry OpenStack's own words in {@code cameBack}.
 */
public interface Cloud extends AutoCloseable {

    /** The profile this login was made with. */
    CloudProfile profile();

    /** Who is logged in now. Answers from memory. */
    Login login();

    /** Gets a new token, as the next call would on expiry. */
    Login renew(Task task) throws FailureException;

    /**
     * The token itself, for an API of the lab that this room does not speak, such as Service Manager's; renewed first when it is about to
     * expire.
     */
    Secret token(Task task) throws FailureException;

    /** The catalogue that came with the token, all regions and interfaces. Answers from memory. */
    List<CatalogueEntry> catalogue();

    /**
     * The address calls to a service go to: the profile's override, or the catalogue's for the profile's region and interface.
     *
     * @param serviceType e.g. {@code image}; well-known aliases such as {@code volumev3} are not guessed
     */
    Optional<URI> endpoint(String serviceType);

    /** Keystone. */
    Identity identity();

    /** Glance. */
    Images images();

    /** Nova. */
    Compute compute();

    /** Neutron. */
    Networking networking();

    /** Heat. */
    Orchestration orchestration();

    /** Forgets the secret and closes the connections; calls under way fail. The token is not taken back, it ends by itself. */
    @Override
    void close();

    /**
     * Who is logged in.
     *
     * @param projectId empty when the token is not scoped to a project
     * @param roles names, in the order Keystone gave
     * @param expires end of the token
     */
    record Login(String userId, String user, String userDomain, String projectId, String project, String projectDomain, List<String> roles,
            Instant expires) {
        public Login {
            roles = List.copyOf(roles);
        }
    }

    /** A service of the token's catalogue with its endpoints. */
    record CatalogueEntry(String id, String type, String name, List<Identity.Endpoint> endpoints) {
        public CatalogueEntry {
            endpoints = List.copyOf(endpoints);
        }
    }
}
