package org.campanile.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.campanile.core.lab.LabSession;
import org.campanile.core.rabbitmq.BrokerProfile;
import org.campanile.core.rabbitmq.Delivery;
import org.campanile.core.rabbitmq.Message;
import org.campanile.core.rabbitmq.Messaging;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

/** Looks at the first messages of a queue. AMQP knows no looking: the messages are taken and given back. Blocks; worker threads only. */
public final class QueuePeek {

    /** What looking does, for whoever is asked whether to. */
    public static final String WORDS = "AMQP has no way to look at a message without taking it. The messages are taken, shown and given back to their places at the head of "
            + "the queue. From then on they are marked as redelivered; while you look, no consumer gets them; and in a quorum queue each look counts as a delivery.";

    private QueuePeek() {
    }

    /** A message as it lay in the queue. @param redelivered whether it had been delivered before this look */
    public record Peeked(Message message, boolean redelivered) {
    }

    /** Up to {@code most} messages from the head of the queue. */
    public static List<Peeked> look(LabSession session, String vhost, String queue, int most, Task task) throws FailureException {
        BrokerProfile broker = session.broker();
        List<Delivery> taken = new ArrayList<>();
        try (Messaging messaging = session.messaging(broker.user(), vhost, session.secrets().require(session.lab().brokerKey()), task)) {
            try {
                Optional<Delivery> next;
                while (taken.size() < most && (next = messaging.get(queue, task)).isPresent()) {
                    taken.add(next.get());
                }
            } finally {
                // The last one first, so that each finds its place.
                for (Delivery delivery : taken.reversed()) {
                    delivery.reject(true);
                }
            }
        }
        return taken.stream().map(d -> new Peeked(d.message(), d.redelivered())).toList();
    }
}
