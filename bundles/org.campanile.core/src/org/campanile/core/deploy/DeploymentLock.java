package org.campanile.core.deploy;

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
    DeploymentLock NONE = (environment, doing, watch, task) -> () -> {
        // nothing is held
    };

    /**
     * Takes it, or refuses.
     *
     * @param doing what the others are told, e.g. {@code deploying}
     * @param watch told what becomes of it, on any thread
     * @throws FailureException CONFLICT when somebody has it, with who that is; UNREACHABLE and the like when nobody can be asked for it
     */
    Held take(Environment environment, String doing, Watch watch, Task task) throws FailureException;

    /** Who is told what becomes of a lock in hand; returns quickly. */
    @FunctionalInterface
    interface Watch {

        /** Told once, when somebody else has it although it was not given back; whoever is told stops. */
        void lost(Failure why);

        /** Told when it is not known whether the lock is still held, with why, in a sentence; and with an empty text when it is held again. */
        default void waiting(String why) {
            // whoever only wants to know of the end
        }
    }

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
