package org.campanile.core.openstack;

import java.util.List;

import org.campanile.core.openstack.internal.KeystoneV2;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/**
 * Keystone v2.0 with its extension OS-KSADM, for labs of release Grizzly and before (Identity API v2.0, "OS-KSADM admin extension"): services, and
 * endpoints that hold three addresses in one. Nothing can be changed in place there; what differs is deleted and made anew. Thread-safe; each call
 * blocks, has a time limit, and is cut when its task is cancelled.
 */
public interface LegacyIdentity extends AutoCloseable {

    /**
     * Logs in with user, password and tenant (the profile's project).
     *
     * @param profile with the address of either version; the path becomes {@code /v2.0}
     * @throws FailureException DENIED, UNREACHABLE, UNTRUSTED, TIMED_OUT, or BAD_ANSWER for a Keystone without v2.0
     */
    static LegacyIdentity connect(CloudProfile profile, Secret password, CertificateTrust certificates, CloudLimits limits, Task task)
            throws FailureException {
        return KeystoneV2.connect(profile, password, certificates, limits, task);
    }

    /** All services; {@code enabled} is not known in this version and always true. */
    List<Identity.Service> services(Task task) throws FailureException;

    /** Creates a service. */
    Identity.Service createService(String type, String name, String description, Task task) throws FailureException;

    /** Deletes a service with its endpoints. */
    void deleteService(String id, Task task) throws FailureException;

    /** All endpoints. */
    List<Endpoint> endpoints(Task task) throws FailureException;

    /** Creates an endpoint; its id is chosen by Keystone. */
    Endpoint createEndpoint(Endpoint wanted, Task task) throws FailureException;

    /** Deletes an endpoint. */
    void deleteEndpoint(String id, Task task) throws FailureException;

    @Override
    void close();

    /** An endpoint of v2.0: three addresses of one service in one region. @param id empty for one that is to be created */
    record Endpoint(String id, String serviceId, String region, String publicUrl, String internalUrl, String adminUrl) {

        /** Whether region and addresses are the same. */
        public boolean says(Endpoint other) {
            return region.equals(other.region) && publicUrl.equals(other.publicUrl) && internalUrl.equals(other.internalUrl)
                    && adminUrl.equals(other.adminUrl);
        }
    }
}
