package org.campanile.core.deploy.conductor;

import java.time.Duration;
import java.util.Optional;

import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks at the one message that a queue of ours keeps, and leaves it there. */
final class Kept {

    private static final int LOOKS = 5;
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Kept() {
    }

    /** Its text; empty when there is no queue and when the queue is empty. Declares nothing. */
    static Optional<String> look(Messaging messaging, String queue, Task task) throws FailureException {
        try {
            // Who looks takes the message for a moment, in which others find none.
            for (int look = 1; look <= LOOKS; look++) {
                Optional<Delivery> message = messaging.get(queue, task);
                if (message.isPresent()) {
                    message.get().reject(true);
                    return Optional.of(message.get().message().text());
                }
                task.pause(BETWEEN, "looking into queue " + queue);
            }
            return Optional.empty();
        } catch (FailureException e) {
            if (e.failure().kind() == Failure.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
