package org.campanile.core.deploy.conductor;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.campanile.core.deploy.AgentChannel;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/**
 * A channel that sends nothing to agents while it is not certain that the deployment's lock is held: the lock's connection may be cut although this one is
 * not, and then somebody else may be sending. What is not sent is as good as lost on the way, which the conductor knows how to mend.
 */
record LockedChannel(AgentChannel channel, BooleanSupplier certain) implements AgentChannel {

    LockedChannel {
        Objects.requireNonNull(channel);
        Objects.requireNonNull(certain);
    }

    @Override
    public void declare(List<String> queues, Task task) throws FailureException {
        channel.declare(queues, task);
    }

    @Override
    public void delete(String queue, Task task) throws FailureException {
        channel.delete(queue, task);
    }

    @Override
    public int consumers(String queue, Task task) throws FailureException {
        return channel.consumers(queue, task);
    }

    @Override
    public CompletableFuture<Void> send(String queue, String messageId, String json, Task task) {
        if (!certain.getAsBoolean()) {
            return CompletableFuture.failedFuture(new FailureException(new Failure(Failure.Kind.UNREACHABLE, "sending to an agent", "queue " + queue, "",
                    "The connection that holds the deployment's lock is cut.", "Wait; it is taken again by itself.")));
        }
        return channel.send(queue, messageId, json, task);
    }

    @Override
    public Listening listen(String queue, Predicate<AgentMessage> handler, Consumer<String> ended, Task task) throws FailureException {
        return channel.listen(queue, handler, ended, task);
    }

    @Override
    public void close() {
        channel.close();
    }
}
