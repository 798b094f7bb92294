package org.campanile.core.setup;

import org.campanile.core.host.Host;
import org.campanile.core.host.HostFacts;
import org.campanile.core.recipe.Ground;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The hosts of a lab as steps and checks want them: connected, and with what they are, asked once in a run. Thread-safe. */
public final class LabHosts {

    private LabHosts() {
    }

    /** A host of the lab. Ask anew for each piece of work: after a reboot this is a new connection. Blocks. */
    public static Host host(Ground ground, String name, Task task) throws FailureException {
        Remote remote = ground.host(name, task);
        HostFacts facts = ground.facts().get("host/" + name + "/system", HostFacts.class, task, t -> Host.of(remote, t).facts());
        return Host.of(remote, facts);
    }
}
