package org.campanile.core.openstack.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.campanile.core.ask.Questions;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.CloudConnector;
import org.campanile.core.openstack.CloudLimits;
import org.campanile.core.openstack.CloudProfile;
import org.campanile.core.secret.Secret;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Logs in over openstack4j. The certificates the user accepted are remembered as long as this object lives. */
public final class OpenStackConnector implements CloudConnector {

    private final CloudLimits limits;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    /** A connector with these limits. */
    public OpenStackConnector(CloudLimits limits) {
        this.limits = limits;
        Bridge.install();
    }

    @Override
    public Cloud connect(CloudProfile profile, Secret secret, Questions questions, Task task) throws FailureException {
        Transport transport = new Transport(profile, limits, questions, accepted);
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
