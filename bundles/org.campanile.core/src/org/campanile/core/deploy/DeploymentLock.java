package org.campanile.core.deploy;

import java.util.function.Consumer;

import org.campanile.core.environment.Environment;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * The right to be the only one who changes what is deployed of an environment, on whatever machine the others are. A port: who keeps it has an own package.
 * Worker threads only.
 */
@FunctionalInterface
public interface DeploymentLock {

    /** What is being done while the lock is taken; by this a refusal is known. */
    String TAKING = "taking the lock of a deployment";

    /**
     * Where nobody keeps one, which is a lab without a broker. Nothing is lost by that: no agents are asked and nothing is remembered there, and Heat itself
     * takes one change of a stack at a time; a second deployment waits for the end of the first one's.
     */
    DeploymentLock NONE = (environment, doing, lost, task) -> () -> {
        // nothing is held
    };

    /**
     * Takes it, or refuses.
     *
     * @param doing what the others are told, e.g. {@code deploying}
     * @param lost told once, on any thread, when somebody else has it although it was not given back; whoever is told stops
     * @throws FailureException CONFLICT when somebody has it, with who that is; UNREACHABLE and the like when nobody can be asked for it
     */
    Held take(Environment environment, String doing, Consumer<Failure> lost, Task task) throws FailureException;

    /** The lock in hand. Closing gives it back; it does not throw and takes seconds at the most. */
    @FunctionalInterface
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Whether a deployment has not even begun because somebody else had the lock: no run of which anything is to be kept. */
    static boolean refused(DeploymentResult result) {
        return result instanceof DeploymentResult.Failed failed && failed.failure().kind() == Failure.Kind.CONFLICT && failed.failure().doing().equals(TAKING);
    }
}
