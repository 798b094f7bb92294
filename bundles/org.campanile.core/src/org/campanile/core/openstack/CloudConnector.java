package org.campanile.core.openstack;

import org.campanile.core.openstack.internal.OpenStackConnector;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Logs into an OpenStack. Thread-safe; called from worker threads, since it waits for the network and may ask about a certificate. */
public interface CloudConnector {

    /**
     * Gets a token and the catalogue.
     *
     * @param secret password, or secret of the application credential
     * @param certificates asks when a server's certificate is not trusted
     * @throws FailureException DENIED for a wrong password, UNREACHABLE for an unknown host or closed port, UNTRUSTED for a certificate that
     *             was not accepted, TIMED_OUT, BAD_ANSWER for what is no Keystone, BAD_INPUT for an incomplete profile
     */
    Cloud connect(CloudProfile profile, Secret secret, CertificateTrust certificates, Task task) throws FailureException;

    /** A connector over openstack4j with these limits. */
    static CloudConnector create(CloudLimits limits) {
        return new OpenStackConnector(limits);
    }

    /** A connector with {@link CloudLimits#DEFAULT}. */
    static CloudConnector create() {
        return create(CloudLimits.DEFAULT);
    }
}
