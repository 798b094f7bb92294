package org.campanile.core.recipe;

import java.util.Objects;

import org.campanile.core.lab.Lab;
import org.campanile.core.lab.LabSession;
import org.campanile.core.remote.HostProfile;
import org.campanile.core.remote.Remote;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** What steps and checks stand on: the lab's connections and what was found out so far in this run. Thread-safe; methods with a task block. */
public final class Ground {

    private final LabSession session;
    private final Facts facts;

    /** The ground of one run or one round of checks; the caller closes the session. */
    public Ground(LabSession session) {
        this(session, new Facts());
    }

    /** A ground with these facts. */
    public Ground(LabSession session, Facts facts) {
        this.session = Objects.requireNonNull(session);
        this.facts = Objects.requireNonNull(facts);
    }

    /** The lab's connections: cloud, broker, hosts. */
    public LabSession session() {
        return session;
    }

    /** The lab. */
    public Lab lab() {
        return session.lab();
    }

    /** What was found out in this run. */
    public Facts facts() {
        return facts;
    }

    /**
     * The open SSH connection to a host of the lab, shared by all that ask. Ask anew for each piece of work and never close it: after a reboot of the
     * host the next one who asks gets a new connection.
     *
     * @param labHost its name in the lab; not found when the lab has none of that name
     */
    public Remote host(String labHost, Task task) throws FailureException {
        return session.host(labHost, task);
    }

    /** How a host of the lab is reached; not found when the lab has none of that name. */
    public HostProfile profile(String labHost) throws FailureException {
        return session.hostProfile(labHost);
    }
}
