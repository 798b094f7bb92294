package org.campanile.core.deploy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** The way to agents and back. Queues are durable and without arguments, as the original's and the agents' (protocol document, 2.2). */
public interface AgentChannel extends AutoCloseable {

    /** Declares queues in their order; nothing happens to those that are there. */
    void declare(List<String> queues, Task task) throws FailureException;

    /** Deletes a queue with what is in it; nothing happens when there is none. */
    void delete(String queue, Task task) throws FailureException;

    /** How many consumers a queue has; -1 when there is no such queue. */
    int consumers(String queue, Task task) throws FailureException;

    /**
     * Sends a message to a queue without waiting for the broker's confirm: blocks only while the broker takes nothing in. Messages arrive in the order in
     * which they were sent.
     *
     * @return ends when the broker has the message, and with a {@link FailureException} when it has it not or nobody knows; ends on a thread of the
     *         channel, which must not be kept
     */
    CompletableFuture<Void> send(String queue, String messageId, String json, Task task);

    /**
     * Hands the messages of a queue to {@code handler}, and to nobody else, on a thread of the channel until the answer is closed. Each for which it says true is
     * acknowledged after; the others come again when somebody listens anew.
     *
     * @param ended told once, with why, when the broker ends that by itself, as it does when the queue is deleted; on a thread of the channel, which must
     *        not be kept
     */
    Listening listen(String queue, Predicate<AgentMessage> handler, Consumer<String> ended, Task task) throws FailureException;

    @Override
    void close();

    /** Ends the listening. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * A message from an agent, not yet believed.
     *
     * @param id its message id
     * @param text its body as UTF-8
     */
    record AgentMessage(String id, String text) {
    }
}
