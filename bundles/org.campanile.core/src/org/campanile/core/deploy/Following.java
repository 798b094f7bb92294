package org.campanile.core.deploy;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Turns a run that may fail into a result, with the last phase told to the listener. */
record Following(DeploymentProgress progress, Task task) {

    /** What is run; it sets the phase it ends in. */
    @FunctionalInterface
    interface Work {
        void run() throws FailureException;
    }

    DeploymentResult run(Work work) {
        try {
            work.run();
            return new DeploymentResult.Succeeded(progress.snapshot());
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.CANCELLED || task.isCancelled()) {
                progress.phase(DeploymentSnapshot.Phase.STOPPED);
                return new DeploymentResult.Cancelled(progress.snapshot());
            }
            progress.phase(DeploymentSnapshot.Phase.FAILED);
            return new DeploymentResult.Failed(e.failure(), progress.snapshot());
        }
    }
}
