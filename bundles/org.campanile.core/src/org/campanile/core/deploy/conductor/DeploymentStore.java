package org.campanile.core.deploy.conductor;

import java.util.Optional;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.task.FailureException;

/** Where it is remembered what is deployed of environments, and how far their runs are. No passwords. Worker threads only. */
public interface DeploymentStore {

    /** A run. @param log to be closed by the caller @param document what it was about, if that is known */
    record KeptRun(RunLog log, Optional<Environment> document) {
    }

    /** What is known to be deployed; {@link DeployedState#NOTHING} when nothing is. */
    DeployedState state(Environment environment) throws FailureException;

    /** Remembers what is deployed. */
    void save(Environment environment, DeployedState state) throws FailureException;

    /** Nothing of the environment is deployed any more, and nobody need remember it. */
    void forget(Environment environment) throws FailureException;

    /** The newest run, whether it has ended or not. */
    Optional<KeptRun> newest(Environment environment) throws FailureException;

    /** A new run. */
    RunLog begin(Environment environment) throws FailureException;
}
