package org.campanile.core.deploy.conductor;

import java.util.Objects;
import java.util.Optional;

import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What is remembered on this machine, together with what everybody remembers in the broker: that has the last word on what is deployed, and is told of what is
 * done here, so that a worker or a console on another machine goes on from there. Runs stay here. Used by who holds the environment's lock. Worker threads only.
 */
final class SharedStore implements DeploymentStore {

    private final DeploymentStore own;
    private final Messaging messaging;
    private final ServiceTypes types;

    SharedStore(DeploymentStore own, Messaging messaging, ServiceTypes types) {
        this.own = Objects.requireNonNull(own);
        this.messaging = Objects.requireNonNull(messaging);
        this.types = Objects.requireNonNull(types);
    }

    @Override
    public DeployedState state(Environment environment) throws FailureException {
        Optional<DeployedState> known = BrokerStore.known(messaging, types, environment, Task.unwatched());
        return known.isPresent() ? known.get() : own.state(environment);
    }

    @Override
    public void save(Environment environment, DeployedState state) throws FailureException {
        own.save(environment, state);
        boolean news = !state.equals(DeployedState.NOTHING) || BrokerStore.known(messaging, types, environment, Task.unwatched()).isPresent();
        if (news) {
            new BrokerStore(messaging, types, "", Task.unwatched()).save(environment, state);
        }
    }

    @Override
    public void forget(Environment environment) throws FailureException {
        own.forget(environment);
        new BrokerStore(messaging, types, "", Task.unwatched()).forget(environment);
    }

    @Override
    public Optional<KeptRun> newest(Environment environment) throws FailureException {
        return own.newest(environment);
    }

    @Override
    public RunLog begin(Environment environment) throws FailureException {
        return own.begin(environment);
    }
}
