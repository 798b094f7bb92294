package org.campanile.core.deploy;

import org.campanile.core.task.Failure;

/** How a deployment, or the deletion of one, ended. */
public sealed interface DeploymentResult {

    /** What was known in the end. */
    DeploymentSnapshot snapshot();

    /** It is as wanted; the snapshot's findings may still be worth reading. */
    record Succeeded(DeploymentSnapshot snapshot) implements DeploymentResult {
    }

    /** It is not; what had been made stands and can be looked at, deployed again or deleted. */
    record Failed(Failure failure, DeploymentSnapshot snapshot) implements DeploymentResult {
    }

    /** The user stopped following. What Heat was asked to do goes on there. */
    record Cancelled(DeploymentSnapshot snapshot) implements DeploymentResult {
    }
}
