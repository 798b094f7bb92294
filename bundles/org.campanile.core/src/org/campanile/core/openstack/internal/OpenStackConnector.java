package org.campanile.core.openstack.internal;

import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.core.trust.CertificateTrust;

/** Logs in over openstack4j. */
public final class OpenStackConnector implements CloudConnector {

    private final CloudLimits limits;

    /** A connector with these limits. */
    public OpenStackConnector(CloudLimits limits) {
        this.limits = limits;
        Bridge.install();
    }

    @Override
    public Cloud connect(CloudProfile profile, Secret secret, CertificateTrust certificates, Task task) throws FailureException {
        Transport transport = new Transport(profile, limits, certificates);
        boolean connected = false;
        try {
            Session session = new Session(profile, secret, transport);
            session.fresh(task);
            Cloud cloud = new OpenStackCloud(session);
            connected = true;
            return cloud;
        } finally {
            if (!connected) {
                transport.close();
            }
        }
    }
}
