package org.campanile.core.rabbitmq;

import org.campanile.core.task.FailureException;

/**
 * A message that was taken from a queue and that the broker keeps until it is acknowledged. When the connection is cut first, the
 * broker delivers it again, and acknowledging the old delivery does nothing.
 */
public interface Delivery {

    /** The message. */
    Message message();

    /** Whether it may have been delivered before. */
    boolean redelivered();

    /** Tells the broker that it is dealt with. */
    void ack() throws FailureException;

    /** Gives it back: to the queue again, or to nobody (the dead letter exchange, where there is one). */
    void reject(boolean requeue) throws FailureException;
}
