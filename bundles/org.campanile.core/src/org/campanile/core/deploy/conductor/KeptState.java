package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.Optional;

import org.campanile.core.deploy.StackState;
import org.campanile.core.environment.DeployedState;
import org.campanile.core.environment.Environment;
import org.campanile.core.environment.ServiceTypes;
import org.campanile.core.lab.Home;
import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * What is remembered to be deployed of an environment, for those who only look: the broker has the last word, as it has for deployments, since others may have
 * deployed from other machines.
 *
 * @param state what is deployed; {@link DeployedState#NOTHING} when nothing is remembered
 * @param shared whether the broker told it; false when this machine did
 * @param unasked why the broker could not be asked although the lab has one; what others have deployed is not in the state then
 */
public record KeptState(DeployedState state, boolean shared, Optional<Failure> unasked) {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String DOING = "asking the broker what is deployed";

    /**
     * Asks the broker, and falls back on this machine's folder. Asks nobody for a password. Blocks, for the broker {@code 10 s} at the most; worker threads only.
     *
     * @throws FailureException when it is cancelled, and when this machine's own file is damaged
     */
    public static KeptState read(LabSession session, Home home, ServiceTypes types, Environment environment, Task task) throws FailureException {
        Optional<Failure> unasked = Optional.empty();
        if (session.lab().broker().isPresent()) {
            task.progress("Asking the broker what is deployed", 0, -1);
            try {
                Optional<DeployedState> shared = shared(session, types, environment, task.within(LIMIT));
                if (shared.isPresent()) {
                    return new KeptState(shared.get(), true, Optional.empty());
                }
            } catch (FailureException e) {
                task.checkCancelled(DOING);
                unasked = Optional.of(e.failure().kind() == Failure.Kind.CANCELLED ? late(session) : e.failure());
            }
        }
        return new KeptState(FolderStore.of(home, session.lab(), types).state(environment), false, unasked);
    }

    private static Failure late(LabSession session) throws FailureException {
        return new Failure(Failure.Kind.TIMED_OUT, DOING, session.broker().address(), "", "It did not answer within " + LIMIT.toSeconds() + " s.",
                "Look whether the broker works; what this machine remembers is shown.");
    }

    private static Optional<DeployedState> shared(LabSession session, ServiceTypes types, Environment environment, Task task) throws FailureException {
        if (session.secrets().find(session.lab().brokerKey()).isEmpty()) {
            throw new FailureException(new Failure(Failure.Kind.DENIED, DOING, session.broker().address(), "", "The password of " + session.broker().user() + " is not known.",
                    "Set CAMPANILE_SECRET_BROKER or keep it in the window; what this machine remembers is shown."));
        }
        try (Messaging messaging = session.messagingOnce("campanile", () -> {
            // whoever asks then is told
        }, task)) {
            return BrokerStore.known(messaging, types, environment, task);
        }
    }

    /**
     * Where nothing is remembered, what the lab's stack carries, which tells its servers but not what is inside them. Blocks; worker threads only.
     *
     * @throws FailureException when the cloud cannot be asked, and BAD_INPUT when what the stack carries is damaged
     */
    public KeptState orOfStack(LabSession session, ServiceTypes types, Environment environment, Task task) throws FailureException {
        if (!state.equals(DeployedState.NOTHING)) {
            return this;
        }
        return StackState.read(session, types, environment, task).map(stack -> new KeptState(stack.state(), shared, unasked)).orElse(this);
    }

    /** A sentence on why others' deployments may be missing, with what to do; empty when they are not. */
    public Optional<String> warning() {
        return unasked.map(why -> "What is deployed is taken from this machine alone, and what others deployed may be missing: " + why.meaning()
                + (why.next().isEmpty() ? "" : " -> " + why.next()));
    }
}
