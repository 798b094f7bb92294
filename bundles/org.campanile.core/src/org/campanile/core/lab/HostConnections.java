package org.campanile.core.lab;

import java.util.HashMap;
import java.util.Map;

import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Remote;
import org.campanile.core.remote.RemoteAccess;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** One SSH connection to each host of a lab, made when first asked for, shared, and made anew when it was cut. Thread-safe. */
final class HostConnections implements AutoCloseable {

    /** A host that lets in and cuts at once is not logged in to for ever; what is sent over the last connection tells what happened. */
    private static final int ATTEMPTS = 3;

    private final Lab lab;
    private final RemoteAccess access;
    private final Map<HostProfile, Shared<Remote>> open = new HashMap<>();
    private boolean closed;

    HostConnections(Lab lab, RemoteAccess access) {
        this.lab = lab;
        this.access = access;
    }

    Remote get(HostProfile host, Task task) throws FailureException {
        for (int attempt = 1;; attempt++) {
            Shared<Remote> shared;
            synchronized (this) {
                if (closed) {
                    throw FailureException.cancelled("connecting: the session was closed");
                }
                shared = open.computeIfAbsent(host, h -> new Shared<>(t -> access.connect(lab.id(), lab.name(), h, t)));
            }
            Remote remote = shared.get(task);
            if (remote.isConnected() || attempt == ATTEMPTS) {
                return remote;
            }
            synchronized (this) {
                open.remove(host, shared);
            }
            shared.close();
        }
    }

    @Override
    public void close() {
        Map<HostProfile, Shared<Remote>> last;
        synchronized (this) {
            closed = true;
            last = Map.copyOf(open);
            open.clear();
        }
        last.values().forEach(Shared::close);
    }
}
