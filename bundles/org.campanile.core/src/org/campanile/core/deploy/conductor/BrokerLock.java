package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.Objects;

import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.environment.Environment;
import org.campanile.core.lab.LabSession;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The lock of deployments in a lab's broker, the same for windows, command lines and workers. It has a connection of its own, which it opens again when it is
 * cut: then it takes the lock again, or tells that somebody else has it. Worker threads only.
 */
public final class BrokerLock implements DeploymentLock {

    /** A program that was just killed or has just ended is not seen as gone at the same instant. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LabSession session;
    private final String program;
    private volatile HeldLock last;

    /**
     * The locks in the broker of a session's lab.
     *
     * @param program what refused ones are told of this one, e.g. {@code window}
     */
    public BrokerLock(LabSession session, String program) {
        this.session = Objects.requireNonNull(session);
        this.program = Objects.requireNonNull(program);
    }

    @Override
    public Held take(Environment environment, String doing, Watch watch, Task task) throws FailureException {
        task.progress("Taking the lock of " + environment.name(), 0, -1);
        HeldLock held = new HeldLock(session, environment, LockHolder.here(program, false, doing), watch);
        held.begin(PATIENCE, task);
        last = held;
        return held;
    }

    /** False while it is not known whether the lock that was taken is still held: its connection is cut. */
    boolean certain() {
        HeldLock now = last;
        return now == null || now.certain();
    }
}
