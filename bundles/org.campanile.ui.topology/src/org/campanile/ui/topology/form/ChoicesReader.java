package org.campanile.ui.topology.form;

import java.util.List;
import java.util.Optional;

import org.campanile.core.deploy.CloudFactsReader;
import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.openstack.Cloud;
import org.campanile.core.openstack.Networking;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.campanile.ui.Services;

/** Reads what a lab's cloud has to choose from. Blocks; worker threads only. */
public final class ChoicesReader {

    private ChoicesReader() {
    }

    /**
     * What there is.
     *
     * @param ask whether a password may be asked for; otherwise the answer is {@link Choices#NONE} when it is not known
     */
    public static Choices read(Services services, Lab lab, boolean ask, Task task) throws FailureException {
        if (!ask && services.secrets().find(lab.cloudKey()).isEmpty()) {
            return Choices.NONE;
        }
        try (LabSession session = services.session(lab)) {
            Cloud cloud = session.cloud(task);
            // Servers are attached to networks of tenants; external ones only give floating addresses.
            List<String> networks = cloud.networking().networks(task).stream().filter(n -> !n.external()).map(Networking.Network::name).distinct()
                    .sorted().toList();
            return new Choices(Optional.of(CloudFactsReader.read(cloud, task)), networks);
        }
    }
}
