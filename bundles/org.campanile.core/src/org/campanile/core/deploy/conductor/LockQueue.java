package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.campanile.core.deploy.DeploymentLock;
import org.campanile.core.environment.Environment;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of one environment's deployment over one connection: who consumes the queue {@code campanile-lock-ID} alone has it, and loses it with the
 * connection, so that nobody who dies leaves it behind. Beside it stands who that is, in {@code campanile-holder-ID}. Both queues are deleted when the lock is
 * freed; after a kill they stay, free for the next one. Who finds somebody's name there leaves its own in the end: the former one may only have been cut off,
 * and has to see then that it was not the last. The connection must be one that does not come back by itself.
 */
final class LockQueue {

    private static final Logger LOG = LoggerFactory.getLogger(LockQueue.class);
    private static final int ATTEMPTS = 5;
    /** Who was cut off longer ago than this does not come back. */
    private static final Duration COMING_BACK = Duration.ofDays(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Messaging messaging;
    private final Environment environment;
    private final LockHolder me;
    /** Set while this connection has the lock. */
    private Messaging.AutoCloseableConsumer held;
    private volatile boolean freed;
    private boolean after;

    LockQueue(Messaging messaging, Environment environment, LockHolder me) {
        this.messaging = Objects.requireNonNull(messaging);
        this.environment = Objects.requireNonNull(environment);
        this.me = Objects.requireNonNull(me);
    }

    /** The same over another connection, to be taken once more. */
    LockQueue over(Messaging fresh) {
        LockQueue next = new LockQueue(fresh, environment, me);
        next.after = after;
        return next;
    }

    private String queue() {
        return "campanile-lock-" + environment.id();
    }

    private String note() {
        return "campanile-holder-" + environment.id().toLowerCase(Locale.ROOT);
    }

    /**
     * Takes the lock anew and says who has it.
     *
     * @param patience how long somebody else may still have it
     * @param ended told when it is lost otherwise than with the connection
     * @throws FailureException CONFLICT with who has it
     */
    void take(Duration patience, Consumer<String> ended, Task task) throws FailureException {
        try {
            alone(patience, ended, task);
        } catch (FailureException e) {
            throw e.failure().kind() == Failure.Kind.CONFLICT ? refused(e, task) : e;
        }
        try {
            after = holder(task).filter(former -> former.since().isAfter(Instant.now().minus(COMING_BACK))).isPresent();
            sign(task);
        } catch (FailureException e) {
            free();
            throw e;
        }
    }

    private void sign(Task task) throws FailureException {
        messaging.deleteQueue(note(), task);
        messaging.declareQueue(note(), task);
        messaging.publish(note(), Message.json(UUID.randomUUID().toString(), me.text()), task);
    }

    /**
     * Takes it once more after the connection was cut.
     *
     * @return false when it has to be tried again: the broker has not seen yet that the former connection is cut
     * @throws FailureException CONFLICT when somebody else has had it meanwhile, even if it is free again
     */
    boolean retake(Consumer<String> ended, Task task) throws FailureException {
        FailureException taken = null;
        try {
            alone(Duration.ZERO, ended, task);
        } catch (FailureException e) {
            if (e.failure().kind() != Failure.Kind.CONFLICT) {
                throw e;
            }
            taken = e;
        }
        Optional<LockHolder> holder = holder(task);
        if (holder.isPresent() && !holder.get().key().equals(me.key())) {
            if (held != null) {
                held.close();
                held = null;
            }
            throw new FailureException(new Failure(Failure.Kind.CONFLICT, "holding the lock of a deployment", environment.name(), "",
                    "The connection to the broker was cut, and meanwhile another took over: " + holder.get().words() + ". This run was stopped so that there are not two.",
                    "Wait for the other one to end; then deploy again, which goes on where things stand."), taken);
        }
        if (taken == null && holder.isEmpty()) {
            // The broker came back without its queues, since who else had the lock would have left a name.
            sign(task);
        }
        return taken == null;
    }

    private void alone(Duration patience, Consumer<String> ended, Task task) throws FailureException {
        for (int attempt = 1;; attempt++) {
            messaging.declareQueue(queue(), task);
            try {
                held = messaging.consumeAlone(queue(), 1, patience, message -> {
                    // nobody sends anything there
                }, reason -> {
                    if (!freed) {
                        ended.accept(reason);
                    }
                }, task);
                return;
            } catch (FailureException e) {
                // Who frees the lock deletes its queue, maybe between those two.
                if (e.failure().kind() != Failure.Kind.NOT_FOUND || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private FailureException refused(FailureException why, Task task) throws FailureException {
        Optional<LockHolder> holder = holder(task);
        return new FailureException(new Failure(Failure.Kind.CONFLICT, DeploymentLock.TAKING, environment.name(), why.failure().cameBack(),
                holder.map(LockHolder::words).orElse("Somebody else is changing this deployment") + ". Two at a time would undo each other's work.",
                "Wait for that to end, or stop it there. If that machine is gone, the broker frees the lock within a minute."), why);
    }

    /** Who said last that it holds the lock; empty when nobody did. */
    Optional<LockHolder> holder(Task task) throws FailureException {
        return Kept.look(messaging, note(), task).flatMap(LockHolder::read);
    }

    /** Gives the lock back if this connection has it. The queues go with the one that has it, so nobody else's can be meant. */
    void free() {
        freed = true;
        if (held == null) {
            return;
        }
        Task task = Task.unwatched().within(LAST_WORDS);
        try {
            if (messaging.isConnected()) {
                if (!after) {
                    messaging.deleteQueue(note(), task);
                }
                messaging.deleteQueue(queue(), task);
            }
        } catch (FailureException e) {
            LOG.debug("A lock was freed by the end of its connection alone", e);
        } finally {
            held.close();
            held = null;
        }
    }
}
